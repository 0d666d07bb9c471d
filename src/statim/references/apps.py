"""Tells Django that this room exists."""

from django.apps import AppConfig


class ReferencesConfig(AppConfig):
    """The room `references`."""

    name = "statim.references"
    label = "references"
    default_auto_field = "django.db.models.BigAutoField"
