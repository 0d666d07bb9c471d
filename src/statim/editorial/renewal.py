"""Making stored pages again when the code or the settings that they are made with change."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from threading import Thread

from django.db import DatabaseError, connection

from statim.editions.document import Document
from statim.editions.pages import renew_pages
from statim.publisher.chosen import held
from statim.publisher.queries import house
from statim.references.actions import format_bibliography

log = logging.getLogger(__name__)


def bibliography(document: Document) -> Sequence[str]:
    """The document's references in the site's style, as HTML."""
    return format_bibliography(document.references, house().citation_style)


def start() -> None:
    """From now on pages are made again, in a thread of their own, when a choice made at the desk
    by this process changes what stands in them. One that is cut short is done at the next start."""
    held.connect(_begin)


def _begin(**_: object) -> None:
    Thread(target=_renew, name="renewal", daemon=True).start()


def _renew() -> None:
    try:
        for _ in renew_stale_pages():
            pass
    except DatabaseError:
        log.exception("pages could not be made again; they will be at the next start")
    finally:
        connection.close()


def renew_stale_pages() -> Iterator[str]:
    """Renew every page that another recipe made; yields each topic's slug when done."""
    return renew_pages(bibliography)
