"""What a person should look at in a work's record before it is relied on. Pure; changes nothing.

What each kind of work needs follows "Samples of Formatted References for Authors of Journal
Articles" (NLM, after the ICMJE).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statim.design.speech import say
from statim.references.identifiers import faults_of
from statim.references.identity import year

_JOURNAL = {"article-journal", "article-magazine", "article-newspaper"}
_PLACED = ("page", "number", "DOI", "URL", "status", "article-number")


def doubts_of(item: Mapping[str, Any]) -> list[str]:
    """What is missing, unread or cannot be, one sentence each; empty where nothing is."""
    custom = item.get("custom") or {}
    found = faults_of(item)
    if custom.get("partial"):
        found.append(
            say("Not every word of the printed reference found a field, so it is printed as given.")
        )
    if not item.get("title"):
        found.append(say("It has no title."))
    if not (item.get("author") or item.get("editor")):
        found.append(say("It names nobody: neither author, body nor editor."))
    if not year(item) and item.get("status") is None:
        found.append(say("It has no year."))
    return found + _doubts_of_kind(item)


def _doubts_of_kind(item: Mapping[str, Any]) -> list[str]:
    kind, found = item.get("type"), []
    if kind in _JOURNAL:
        if not item.get("container-title"):
            found.append(say("It is an article, and no journal is named."))
        if not any(item.get(field) for field in _PLACED):
            found.append(say("It is an article with neither pages nor DOI."))
    if kind == "chapter" and not item.get("container-title"):
        found.append(say("It is a chapter, and no book is named."))
    if kind == "webpage" and not item.get("URL"):
        found.append(say("It is a web page without an address."))
    if kind == "document":
        found.append(say("It is not said what kind of work it is."))
    return found
