"""Addresses for reference managers."""

from __future__ import annotations

from django.urls import URLPattern, re_path

from statim.interop.bibliography import views

app_name = "bibliography"
_TOPIC, _ENDING = "topics/(?P<slug>[-a-zA-Z0-9_]+)", r"(?P<ending>ris|bib|csl\.json)"
urlpatterns: list[URLPattern] = [
    re_path(rf"^{_TOPIC}/references\.{_ENDING}$", views.references_of, name="references"),
    re_path(rf"^{_TOPIC}/citation\.{_ENDING}$", views.citation_of, name="citation"),
]
