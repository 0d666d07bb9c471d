"""Marks on an article that was made before they were known: at a reference, beside a citation.

Pure, and by the article's own fixed tags alone, so that the stored page needs no places for
what hardly any page ever shows. What is put in must be HTML already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

_CITES = re.compile(r'<span class="cites">.*?</span>', re.DOTALL)  # as html_statements writes it
_NUMBER = re.compile(r'<a data-cite="(\d+)"')
_LIST = '<section id="references"'
_FOOT = '<div class="ref-foot">'


def marked(
    article: str,
    *,
    at_references: Mapping[int, str],
    beside_citations: Callable[[Sequence[int]], str],
) -> str:
    """The article with each piece of `at_references` under the reference of that number, and
    after every citation mark what `beside_citations` says to its reference numbers."""

    def with_mark(found: re.Match[str]) -> str:
        numbers = [int(number) for number in _NUMBER.findall(found[0])]
        return found[0] + beside_citations(numbers)

    text, lists, references = article.partition(_LIST)
    return _CITES.sub(with_mark, text) + lists + _noted(references, at_references)


def _noted(references: str, pieces: Mapping[int, str]) -> str:
    for number, piece in pieces.items():
        before, entry, after = references.partition(f'<li id="ref-{number}">')
        shown, foot, rest = after.partition(_FOOT)
        if entry and foot:
            references = "".join((before, entry, shown, piece, foot, rest))
    return references
