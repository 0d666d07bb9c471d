"""A comparison in the head of a topic file: its data and settings under the names of the edition's
JSON, studies with the keys of their references. Pure.

What is computed is not written: it is computed anew by whoever reads the file. What has a usual
value may be left out by hand.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from statim.editions.compared import Compared, NotCompared, from_dict
from statim.editions.document import Json, Statement
from statim.evidence import frozen
from statim.topics.computing import references_of

_COMPUTED = ("analysis", "absolute", "cited")
_ONE_OF_MANY = "data"  # a study's numbers, of several kinds: they keep their name


class Written(NamedTuple):
    """A comparison as a file gives it, and the key of each study's reference."""

    compared: Compared
    references: tuple[str | None, ...]


def write(statement: Statement, name: Callable[[str], str]) -> Json:
    """The value that stands in the file; `name` gives the key of a reference in it."""
    if statement.comparison is None:
        raise ValueError(f"the statement {statement.id} holds no comparison")
    value = _short(frozen.decimals(frozen.plain(statement.comparison)))
    studies = value["data"]["studies"]
    for study, key in zip(studies, references_of(statement), strict=True):
        study.update({"reference": name(key)} if key else {})
    return {**value.pop("data"), **{k: v for k, v in value.items() if k not in _COMPUTED and v}}


def read(value: Any) -> Written:
    """The comparison of such a value, nothing computed. Raises NotCompared."""
    if not isinstance(value, Mapping):
        raise NotCompared("a comparison must have names: population, intervention, studies …")
    own = {field.name for field in dataclasses.fields(Compared)} - {"data"}
    settings = {key: item for key, item in value.items() if key in own - {*_COMPUTED}}
    data = {key: item for key, item in value.items() if key not in settings}
    studies = data.get("studies") or []
    if not isinstance(studies, list):
        raise NotCompared("comparison.studies is not a list")
    whole = {"method": {}, **settings, "data": {**data, "studies": studies}}
    whole["cited"] = [None] * len(studies)
    found = from_dict(_long(Compared, whole))
    keys = tuple(study.reference for study in found.data.studies)
    plain = tuple(replace(study, reference=None) for study in found.data.studies)
    return Written(replace(found, data=replace(found.data, studies=plain)), keys)


def _short(value: Any, name: str = "") -> Any:
    """A JSON value without the names of classes that its place tells, and without what is empty."""
    if isinstance(value, Mapping):
        return {
            key: _short(item, key)
            for key, item in value.items()
            if (key != "is" or (name == _ONE_OF_MANY and "studies" not in value))
            and item not in (None, [], {}, "")
        }
    return [_short(item) for item in value] if isinstance(value, list) else value


def _long(kind: Any, value: Any) -> Any:
    """The same with the names of classes and with usual values where nothing is said."""
    if get_origin(kind) is tuple and isinstance(value, list):
        return [_long(get_args(kind)[0], item) for item in value]
    options = [one for one in get_args(kind) if dataclasses.is_dataclass(one)]
    if len(options) == 1:
        kind = options[0]
    elif options and isinstance(value, Mapping):
        kind = next((one for one in options if _name(one) == value.get("is")), kind)
    if not dataclasses.is_dataclass(kind) or not isinstance(value, Mapping):
        return value
    hints = get_type_hints(kind)
    full = {**_usual(kind), **value, "is": _name(kind)}
    return {key: _long(hints.get(key), item) for key, item in full.items()}


def _name(kind: Any) -> str:
    return str(getattr(kind, "__name__", ""))


def _usual(kind: Any) -> Json:
    found = {}
    for field in dataclasses.fields(kind):
        if field.default is not dataclasses.MISSING:
            found[field.name] = frozen.plain(field.default)
        elif field.default_factory is not dataclasses.MISSING:
            found[field.name] = frozen.plain(field.default_factory())
    return found
