"""The address of the search description."""

from __future__ import annotations

from django.urls import URLPattern, path

from statim.interop.opensearch import views

app_name = "opensearch"
urlpatterns: list[URLPattern] = [path("opensearch.xml", views.opensearch, name="description")]
