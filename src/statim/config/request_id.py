"""The name of a request, by which an operator finds what a reader reports. Made when it is said."""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar

HEADER = "X-Request-ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
_now: ContextVar[str | None] = ContextVar("request", default=None)


def begin(given: str) -> None:
    """A request begins in this thread; `given` is what the server in front called it, if it did.

    What is not 8 to 64 letters, digits, points, underscores or hyphens is not believed.
    """
    _now.set(given if _WELL_FORMED.fullmatch(given) else "")


def end() -> None:
    """The request is answered: what is logged from here on is no part of it."""
    _now.set(None)


def current() -> str:
    """The request's name; empty outside of one."""
    name = _now.get()
    if name == "":
        name = secrets.token_hex(8)
        _now.set(name)
    return name or ""
