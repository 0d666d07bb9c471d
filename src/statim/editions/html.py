"""Document to HTML: the article that clinicians read. Pure, and the same for desk and reader."""

from __future__ import annotations

from collections.abc import Sequence

from statim.editions.document import Document


def article(document: Document, *, digest: str, bibliography: Sequence[str]) -> str:
    """The `<article>` of a topic page."""
    return ""
