"""Tells Django that this room exists, and gives the interface its voice."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """The room `design`."""

    name = "statim.design"
    label = "design"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """From here on, words are said by Django's catalogues."""
        from statim.design.speech import give
        from statim.design.voice import Spoken

        give(Spoken())
