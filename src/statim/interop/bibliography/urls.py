"""Addresses for reference managers."""

from __future__ import annotations

from django.urls import URLPattern, path

from statim.interop.bibliography import views

app_name = "bibliography"
urlpatterns: list[URLPattern] = [
    path("topics/<slug:slug>/references.<str:ending>", views.references_of, name="references"),
    path("topics/<slug:slug>/citation.<str:ending>", views.citation_of, name="citation"),
]
