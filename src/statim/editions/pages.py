"""The page made of an edition at publication, stored ready and sealed.

Serving a topic reads these pieces and nothing else. They can be made again from the record
(`renew_pages`) when the code, the citation style or the site's name changes.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from statim.editions.document import Document, from_dict
from statim.editions.html import article
from statim.editions.models import Edition, Page

RENDERER = "4"
SITE = "https://this-site.invalid"  # stands for the site's own address in what is stored


class HeadWriter(Protocol):
    """Writes what a topic page's <head> says about its edition: metadata for machines."""

    def __call__(self, document: Document, digest: str, *, site_url: str) -> str: ...


class BibliographyWriter(Protocol):
    """Formats a document's references, one HTML string each, in the site's style."""

    def __call__(self, document: Document) -> Sequence[str]: ...


@cache
def _head_writer() -> HeadWriter:
    return cast("HeadWriter", import_string(settings.STATIM_PAGE_HEAD))


def _says() -> tuple[str, list[str]]:
    """(the site's name, what else was chosen at the desk that stands in pages)."""
    return _sayer()()


@cache
def _sayer() -> Callable[[], tuple[str, list[str]]]:
    return cast("Callable[[], tuple[str, list[str]]]", import_string(settings.STATIM_PAGE_SAYS))


def recipe() -> str:
    """Names the code and settings that pages are made with; another name, other pages."""
    parts = [RENDERER, *map(str, settings.STATIM_PAGE_RECIPE), *_says()[1]]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def store_pages(
    editions: Sequence[Edition],
    documents: Sequence[Document],
    bibliographies: Sequence[Sequence[str]],
) -> None:
    """Make and keep the pages of editions, inside their publication's transaction."""
    Page.objects.bulk_create(
        [
            _made(edition, document, bibliography)
            for edition, document, bibliography in zip(
                editions, documents, bibliographies, strict=True
            )
        ]
    )


def _made(edition: Edition, document: Document, bibliography: Sequence[str]) -> Page:
    page = Page(
        edition=edition,
        head=_head_writer()(document, edition.hash, site_url=SITE),
        article=article(
            document,
            digest=edition.hash,
            bibliography=bibliography,
            site_name=_says()[0],
            site_url=SITE,
        ),
        bibliography=list(bibliography),
        recipe=recipe(),
    )
    page.seal = seal_of(page, edition.hash)
    return page


def seal_of(page: Page, edition_hash: str) -> str:
    """HMAC-SHA-256 with the site's secret over the pieces and the edition they belong to."""
    said = "\x1f".join(
        [edition_hash, page.recipe, page.head, page.article, json.dumps(page.bibliography)]
    )
    key = hashlib.sha256(f"statim.editions.pages:{settings.SECRET_KEY}".encode()).digest()
    return hmac.digest(key, said.encode(), "sha256").hex()


def addressed(piece: str) -> str:
    """A stored piece with the site's own address in place: a site that moves, or is tried on
    another port, needs no page made anew."""
    return piece.replace(SITE, settings.STATIM_HOUSE["url"])


def stale_pages() -> int:
    """How many pages were made by another recipe than today's."""
    return Page.objects.exclude(recipe=recipe()).count()


def renew_pages(write_bibliography: BibliographyWriter) -> Iterator[str]:
    """Make every page again that another recipe made; yields each topic's slug when done."""
    wanted = recipe()
    stale = Page.objects.exclude(recipe=wanted).select_related("edition").order_by("edition_id")
    for page in stale.iterator(chunk_size=200):
        document = from_dict(json.loads(page.edition.canonical))
        made = _made(page.edition, document, write_bibliography(document))
        made.save(force_update=True)
        yield page.edition.slug
