"""Addresses of CDS Hooks."""

from __future__ import annotations

from django.urls import URLPattern, path

from statim.interop.cdshooks import views

app_name = "cdshooks"
urlpatterns: list[URLPattern] = [
    path("cds-services", views.services, name="services"),
    path("cds-services/<slug:name>", views.service, name="service"),
    path("cds-services/<slug:name>/feedback", views.feedback, name="feedback"),
]
