"""Tells Django that this room exists."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """The room `design`."""

    name = "statim.design"
    label = "design"
    default_auto_field = "django.db.models.BigAutoField"
