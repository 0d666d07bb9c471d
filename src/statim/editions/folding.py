"""Words as they are looked up: without case or accents, so that "meniere" finds "Ménière". Pure."""

from __future__ import annotations

import unicodedata
from itertools import filterfalse


def fold(text: str) -> str:
    """The text in its compatible form, without case and without combining accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(filterfalse(unicodedata.combining, apart)).casefold()
