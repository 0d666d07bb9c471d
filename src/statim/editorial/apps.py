"""Tells Django that this room exists."""

from django.apps import AppConfig


class EditorialConfig(AppConfig):
    """The room `editorial`."""

    name = "statim.editorial"
    label = "editorial"
    default_auto_field = "django.db.models.BigAutoField"
