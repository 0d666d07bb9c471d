"""Tells Django that this room exists."""

from django.apps import AppConfig


class ReaderConfig(AppConfig):
    """The room `reader`."""

    name = "statim.reader"
    label = "reader"
    default_auto_field = "django.db.models.BigAutoField"
