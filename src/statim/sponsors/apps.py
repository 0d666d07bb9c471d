"""Tells Django that this room exists."""

from django.apps import AppConfig


class SponsorsConfig(AppConfig):
    """The room `sponsors`."""

    name = "statim.sponsors"
    label = "sponsors"
    default_auto_field = "django.db.models.BigAutoField"
