"""Tells Django that this room exists."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    """The room `questions`."""

    name = "statim.questions"
    label = "questions"
    default_auto_field = "django.db.models.BigAutoField"
