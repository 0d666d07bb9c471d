"""Lists of authors as references print them, to CSL names.

A list is taken only where every part of it reads as a name; else it is one institution or
nothing at all, and the caller decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from statim.references.names import person

Json = dict[str, Any]

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽ"
_PARTICLE = (
    r"(?:(?:van|von|vom|zur?|zum|de|der|den|del|della|dell|di|da|das|dos|do|du|des|la|le|el|al|"
    r"ten|ter|te|bin|ibn|af|av|y|e|d['’]|l['’]|['’]t)[\s-]*)*"
)
_WORD = rf"(?:(?:Mc|Mac|O['’]|D['’])?[{UPPER}][\w'’]+(?:[-‐–][\w'’]+)*)"
_FAMILY = rf"{_PARTICLE}{_WORD}(?:[\s-]+(?:{_PARTICLE}{_WORD}))*"
_DOTTED = rf"(?:[{UPPER}]\.(?:[\s-]?[{UPPER}]\.){{1,4}}|[{UPPER}]\.(?=\s*[,;&(]|\s+(?:and|et)\b|$))"
_INITIALS = rf"(?:{_DOTTED}|[{UPPER}](?:[\s-]?[{UPPER}]){{0,4}}(?!\w))"
_SUFFIX = r"(?:Jr|Sr|2nd|3rd|4th|5th|II|III|IV)\b"

_CLOSED = re.compile(rf"(?P<f>{_FAMILY})\s+(?P<g>{_INITIALS})(?:,?\s+(?P<s>{_SUFFIX})\.?)?")
_PUNCTUATED = re.compile(rf"(?P<f>{_FAMILY}),\s*(?P<g>{_INITIALS})(?:,?\s+(?P<s>{_SUFFIX})\.?)?")
_ET_AL = re.compile(r"[\s,;]*(?:\band\s+)?\bet\.?\s*al\b\.?", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:,\s*(?:&|and\b)|;|,|&|\band\b)\s*")
_BEHIND = re.compile(r"\s*(?:[,;.&(:]|and\b|et\b|$)")
_ROLE = re.compile(
    r",?\s*\(?\b(?P<role>editors?|eds?|translators?|compilers?|chair(?:person)?s?)\b\.?\)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Names:
    """What a list of authors says. `role` is "author", "editor" or "translator"."""

    names: list[Json] = field(default_factory=list)
    et_al: bool = False
    role: str = "author"
    end: int = 0


def leading_names(text: str) -> Names:
    """The longest list of personal names at the start; `end` is where it ends, 0 without one.

    A group after a semicolon ("Smith J; Alf-One Study Group") belongs to the list.
    """
    found: list[Json] = []
    place = 0
    shape = _PUNCTUATED if _PUNCTUATED.match(text) else _CLOSED
    while match := shape.match(text, place):
        if not _ends_well(text, match.end()):
            break
        found.append(_person(match))
        end = place = match.end()
        if et_al := _ET_AL.match(text, place):
            return Names(found, True, "author", et_al.end())
        joint = _JOINT.match(text, place)
        if joint is None:
            return Names(found, False, "author", end)
        place = joint.end()
        if ";" in joint.group() and not shape.match(text, place):
            return _with_group(text, place, found, end)
        if not shape.match(text, place):
            return Names(found, False, "author", end)
    return Names(found, False, "author", place if found else 0)


def _ends_well(text: str, place: int) -> bool:
    return text[place - 1] == "." or bool(_BEHIND.match(text, place))


def _with_group(text: str, place: int, found: list[Json], end: int) -> Names:
    group = re.match(r"[^.;]{3,160}?(?=[.;]\s|$)", text[place:])
    if group is None:
        return Names(found, False, "author", end)
    named = [*found, {"literal": group.group().strip()}]
    return Names(named, False, "author", place + group.end())


def _person(match: re.Match[str]) -> Json:
    given = re.sub(r"[^\w-]", " ", match.group("g"))
    given = " ".join(given.replace("-", " -").split()).replace(" -", "-")
    return dict(person(match.group("f"), given, match.group("s") or ""))


def whole_names(text: str) -> Names:
    """A string that is nothing but names (and perhaps "editors"), else no names."""
    role = "author"
    text = text.strip()
    if labelled := _ROLE.search(text):
        role = "translator" if labelled["role"].lower().startswith("trans") else "editor"
        text = text[: labelled.start()].strip(" ,")
    names = leading_names(text)
    if names.end and not text[names.end :].strip(" .,;"):
        return Names(names.names, names.et_al, role, names.end)
    return Names()


def institution(text: str) -> Json | None:
    """The name of a body that wrote something, where the string can be one."""
    name = text.strip(" .,;:")
    words = name.split()
    if not name or len(name) > 200 or not re.match(rf"[{UPPER}\d]", name):
        return None
    if len(words) == 1 and not re.fullmatch(r"[A-Z][A-Z&-]{1,11}", name):
        return None
    return {"literal": " ".join(words)} if len(words) <= 20 else None
