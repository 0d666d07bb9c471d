"""Reading who publishes: from the environment, and from what was chosen at the desk. Where both
say something, the environment holds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from statim.publisher import chosen
from statim.publisher.house import House
from statim.publisher.logo import Picture, prepared
from statim.publisher.models import Choice, Logo, WithoutAdvertising

_FIELDS = frozenset(field.name for field in fields(House))
_MARK = "SELECT COALESCE(SUM(version), 0) FROM publisher_choice"


@cache
def house() -> House:
    """The publisher of this site. No query: what the desk chose is what `learn` brought last."""
    return with_values(chosen.values())


def with_values(values: Mapping[str, Any]) -> House:
    """The publisher as these choices would make it."""
    fixed = settings.STATIM_FIXED
    own: dict[str, Any] = {
        name: v for name, v in values.items() if name in _FIELDS and name not in fixed
    }
    if "logo" in fixed:
        own["logo"] = operators_logo().name
    return House(**{**settings.STATIM_HOUSE, **own})


@cache
def operators_logo() -> Picture:
    """The logo in the file that the environment names. Raises OSError, Refused."""
    return prepared(Path(settings.STATIM_LOGO).read_bytes())


@cache
def stamp() -> str:
    """Names what the desk chose, for whatever is kept that shows it; "" while it chose nothing."""
    said = chosen.values()
    return hashlib.sha256(repr(sorted(said.items())).encode()).hexdigest()[:8] if said else ""


def learn() -> bool:
    """Take in what was chosen at the desk: one small read, more only where something was. Whether
    something was."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK)
        mark = int(cursor.fetchone()[0])
    if mark == chosen.board.mark:
        return False
    values: dict[str, Any] = {}
    for row in Choice.objects.all():
        values |= row.values
    chosen.board.values, chosen.board.mark = values, mark
    house.cache_clear()
    stamp.cache_clear()
    return True


def choice(matter: str) -> tuple[dict[str, Any], int]:
    """(what the desk chose in this matter, its version); ({}, 0) where nothing yet."""
    row = Choice.objects.filter(matter=matter).first()
    return (dict(row.values), row.version) if row else ({}, 0)


def specialties() -> dict[str, dict[str, Any]]:
    """What was chosen of each specialty, by the address of its shelf: order, name, description."""
    return {one["address"]: one for one in chosen.values().get("specialties", [])}


def logo_of(media: str) -> bytes | None:
    """The PNG bytes of the operator's logo, or of one that was chosen at the desk once."""
    if "logo" in settings.STATIM_FIXED and operators_logo().media == media:
        return operators_logo().data
    row = Logo.objects.filter(pk=media).first()
    return bytes(row.data) if row else None


def page_values() -> list[str]:
    """What the desk chose that stands in stored pages; names, with others, what they are made
    of. Empty while it chose none of it."""
    said = chosen.values()
    own = ("site_name", "publisher", "copyright", "audience", "contact")
    return [f"{name}={getattr(house(), name)}" for name in own if name in said]


def audience_version() -> str:
    """Names the words by which a reader says that the site is meant for them: other words,
    another version."""
    return hashlib.sha256(house().audience_notice.encode()).hexdigest()[:12]


def without_advertising() -> frozenset[str]:
    """The ids of the topics beside which no advertisement may stand."""
    return frozenset(WithoutAdvertising.objects.values_list("topic", flat=True))
