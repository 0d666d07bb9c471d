"""The option of searching by meaning, as the rest of search sees it: on or off, and never an error.

This module alone is imported where the option is off, so it loads neither numpy nor a model. Words
that were asked are in no message and in no log.
"""

from __future__ import annotations

import logging
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from statim.search.sense.close import Close
from statim.search.sense.errors import Busy, NotInstalled, Unavailable

if TYPE_CHECKING:
    from statim.search.sense.background import Sense

DEPTH = 50  # topics that are fused with those found by words
log = logging.getLogger(__name__)

_sense: dict[tuple[Path, str], Sense | Unavailable] = {}
_told: set[str] = set()


def is_on() -> bool:
    """Whether this site chose to search by meaning."""
    return bool(settings.STATIM_SEMANTIC["on"])


def close_to(question: str) -> list[Close]:
    """The topics near to a question, the nearest first; none where that cannot be said now."""
    if not is_on() or not question.strip():
        return []
    try:
        return sense().close_to(question, DEPTH)
    except Unavailable as why:
        _tell(why)
    except Exception as error:  # whatever it is, words are searched; its message may hold some
        _tell(Unavailable(f"searching by meaning fails ({type(error).__name__})"))
    return []


def start() -> None:
    """Make this process, a server, follow the record from now on, where the option is on."""
    if not is_on():
        return
    try:
        sense().start()
    except Unavailable as why:
        _tell(why)


def state() -> str:
    """`off`, `current`, `behind`, `loading`, or `unavailable` (the log says why)."""
    if not is_on():
        return "off"
    try:
        return "current" if sense().behind() == 0 else "behind"
    except Busy:
        return "loading"
    except Unavailable as why:
        _tell(why)
        return "unavailable"


def sense() -> Sense:
    """What does the work. Raises NotInstalled, and what it raised before."""
    key = Path(settings.DATA) / "search-vectors.sqlite3", str(settings.STATIM_SEMANTIC["model"])
    if key not in _sense:
        try:
            # by name, because a site without the option must not load numpy and its like
            background = import_module("statim.search.sense.background")
        except ModuleNotFoundError as error:
            _sense[key] = NotInstalled(str(error.name))
        else:
            _sense[key] = background.Sense(*key)
    found = _sense[key]
    if isinstance(found, Unavailable):
        raise found
    return found


def _tell(why: Unavailable) -> None:
    """Say once in each process why meaning is not asked."""
    if str(why) not in _told and not isinstance(why, Busy):
        _told.add(str(why))
        log.warning("%s; words alone are searched", why)
