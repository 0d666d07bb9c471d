"""Front matter to a manuscript's fields: each key has one shape, anything else is refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from statim.editions.code_systems import fault_of, uri_of
from statim.editions.compared import NotCompared
from statim.editions.document import CHANGE_KINDS, Change, Code, Json, Person, Verification
from statim.editions.kinds import CERTAINTIES, KINDS
from statim.editions.validation import SLUG, STATEMENT_ID, change_faults
from statim.topics.comparison_file import Written
from statim.topics.comparison_file import read as read_written
from statim.topics.errors import Unreadable
from statim.topics.inlines import clean_text, single_spaced
from statim.topics.reading.front_matter import FrontMatter

TOPIC_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_PATH = re.compile(r"\s+/\s+")
_BLANK_DATES = ("", "not yet reviewed", "none")


class Wrong(ValueError):
    """A value of the wrong shape; the message says which is wanted."""


def _text(value: Any) -> str:
    return single_spaced(_note(value))


def _note(value: Any) -> str:
    if isinstance(value, bool | int):  # `title: 2024`, `code: 123`
        return str(value).lower()
    if not isinstance(value, str):
        raise Wrong("it must be a text")
    return clean_text(value)


def _title(value: Any) -> str:
    text = _text(value)
    if not text or len(text) > 300:
        raise Wrong("it must have 1 to 300 characters")
    return text


def _slug(value: Any) -> str:
    if not isinstance(value, str) or not SLUG.fullmatch(value) or len(value) > 200:
        raise Wrong("use a-z, 0-9 and single hyphens, as in ketamine-in-depression")
    return value


def _id(value: Any) -> str:
    if not isinstance(value, str) or not TOPIC_ID.fullmatch(value):
        raise Wrong("use a-z, 0-9 and hyphens, at most 40 characters")
    return value


def _day(value: Any) -> str | None:
    if value is None or (isinstance(value, str) and value.strip().lower() in _BLANK_DATES):
        return None
    try:
        if date.fromisoformat(value).isoformat() == value:
            return str(value)
    except (TypeError, ValueError):
        pass
    raise Wrong(f"{value!r} is no day; write YYYY-MM-DD, or null")


def _flag(value: Any) -> bool:
    if value is None:
        return False
    if not isinstance(value, bool):
        raise Wrong("it must be true or false")
    return value


def _list_of(item: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    def read(value: Any) -> tuple[Any, ...]:
        if value is None:
            return ()
        values = value if isinstance(value, list | dict) else [value]
        if not isinstance(values, list):
            raise Wrong("it must be a list")
        return tuple(item(each) for each in values)

    return read


def _path(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part for part in map(_text, _PATH.split(value)) if part)
    return _texts(value)


def _mapping(value: Any, keys: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Wrong(f"it must have the keys {', '.join(keys)}")
    for key in value:
        if key not in keys:
            raise Wrong(f"{key!r} is no key here; use {', '.join(keys)}")
    return {key: keys[key](item) for key, item in value.items() if item is not None}


def _person(value: Any) -> Person:
    if isinstance(value, str):
        return Person(name=_text(value))
    read = _mapping(value, {"name": _text, "role": _note, "interests": _note})
    if not read.get("name"):
        raise Wrong("a person must have a name")
    return Person(**read)


def _code(value: Any) -> Code:
    read = _mapping(value, {"system": _text, "code": _text, "display": _note})
    if not read.get("system") or not read.get("code"):
        raise Wrong("a code must have a system and a code")
    if fault := fault_of(read["system"], read["code"]):
        raise Wrong(fault)
    return Code(**{**read, "system": uri_of(read["system"])})


def _change(value: Any) -> Change | None:
    if value is None:
        return None
    read = _mapping(value, {"kind": _text, "note": _note, "severity": _text, "source": _note})
    if read.get("kind") not in CHANGE_KINDS:
        raise Wrong(f"its kind must be one of {', '.join(CHANGE_KINDS)}")
    change = Change(**read)
    for fault in change_faults(change):
        raise Wrong(fault)
    return change


def _references(value: Any) -> tuple[Json, ...]:
    items = _list_of(_reference)(value)
    for key, count in Counter(item["id"] for item in items).items():
        if count > 1:
            raise Wrong(f"the reference {key!r} is listed {count} times")
    return items


def _reference(value: Any) -> Json:
    if not isinstance(value, dict) or not isinstance(value.get("id"), str):
        raise Wrong("a reference must be CSL data with an id")
    item = {key: _csl(said) for key, said in value.items() if said is not None}
    return item if "type" in item else {**item, "type": "document"}


def _csl(value: Any) -> Any:
    if isinstance(value, list):
        return [_csl(item) for item in value]
    if isinstance(value, dict):
        return {str(name): _csl(item) for name, item in value.items() if item is not None}
    if isinstance(value, bool | int):
        return value
    if not isinstance(value, str):
        raise Wrong(f"{value!r} is no text")
    return clean_text(value)


_texts = _list_of(_text)


def _statements(value: Any) -> dict[str, dict[str, Any]]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Wrong("it must be ids, each with certainty, verified or kind")
    read = {}
    for statement_id, said in value.items():
        if not STATEMENT_ID.fullmatch(str(statement_id)):
            raise Wrong(f"{statement_id!r} is no statement id")
        keys = {"certainty": _certainty, "verified": _verified, "kind": _kind,
                "comparison": _comparison}  # fmt: skip
        read[str(statement_id)] = _mapping(said, keys)
    return read


def _comparison(value: Any) -> Written:
    try:
        return read_written(value)
    except NotCompared as error:
        raise Wrong(str(error)) from error


def _certainty(value: Any) -> str:
    if value not in CERTAINTIES:
        raise Wrong(f"{value!r} is no GRADE certainty; use high, moderate, low or very low")
    return str(value)


def _verified(value: Any) -> Verification:
    read = _mapping(value, {"by": _text, "on": _day})
    if not read.get("by") or not read.get("on"):
        raise Wrong("say by whom it was verified and on which day")
    return Verification(**read)


def _kind(value: Any) -> str:
    if value not in KINDS:
        raise Wrong(f"{value!r} is no kind of statement; use {', '.join(KINDS)}")
    return str(value)


_READERS: dict[str, Callable[[Any], Any]] = {
    "title": _title,
    "slug": _slug,
    "id": _id,
    "synonyms": _texts,
    "specialty": _path,
    "codes": _list_of(_code),
    "authors": _list_of(_person),
    "reviewers": _list_of(_person),
    "edited": _day,
    "reviewed": _day,
    "review_due": _day,
    "change": _change,
    "related": _list_of(_slug),
    "emergency": _flag,
    "references": _references,
    "bibliography": _texts,
    "statements": _statements,
}


def fields_of(matter: FrontMatter, name: str) -> dict[str, Any]:
    """Every key's value in the shape a manuscript wants. Raises Unreadable with the line."""
    fields = {}
    for key, value in matter.values.items():
        if value is None and key in ("title", "slug", "id"):
            continue
        try:
            fields[key] = _READERS[key](value)
        except Wrong as error:
            raise Unreadable(name, f"{key}: {error}", matter.lines[key]) from error
        except RecursionError as error:
            raise Unreadable(name, f"{key}: nested too deep", matter.lines[key]) from error
    return fields
