"""A reference string as it was given, safe to show, its DOI and web addresses made links."""

from __future__ import annotations

import re
from html import escape

from statim.references.identifiers import trim_doi

_LINK = re.compile(r"https?://[^\s<>\"]+|\b10\.\d{4,9}(?:\.\d+)*/[^\s\"<>]+")


def linked(raw: str) -> str:
    """The string as HTML; every word of it stays."""
    html: list[str] = []
    place = 0
    for found in _LINK.finditer(raw):
        shown = trim_doi(found.group())
        target = shown if shown.startswith("http") else f"https://doi.org/{shown}"
        html.append(escape(raw[place : found.start()], quote=False))
        html.append(f'<a href="{escape(target)}">{escape(shown, quote=False)}</a>')
        place = found.start() + len(shown)
    html.append(escape(raw[place:], quote=False))
    return " ".join("".join(html).split())
