"""Tells Django that this room exists."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    """The room `editions`."""

    name = "statim.editions"
    label = "editions"
    default_auto_field = "django.db.models.BigAutoField"
