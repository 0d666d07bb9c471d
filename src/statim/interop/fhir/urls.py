"""Addresses of the FHIR door."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from statim.interop.fhir.views import resources, searching

app_name = "fhir"
PART = "(?P<kind>Citation|ArtifactAssessment)"
urlpatterns: list[URLPattern] = [
    path("metadata", resources.metadata, name="metadata"),
    path("Composition", searching.compositions, name="compositions"),
    path("Composition/<str:id>", resources.topic, name="composition"),
    path("Composition/<str:id>/_history", resources.history, name="history"),
    path("Composition/<str:id>/_history/<int:version>", resources.edition, name="edition"),
    re_path(rf"^{PART}$", searching.parts, name="parts"),
    re_path(rf"^{PART}/(?P<id>[^/]+)$", resources.part, name="part"),
    path("<path:rest>", resources.unknown, name="unknown"),
]
