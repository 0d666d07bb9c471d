"""Frozen values to JSON and back, by the types that their classes declare.

What is read must have the very shape: an unknown name, a missing one or a wrong kind is refused
with the place. A number that is not finite has no JSON and is refused too.
"""

from __future__ import annotations

import dataclasses
import math
import re
import types
from collections.abc import Mapping
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from statim.evidence.errors import NotRead

T = TypeVar("T")
FIGURES = 12  # of a computed number: more would only tell which machine computed it
DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?")


def plain(value: Any, place: str = "value") -> Any:
    """A frozen value as what JSON knows; a class in a union is told apart by its name in `is`."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            field.name: plain(getattr(value, field.name), f"{place}.{field.name}")
            for field in dataclasses.fields(value)
        }
        return {"is": type(value).__name__, **fields}
    if isinstance(value, Mapping):
        return {str(name): plain(one, f"{place}.{name}") for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one, f"{place}[{i}]") for i, one in enumerate(value)]
    if isinstance(value, float) and not math.isfinite(value):
        raise NotRead(f"{place} is {value}: JSON has no such number.")
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise NotRead(f"{place} is of a kind that JSON does not have: {type(value).__name__}.")


def decimals(value: Any) -> Any:
    """What `plain` wrote, with every number that is not whole as a decimal string, so that no
    other reader rounds it."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, Mapping):
        return {name: decimals(one) for name, one in value.items()}
    return [decimals(one) for one in value] if isinstance(value, list) else value


def rounded(value: Any) -> Any:
    """What `plain` wrote, with computed numbers of FIGURES significant figures."""
    if isinstance(value, float):
        return float(f"{value:.{FIGURES}g}")
    if isinstance(value, Mapping):
        return {name: rounded(one) for name, one in value.items()}
    return [rounded(one) for one in value] if isinstance(value, list) else value


def read(kind: type[T], value: Any) -> T:
    """What `plain` or `decimals` wrote, as a value of the class again; raises NotRead."""
    found: T = _read(kind, value, kind.__name__)
    return found


def _read(kind: Any, value: Any, place: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), value, place)
    if origin is tuple:
        return _tuple(get_args(kind), value, place)
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, dict):
            raise NotRead(f"{place} is not an object.")
        inner = get_args(kind)[1]
        return {name: _read(inner, one, f"{place}.{name}") for name, one in value.items()}
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind, value, place)
    if kind is float and (found := _number(value)) is not None:
        return found
    if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    raise NotRead(f"{place} is not {kind.__name__}: {value!r:.40}.")


def _number(value: Any) -> float | None:
    """A number, or one written as a decimal string; None where it is neither."""
    if isinstance(value, str):
        found = float(value) if DECIMAL.fullmatch(value) else math.inf
        return found if math.isfinite(found) else None
    is_one = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_one else None


def _one_of(kinds: tuple[Any, ...], value: Any, place: str) -> Any:
    if value is None and type(None) in kinds:
        return None
    for kind in kinds:
        if dataclasses.is_dataclass(kind):
            if isinstance(value, dict) and value.get("is") == getattr(kind, "__name__", ""):
                return _read(kind, value, place)
        elif kind is not type(None):
            return _read(kind, value, place)
    raise NotRead(f"{place} is none of the kinds that can stand there.")


def _tuple(kinds: tuple[Any, ...], value: Any, place: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise NotRead(f"{place} is not a list.")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        kinds = (kinds[0],) * len(value)
    if len(kinds) != len(value):
        raise NotRead(f"{place} has {len(value)} values, not {len(kinds)}.")
    both = zip(kinds, value, strict=True)
    return tuple(_read(kind, one, f"{place}[{i}]") for i, (kind, one) in enumerate(both))


def _dataclass(kind: Any, value: Any, place: str) -> Any:
    if not isinstance(value, dict) or value.get("is") != kind.__name__:
        raise NotRead(f"{place} is not a {kind.__name__}.")
    hints = get_type_hints(kind)
    names = {field.name for field in dataclasses.fields(kind)}
    if set(value) - {"is"} != names:
        other = ", ".join(sorted((set(value) - {"is"}) ^ names))
        raise NotRead(f"{place} has other names than a {kind.__name__}: {other}.")
    return kind(**{name: _read(hints[name], value[name], f"{place}.{name}") for name in names})
