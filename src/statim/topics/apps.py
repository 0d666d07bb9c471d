"""Tells Django that this room exists."""

from django.apps import AppConfig


class TopicsConfig(AppConfig):
    """The room `topics`."""

    name = "statim.topics"
    label = "topics"
    default_auto_field = "django.db.models.BigAutoField"
