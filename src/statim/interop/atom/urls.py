"""Addresses of the feeds."""

from __future__ import annotations

from django.urls import URLPattern, path

from statim.interop.atom import views

app_name = "atom"
urlpatterns: list[URLPattern] = [
    path("changes/feed/", views.changes, name="feed"),
    path("changes/corrections/feed/", views.corrections, name="corrections"),
    path("changes/feed/<path:shelf>/", views.changes, name="shelf"),
]
