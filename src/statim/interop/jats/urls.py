"""Addresses of JATS."""

from __future__ import annotations

from django.urls import URLPattern, path

from statim.interop.jats import views

app_name = "jats"
urlpatterns: list[URLPattern] = [
    path("topics/<slug:slug>.jats.xml", views.topic, name="topic"),
    path("topics/<slug:slug>/editions/<int:number>.jats.xml", views.topic, name="edition"),
]
