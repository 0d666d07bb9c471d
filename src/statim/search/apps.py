"""Tells Django that this room exists."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The room `search`."""

    name = "statim.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
