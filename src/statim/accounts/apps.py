"""Tells Django that this room exists."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The room `accounts`."""

    name = "statim.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
