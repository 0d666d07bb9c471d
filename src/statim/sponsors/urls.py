"""The addresses that readers' browsers ask for."""

from __future__ import annotations

from django.urls import path

from statim.sponsors.views import public

app_name = "sponsors"
urlpatterns = [
    path("advertising/<slug:name>/", public.slot, name="slot"),
    path("advertising/pictures/<str:name>", public.picture, name="picture"),
    path("advertising/<int:number>/go/", public.follow, name="follow"),
]
