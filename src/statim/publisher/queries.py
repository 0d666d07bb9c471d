"""Reading who publishes: from the settings, which come from the environment."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from statim.publisher.house import House


@cache
def house() -> House:
    """The publisher of this site."""
    return House(**settings.STATIM_HOUSE)
