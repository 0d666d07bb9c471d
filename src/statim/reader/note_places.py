"""Where notes may stand in an article: at its top, and at every statement. Pure.

Found by the article's own fixed tags, as marks on references are, so that the stored page needs
no places for what only signed-in readers see.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

_SELF = re.compile(
    r'(?P<self><a class="self" href="#s-(?P<id>[^"]+)" data-self>.*?</a>)(?P<end></p>)?',
    re.DOTALL,
)
_HEAD = "</header>"


def with_places(
    article: str, *, place: Callable[[str], str], beside: Callable[[str], str], top: str
) -> str:
    """The article with `place(id)` after every statement's own words (a paragraph is closed
    first), `beside(id)` beside its address, and `place(top)` under the head of the page."""

    def at(found: re.Match[str]) -> str:
        name = unescape(found["id"])
        return f"{found['self']}{beside(name)}{found['end'] or ''}{place(name)}"

    head, closing, text = article.partition(_HEAD)
    return "".join((head, closing, place(top), _SELF.sub(at, text)))
