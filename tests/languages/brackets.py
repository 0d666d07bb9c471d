"""A language that nobody speaks: every sentence of a catalogue stands in brackets, so that what
stands in none was never handed to a translator."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

import pytest
from django.utils.translation import _trans
from lxml import html

OPEN, CLOSE = "⟦", "⟧"
SAID = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
SHOWN = ("aria-label", "title", "placeholder", "alt")
UNSAID = {"script", "style", "code", "svg", "textarea", "title"}


def forget() -> None:
    """Empty everything that a process keeps: pages and pieces are kept by their language."""
    for name, module in list(sys.modules.items()):
        if name.startswith("statim."):
            for value in vars(module).values():
                if clear := getattr(value, "cache_clear", None):
                    clear()


def bracket(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on, whatever goes through the catalogues comes back in brackets."""
    forget()
    monkeypatch.setattr(_trans, "gettext", lambda text: f"{OPEN}{text}{CLOSE}" if text else "")
    monkeypatch.setattr(
        _trans,
        "ngettext",
        lambda one, many, number: f"{OPEN}{one if number == 1 else many}{CLOSE}",
    )


def unsaid(page: str, known: set[str]) -> set[str]:
    """The words of a page that stand in no brackets, in nothing that is marked as content, and
    are not `known` otherwise."""
    tree = html.document_fromstring(page)
    for marked in tree.xpath("//*[@lang='en-GB' and not(self::html)]"):
        marked.drop_tree()
    texts = " ".join(_texts(tree))
    while SAID.search(texts):
        texts = SAID.sub(" ", texts)
    return {word for word in WORD.findall(texts) if word not in known}


def _texts(tree: html.HtmlElement) -> Iterator[str]:
    for element in tree.body.iter():
        if not isinstance(element.tag, str):
            continue
        if element.text and element.tag not in UNSAID:
            yield element.text
        if element.tail:
            yield element.tail
        yield from (f" {element.get(name)} " for name in SHOWN if element.get(name))
