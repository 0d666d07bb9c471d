"""Addresses of Markdown."""

from __future__ import annotations

from django.urls import URLPattern, path

from statim.interop.markdown import views

app_name = "markdown"
urlpatterns: list[URLPattern] = [
    path("topics/<slug:slug>.md", views.topic, name="topic"),
    path("topics/<slug:slug>/editions/<int:number>.md", views.topic, name="edition"),
    path("llms.txt", views.llms, name="llms"),
]
