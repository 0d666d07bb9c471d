"""The address of OAI-PMH."""

from __future__ import annotations

from django.urls import URLPattern, path

from statim.interop.oai import views

app_name = "oai"
urlpatterns: list[URLPattern] = [path("oai", views.oai, name="oai")]
