"""What stands in braces at the end of a statement: `{#id certainty=low strength=strong}`.

Read from the words themselves, since pandoc gives a paragraph no attributes; written so that
reading gives the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from statim.editions.kinds import CERTAINTIES, STRENGTHS
from statim.topics.inlines import Run, Token, joined, single_spaced

ROW_HEADERS = "row-headers"
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_WORD = rf'(?:#[^\s{{}}"#]+|\.[a-z-]+|[a-z-]+=(?:{_QUOTED}|[^\s{{}}"]+))'
_GROUP = re.compile(rf"(?:^|(?<=\s))\{{\s*({_WORD}(?:\s+{_WORD})*)\s*\}}\s*$")
_PARTS = re.compile(_WORD)
_BARE = re.compile(r"[a-z0-9-]+")
_NAMES = {"certainty": "certainty", "strength": "strength", "reason": "strength_reason"}
_CHOICES = {"certainty": CERTAINTIES, "strength": STRENGTHS}


class Wrong(ValueError):
    """An attribute that says what cannot be said; the message tells which is wanted."""


@dataclass(slots=True)
class Attributes:
    """What the braces said: an id, classes, and the statement's fields by their names."""

    id: str = ""
    classes: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)


def take(tokens: list[Token]) -> Attributes | None:
    """Take the attributes off the end of a row of tokens, in place; None where there are none.
    Raises Wrong."""
    tokens[:] = joined(tokens)
    last = tokens[-1] if tokens else None
    if not isinstance(last, Run) or last.style:
        return None
    found = _GROUP.search(last.text)
    if not found:
        return None
    attributes = Attributes()
    for part in _PARTS.findall(found[1]):
        if part[0] == "#":
            attributes.id = part[1:]
        elif part[0] == ".":
            attributes.classes.append(part[1:])
        else:
            key, _, value = part.partition("=")
            name, said = field_of(key, _unquoted(value))
            attributes.said[name] = said
    kept = last.text[: found.start()]
    tokens[-1:] = [Run(kept)] if kept else []
    return attributes


def field_of(key: str, value: str) -> tuple[str, str]:
    """The field of a statement that an attribute names, and its value. Raises Wrong."""
    if key not in _NAMES:
        raise Wrong(f"{key!r} is no attribute of a statement; use {', '.join(_NAMES)}")
    if key in _CHOICES and value not in _CHOICES[key]:
        raise Wrong(f"{key}: {value!r} is none of {', '.join(_CHOICES[key])}")
    return _NAMES[key], single_spaced(value)


def said_of(pairs: Mapping[str, str]) -> dict[str, str]:
    """The fields that pandoc's own attributes name. Raises Wrong."""
    return dict(field_of(key, value) for key, value in pairs.items())


def written(statement_id: str, said: Mapping[str, str], classes: tuple[str, ...] = ()) -> str:
    """The attributes as they stand in braces, not yet escaped for Markdown."""
    pairs = (f"{key}={_quoted(said[name])}" for key, name in _NAMES.items() if said.get(name))
    return " ".join([f"#{statement_id}", *(f".{name}" for name in classes), *pairs])


def _quoted(value: str) -> str:
    if _BARE.fullmatch(value):
        return value
    return '"' + re.sub(r'(["\\])', r"\\\1", value) + '"'


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
