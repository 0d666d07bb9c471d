"""Addresses of the Infobutton door."""

from __future__ import annotations

from django.urls import URLPattern, path

from statim.interop.infobutton import views

app_name = "infobutton"
urlpatterns: list[URLPattern] = [
    path("infobutton", views.infobutton, name="ask"),
    path("infobutton/profile.xml", views.profile, name="profile"),
]
