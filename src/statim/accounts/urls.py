"""Addresses under /account/."""

from __future__ import annotations

from django.urls import path

from statim.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", views.SignOut.as_view(), name="sign-out"),
    path("", views.profile, name="profile"),
]
