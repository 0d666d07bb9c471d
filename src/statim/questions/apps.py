"""Tells Django that this room exists, and what it holds of a person."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    """The room `questions`."""

    name = "statim.questions"
    label = "questions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take part in one's own data."""
        from statim.accounts import own_data as everybodys
        from statim.questions import own_data

        everybodys.register(own_data.NAME, export=own_data.export, erase=own_data.erase)
