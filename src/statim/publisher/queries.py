"""Reading who publishes: from the settings, which come from the environment."""

from __future__ import annotations

import hashlib
from functools import cache

from django.conf import settings

from statim.publisher.house import House
from statim.publisher.models import WithoutAdvertising


@cache
def house() -> House:
    """The publisher of this site."""
    return House(**settings.STATIM_HOUSE)


def audience_version() -> str:
    """Names the words by which a reader says that the site is meant for them: other words,
    another version."""
    return hashlib.sha256(house().audience_notice.encode()).hexdigest()[:12]


def without_advertising() -> frozenset[str]:
    """The ids of the topics beside which no advertisement may stand."""
    return frozenset(WithoutAdvertising.objects.values_list("topic", flat=True))
