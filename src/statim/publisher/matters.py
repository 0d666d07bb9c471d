"""What can be chosen at the desk: matter by matter, field by field, and what each may say. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from statim.design.speech import NAMES as NAMES_OF_LANGUAGES
from statim.design.speech import later, say
from statim.publisher import colours
from statim.publisher.errors import Refused
from statim.publisher.house import PAGE_TYPES

AUDIENCES = ("notice", "confirm", "signin")
LONGEST_DESCRIPTION, LONGEST_SPECIALTY = 300, 80
_MEDIA = re.compile(r"[0-9a-f]{64}\.[0-9]{1,3}x[0-9]{1,3}\Z")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to choose: `setting` is its name in the environment, `read` makes its value of
    what was typed (ValueError with the reason). Nothing typed is the default."""

    name: str
    title: str
    setting: str
    read: Callable[[str], Any]
    help: str = ""
    long: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """What is chosen on one form; its words, as its fields', are said when they are shown."""

    name: str
    title: str
    help: str
    fields: tuple[Field, ...]


def line(most: int) -> Callable[[str], str]:
    """Reads words on one line, at most so many characters."""

    def read(typed: str) -> str:
        said = " ".join(typed.split())
        if len(said) > most:
            raise ValueError(
                say(
                    "This has %(number)s characters; at most %(most)s fit.",
                    number=len(said),
                    most=most,
                )
            )
        if not said.isprintable():
            raise ValueError(say("This holds characters that cannot be shown."))
        return said

    return read


def one_of(*known: str) -> Callable[[str], str]:
    """Reads one of these words."""

    def read(typed: str) -> str:
        if typed not in known:
            raise ValueError(say("Choose one of %(known)s.", known=", ".join(known)))
        return typed

    return read


def tags(typed: str) -> list[str]:
    """Reads languages that the site can speak, with commas between them."""
    found = [part.strip() for part in typed.split(",") if part.strip()]
    for tag in found:
        if tag not in NAMES_OF_LANGUAGES:
            known = ", ".join(NAMES_OF_LANGUAGES)
            raise ValueError(
                say(
                    "The site does not speak %(tag)s; it speaks %(known)s.",
                    tag=repr(tag),
                    known=known,
                )
            )
    if len(set(found)) < len(found):
        raise ValueError(say("A language is named twice."))
    return found


def accent(*, dark: bool) -> Callable[[str], str]:
    """Reads a colour that can be read as text wherever it is used."""

    def read(typed: str) -> str:
        said = colours.colour(typed)
        if wrong := colours.faults(said, dark=dark):
            raise ValueError(
                say(
                    "%(said)s cannot be read well enough: %(wrong)s.",
                    said=said,
                    wrong="; ".join(wrong),
                )
            )
        return said

    return read


def media(typed: str) -> str:
    """Reads the name of a kept picture."""
    if not _MEDIA.match(typed):
        raise ValueError(say("This names no picture."))
    return typed


NAMES = {
    "topic": later("On topics"), "search": later("On search"), "home": later("On the front page"),
    "about": later("On pages about the site"), "account": later("On account pages"),
}  # fmt: skip
MATTERS: Mapping[str, Matter] = {
    each.name: each
    for each in (
        Matter(
            "identity",
            later("Name and publisher"),
            later("What every page, feed and export says."),
            (
                Field("site_name", later("Name of the site"), "SITE_NAME", line(60)),
                Field("publisher", later("Publisher"), "PUBLISHER", line(120)),
                Field(
                    "copyright",
                    later("Copyright line"),
                    "COPYRIGHT",
                    line(200),
                    later("Nothing: © and the publisher."),
                ),
                Field(
                    "contact",
                    later("Contact"),
                    "CONTACT",
                    line(200),
                    later("Where an error is reported, usually an e-mail address."),
                ),
            ),
        ),
        Matter(
            "disclaimers",
            later("Disclaimers"),
            later(
                "At the foot of every page. One for a type of page "
                "stands in place of the general one."
            ),
            (
                Field("disclaimer", later("General"), "DISCLAIMER", line(1000), long=True),
                *(
                    Field(
                        f"disclaimer_{kind}",
                        NAMES[kind],
                        f"DISCLAIMER_{kind.upper()}",
                        line(1000),
                        long=True,
                    )
                    for kind in PAGE_TYPES
                ),
            ),
        ),
        Matter(
            "audience",
            later("Audience"),
            later(
                "For whom the site is, and who may read. Other words ask "
                "anew of everybody who confirmed the old ones."
            ),
            (
                Field("audience", later("Who may read"), "AUDIENCE", one_of(*AUDIENCES)),
                Field(
                    "audience_notice",
                    later("The line that says for whom"),
                    "AUDIENCE_NOTICE",
                    line(200),
                ),
            ),
        ),
        Matter(
            "colours",
            later("Colours"),
            later(
                "Links, buttons and marks. Each colour must be readable on "
                "every ground it stands on: at least 4.5 to 1 (WCAG 2.2 AA)."
            ),
            (
                Field(
                    "accent",
                    later("Accent, in light"),
                    "ACCENT",
                    accent(dark=False),
                    later("Such as #085768."),
                ),
                Field(
                    "accent_dark",
                    later("Accent, in dark"),
                    "ACCENT_DARK",
                    accent(dark=True),
                    later("Such as #86cbd8."),
                ),
            ),
        ),
        Matter(
            "logo",
            later("Logo"),
            later(
                "In place of the mark beside the name: PNG, JPEG or WebP. It is "
                "made small and written anew."
            ),
            (Field("logo", later("Logo"), "LOGO", media),),
        ),
        Matter(
            "languages",
            later("Languages"),
            later("Of the interface; the first is the default."),
            (
                Field(
                    "languages",
                    later("Languages"),
                    "LANGUAGES",
                    tags,
                    later("With commas: en, de."),
                ),
            ),
        ),
        Matter(
            "specialties",
            later("Specialties"),
            later(
                "Names, order and descriptions where the tree of "
                "specialties is shown. What an edition says of its own place stays as it was "
                "published."
            ),
            (),
        ),
    )
}


def checked(matter: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """The values of a matter's fields as they will be kept; a field with nothing typed is left
    out. Raises Refused, which names the field."""
    values: dict[str, Any] = {}
    for field in MATTERS[matter].fields:
        said = typed.get(field.name, "").strip()
        if not said:
            continue
        try:
            values[field.name] = field.read(said)
        except ValueError as wrong:
            raise Refused(field.name, str(wrong)) from wrong
    return values


def arranged(rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """The chosen specialties of rows {address, order, name, description}: those that differ from
    the tree as it is. Raises Refused, which names the row's address."""
    found = []
    for row in rows:
        said = {name: " ".join(row.get(name, "").split()) for name in ("name", "description")}
        place = row.get("order", "").strip()
        if place and not (place.isascii() and place.isdecimal() and len(place) < 5):
            raise Refused(
                row["address"],
                say("%(place)s is no place in an order; write a number.", place=repr(place)),
            )
        if len(said["name"]) > LONGEST_SPECIALTY or "/" in said["name"]:
            raise Refused(
                row["address"],
                say(
                    "A name has at most %(most)s characters, and no slash.", most=LONGEST_SPECIALTY
                ),
            )
        if len(said["description"]) > LONGEST_DESCRIPTION:
            raise Refused(
                row["address"],
                say("A description has at most %(most)s characters.", most=LONGEST_DESCRIPTION),
            )
        if place or any(said.values()):
            found.append({"address": row["address"], "order": int(place or 0), **said})
    return {"specialties": found} if found else {}
