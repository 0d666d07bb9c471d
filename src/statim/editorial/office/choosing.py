"""A matter of the site as its form shows it: each field with what holds, where that comes from, and
what was typed; and what a choice would look like."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from statim.design.speech import say
from statim.editions.queries import shelves
from statim.editorial.permissions import MANAGE_SITE, SET_SITE_WORDS
from statim.publisher.colours import DARK, LIGHT, Palette, contrast, palette
from statim.publisher.errors import Refused
from statim.publisher.house import House
from statim.publisher.logo import LARGEST, Picture, prepared
from statim.publisher.matters import MATTERS, arranged, checked

WORDS = {"disclaimers", "specialties"}  # editors choose these; administrators the rest


def act_of(matter: str) -> str:
    """What somebody must be allowed, to choose in this matter."""
    return SET_SITE_WORDS if matter in WORDS else MANAGE_SITE


@dataclass(frozen=True, slots=True)
class Shown:
    """A field of the form. `fixed` is the setting by which the operator set it, or ""; `default`
    what holds where nothing is typed."""

    name: str
    title: str
    help: str
    long: bool
    value: str
    default: str
    fixed: str
    error: str


@dataclass(frozen=True, slots=True)
class Row:
    """A specialty of the form: its address, its path as published, what was chosen of it."""

    address: str
    path: str
    order: str
    name: str
    description: str
    error: str


def fields(matter: str, typed: Mapping[str, str], refused: Refused | None) -> list[Shown]:
    """The fields of a matter with what was typed, or holds."""
    shown = []
    for each in MATTERS[matter].fields:
        said = settings.STATIM_LANGUAGES if each.name == "languages" else None
        default = ", ".join(said) if said else str(settings.STATIM_HOUSE.get(each.name, ""))
        error = str(refused) if refused and refused.field == each.name else ""
        shown.append(
            Shown(
                each.name,
                say(each.title),
                say(each.help),
                each.long,
                typed.get(each.name, ""),
                default,
                settings.STATIM_FIXED.get(each.name, ""),
                error,
            )
        )
    return shown


def as_typed(values: Mapping[str, Any]) -> dict[str, str]:
    """Kept values as a form would send them."""
    typed = {
        name: ", ".join(value) if isinstance(value, list) else str(value)
        for name, value in values.items()
        if name != "specialties"
    }
    for one in values.get("specialties", []):
        for part in ("order", "name", "description"):
            typed[f"{part} {one['address']}"] = str(one[part] or "")
    return typed


def rows(typed: Mapping[str, str], refused: Refused | None) -> list[Row]:
    """Every specialty in use, and those above it, in the tree's order."""
    found: dict[str, str] = {}
    for address, path, _ in shelves():
        parts, names = address.split("/"), path.split(" / ")
        for depth in range(1, len(parts) + 1 if address else 0):
            found.setdefault("/".join(parts[:depth]), " / ".join(names[:depth]))
    return [
        Row(
            address,
            path,
            order=typed.get(f"order {address}", ""),
            name=typed.get(f"name {address}", ""),
            description=typed.get(f"description {address}", ""),
            error=str(refused) if refused and refused.field == address else "",
        )
        for address, path in sorted(found.items())
    ]


def read(matter: str, typed: Mapping[str, str], upload: bytes | None) -> tuple[
    dict[str, Any], Picture | None
]:  # fmt: skip
    """(the values that were typed, the logo among them). Raises Refused."""
    if matter == "specialties":
        named = [{"address": row.address, "order": row.order, "name": row.name,
                  "description": row.description} for row in rows(typed, None)]  # fmt: skip
        return arranged(named), None
    if matter != "logo":
        return checked(matter, typed), None
    data = upload or _carried(typed.get("picture", ""))
    if data is None:
        return checked(matter, typed), None
    picture = prepared(data)
    return {"logo": picture.name}, picture


def _carried(words: str) -> bytes | None:
    """The picture that the preview showed, which comes back with the form."""
    if not words:
        return None
    if len(words) > 2 * LARGEST:
        raise Refused("logo", say("The file is too large."))
    try:
        return base64.b64decode(words, validate=True)
    except ValueError as broken:
        raise Refused("logo", say("The form is damaged; choose the file again.")) from broken


def encoded(picture: Picture | None) -> str:
    """A logo's bytes as they travel with the form, "" for none."""
    return base64.b64encode(picture.data).decode() if picture else ""


def mark_of(values: Mapping[str, Any]) -> str:
    """Names what a preview showed."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Swatch:
    """A palette on its grounds, with the least contrast of its text."""

    title: str
    paper: str
    ink: str
    made: Palette
    least: str


def swatches(said: House) -> list[Swatch]:
    """The colours that were chosen, as they will stand."""
    found = []
    for title, accent, (paper, raised, ink), dark in (
        (say("In light"), said.accent, LIGHT, False),
        (say("In dark"), said.accent_dark, DARK, True),
    ):
        if accent:
            made = palette(accent, dark=dark)
            least = min(contrast(accent, paper), contrast(accent, raised),
                        contrast(accent, made.soft), contrast(made.on_accent, accent))  # fmt: skip
            found.append(Swatch(title, paper, ink, made, f"{least:.2f}"))
    return found
