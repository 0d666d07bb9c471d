"""Addresses of the FHIR door."""

from __future__ import annotations

from django.urls import URLPattern, path

from statim.interop.fhir.views import resources, searching

app_name = "fhir"
CITED, ASSESSED = {"kind": "Citation"}, {"kind": "ArtifactAssessment"}
urlpatterns: list[URLPattern] = [
    path("metadata", resources.metadata, name="metadata"),
    path("Composition", searching.compositions, name="compositions"),
    path("Composition/<str:id>", resources.topic, name="composition"),
    path("Composition/<str:id>/_history", resources.history, name="history"),
    path("Composition/<str:id>/_history/<int:version>", resources.edition, name="edition"),
    path("Citation", searching.parts, CITED, name="citations"),
    path("Citation/<str:id>", resources.part, CITED, name="citation"),
    path("ArtifactAssessment", searching.parts, ASSESSED, name="assessments"),
    path("ArtifactAssessment/<str:id>", resources.part, ASSESSED, name="assessment"),
    path("<path:rest>", resources.unknown, name="unknown"),
]
