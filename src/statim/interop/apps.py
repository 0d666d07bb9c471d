"""Tells Django that this room exists."""

from django.apps import AppConfig


class InteropConfig(AppConfig):
    """The room `interop`."""

    name = "statim.interop"
    label = "interop"
