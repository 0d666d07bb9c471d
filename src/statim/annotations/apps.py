"""Tells Django that this room exists."""

from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    """The room `annotations`."""

    name = "statim.annotations"
    label = "annotations"
    default_auto_field = "django.db.models.BigAutoField"
