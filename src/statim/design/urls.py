"""Addresses of the component gallery."""

from __future__ import annotations

from django.urls import URLPattern, path

from statim.design.views import gallery

app_name = "design"
urlpatterns: list[URLPattern] = [path("", gallery, name="gallery")]
