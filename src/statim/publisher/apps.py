"""Tells Django that this room exists."""

from django.apps import AppConfig


class PublisherConfig(AppConfig):
    """The room `publisher`."""

    name = "statim.publisher"
    label = "publisher"
    default_auto_field = "django.db.models.BigAutoField"
