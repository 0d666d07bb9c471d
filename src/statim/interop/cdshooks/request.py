"""What a CDS Hooks call holds: its hook, and the codes in it. Pure; everything else is dropped.

CDS Hooks 2.0. Nobody's record is read further than the codes of problems and of orders.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

MOST_CODES = 50
DEEPEST = 12
# Elements that say what a resource is about, in FHIR R4 and R5.
_ABOUT = frozenset(
    ("code", "codeableconcept", "medicationcodeableconcept", "medication", "vaccinecode",
     "reasoncode", "concept", "reasonreference")
)  # fmt: skip


class BadCall(ValueError):
    """A call that is not one; `status` is HTTP's."""

    def __init__(self, why: str, status: int = 400) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True, slots=True)
class Hooked:
    """(system, code) in the order found, each once."""

    codes: tuple[tuple[str, str], ...]


def read(body: bytes, hook: str) -> Hooked:
    """The call. Raises BadCall: 400 for what is no call of this hook, 412 where the codes that it
    needs did not come with it."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as bad:
        raise BadCall("The body is not JSON.") from bad
    if not isinstance(sent, dict) or sent.get("hook") != hook:
        raise BadCall(f"This service answers the hook {hook}.")
    if not isinstance(sent.get("context"), dict):
        raise BadCall("The call has no context.")
    try:
        UUID(str(sent.get("hookInstance")))
    except ValueError as bad:
        raise BadCall("hookInstance must be a UUID.") from bad
    where = sent["context"].get("draftOrders") if hook == "order-select" else sent.get("prefetch")
    if not isinstance(where, dict):
        raise BadCall("The problems (prefetch) or orders (draftOrders) did not come along.", 412)
    chosen = _chosen(where, sent["context"]) if hook == "order-select" else where
    codes = dict.fromkeys(_codes(chosen, 0))
    return Hooked(tuple(codes)[:MOST_CODES])


def _chosen(orders: dict[str, Any], context: dict[str, Any]) -> list[Any]:
    """The orders that are selected now; all of them where none is named."""
    selected = context.get("selections")
    names = {str(one).rpartition("/")[2] for one in selected} if isinstance(selected, list) else ()
    entries = orders.get("entry")
    resources = [
        entry["resource"]
        for entry in (entries if isinstance(entries, list) else [])
        if isinstance(entry, dict) and isinstance(entry.get("resource"), dict)
    ]
    return [one for one in resources if str(one.get("id")) in names] or resources


def _codes(value: Any, depth: int) -> Iterator[tuple[str, str]]:
    """Every coding below an element that says what a resource is about."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _codes(one, depth + 1)
    elif isinstance(value, dict):
        for name, inside in value.items():
            if str(name).casefold() in _ABOUT:
                yield from _codings(inside, 0)
            elif isinstance(inside, dict | list):
                yield from _codes(inside, depth + 1)


def _codings(value: Any, depth: int) -> Iterator[tuple[str, str]]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _codings(one, depth + 1)
    elif isinstance(value, dict):
        system, code = value.get("system"), value.get("code")
        if isinstance(system, str) and isinstance(code, str):
            yield system, code
        for name in ("coding", "concept"):
            yield from _codings(value.get(name), depth + 1)
