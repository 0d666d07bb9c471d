"""Addresses for asking."""

from __future__ import annotations

from django.urls import URLPattern, path

from statim.questions import views

app_name = "questions"
urlpatterns: list[URLPattern] = [
    path("ask/", views.ask, name="ask"),
    path("ask/received/", views.received, name="received"),
    path("ask/<str:token>/", views.receipt, name="receipt"),
]
