"""Addresses of the COUNTER API."""

from __future__ import annotations

from django.urls import URLPattern, path

from statim.usage import views

app_name = "usage"
urlpatterns: list[URLPattern] = [
    path("r51/status", views.status, name="status"),
    path("r51/members", views.members, name="members"),
    path("r51/reports", views.reports, name="reports"),
    path("r51/reports/<slug:name>", views.report, name="report"),
]
