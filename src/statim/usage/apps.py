"""Tells Django that this room exists."""

from django.apps import AppConfig


class UsageConfig(AppConfig):
    """The room `usage`."""

    name = "statim.usage"
    label = "usage"
    default_auto_field = "django.db.models.BigAutoField"
