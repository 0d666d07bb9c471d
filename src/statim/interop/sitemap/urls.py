"""Addresses that search engines ask first."""

from __future__ import annotations

from django.urls import URLPattern, path

from statim.interop.sitemap import views

app_name = "sitemap"
urlpatterns: list[URLPattern] = [
    path("sitemap.xml", views.sitemap, name="all"),
    path("sitemap-<int:number>.xml", views.sitemap_file, name="file"),
    path("robots.txt", views.robots, name="robots"),
]
