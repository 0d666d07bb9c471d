"""Addresses of the reading side."""

from __future__ import annotations

from django.urls import URLPattern, path

from statim.reader.views import feeds

app_name = "reader"
urlpatterns: list[URLPattern] = [
    path("changes/feed/", feeds.changes, name="feed"),
    path("changes/feed/<path:shelf>/", feeds.changes, name="shelf-feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", feeds.sitemap_file, name="sitemap-file"),
    path("opensearch.xml", feeds.opensearch, name="opensearch"),
    path("robots.txt", feeds.robots, name="robots"),
]
