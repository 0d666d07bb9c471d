"""Making stored pages again when the code or the settings that they are made with change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from statim.editions.document import Document
from statim.editions.pages import renew_pages
from statim.publisher.queries import house
from statim.references.actions import format_bibliography


def bibliography(document: Document) -> Sequence[str]:
    """The document's references in the site's style, as HTML."""
    return format_bibliography(document.references, house().citation_style)


def renew_stale_pages() -> Iterator[str]:
    """Renew every page that another recipe made; yields each topic's slug when done."""
    return renew_pages(bibliography)
