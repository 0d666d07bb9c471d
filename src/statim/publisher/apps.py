"""Tells Django that this room exists."""

from django.apps import AppConfig


class PublisherConfig(AppConfig):
    """The room `publisher`."""

    name = "statim.publisher"
    label = "publisher"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the house, which knows no framework, where the languages are chosen."""
        from statim.publisher import house, queries

        house.say_languages(queries.chosen_languages)
