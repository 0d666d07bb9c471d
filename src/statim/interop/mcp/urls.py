"""The address of the MCP door."""

from __future__ import annotations

from django.urls import URLPattern, path

from statim.interop.mcp import views

app_name = "mcp"
urlpatterns: list[URLPattern] = [path("mcp", views.mcp, name="mcp")]
