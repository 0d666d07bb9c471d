"""The page made of an edition at publication, stored ready and sealed.

Serving a topic reads these pieces and nothing else. They can be made again from the record
(`renew_pages`) when the code, the citation style, the site's name or its languages change. What
is stored hangs on no reader and not on the language of whoever publishes.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.module_loading import import_string

from statim.design.speech import ENGLISH, offered, using
from statim.editions.document import Document, from_json
from statim.editions.html import article
from statim.editions.models import Edition, Page, SpokenPage

RENDERER = "5"
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
    wanted = list(zip(editions, documents, bibliographies, strict=True))
    Page.objects.bulk_create([_made(*each) for each in wanted])
    SpokenPage.objects.bulk_create(
        [_spoken(*each, language) for each in wanted for language in other_languages()]
    )


def other_languages() -> list[str]:
    """The languages beside English in which this site's interface speaks."""
    return [language for language in offered() if language != ENGLISH]


def _made(edition: Edition, document: Document, bibliography: Sequence[str]) -> Page:
    page = Page(
        edition=edition,
        head=_head_writer()(document, edition.hash, site_url=SITE),
        article=_article(edition, document, bibliography, ENGLISH),
        bibliography=list(bibliography),
        recipe=recipe(),
    )
    page.seal = seal_of(page, edition.hash)
    return page


def _article(
    edition: Edition, document: Document, bibliography: Sequence[str], language: str
) -> str:
    with using(language):
        return article(
            document,
            digest=edition.hash,
            bibliography=bibliography,
            site_name=_says()[0],
            site_url=SITE,
        )


def _spoken(
    edition: Edition, document: Document, bibliography: Sequence[str], language: str
) -> SpokenPage:
    page = SpokenPage(
        edition=edition,
        language=language,
        article=_article(edition, document, bibliography, language),
        recipe=recipe_in(language),
    )
    page.seal = seal_of_spoken(page, edition.hash)
    return page


def recipe_in(language: str) -> str:
    """Names what articles in another language are made with: the recipe, and the words."""
    return _recipe_in(language, recipe())


@cache
def _recipe_in(language: str, rest: str) -> str:
    said = hashlib.sha256(f"{rest}\x1f{language}".encode())
    for folder in settings.LOCALE_PATHS:
        words = Path(folder) / language / "LC_MESSAGES" / "django.mo"
        said.update(words.read_bytes() if words.exists() else b"")
    return said.hexdigest()


def article_in(language: str, sequence: int) -> str:
    """An edition's article in another language as stored, "" in English. Where it is not stored
    yet (a language was added, pages are not renewed), it is made for this once."""
    if language == ENGLISH:
        return ""
    kept = SpokenPage.objects.filter(
        edition_id=sequence, language=language, recipe=recipe_in(language)
    )
    if found := kept.values_list("article", flat=True).first():
        return str(found)
    page = Page.objects.select_related("edition").get(edition_id=sequence)
    document = from_json(page.edition.canonical)
    return _article(page.edition, document, page.bibliography, language)


def seal_of(page: Page, edition_hash: str) -> str:
    """HMAC-SHA-256 with the site's secret over the pieces and the edition they belong to."""
    said = "\x1f".join(
        [edition_hash, page.recipe, page.head, page.article, json.dumps(page.bibliography)]
    )
    return _sealed(said)


def seal_of_spoken(page: SpokenPage, edition_hash: str) -> str:
    """The same over an article in another language."""
    return _sealed("\x1f".join([edition_hash, page.recipe, page.language, page.article]))


def _sealed(said: str) -> str:
    key = hashlib.sha256(f"statim.editions.pages:{settings.SECRET_KEY}".encode()).digest()
    return hmac.digest(key, said.encode(), "sha256").hex()


def addressed(piece: str) -> str:
    """A stored piece with the site's own address in place: a site that moves, or is tried on
    another port, needs no page made anew."""
    return piece.replace(SITE, settings.STATIM_HOUSE["url"])


def stale_pages() -> int:
    """How many pages were made by another recipe than today's, or lack a language."""
    return _stale().count()


def _stale() -> QuerySet[Page]:
    """Pages to be made again. An edition is fresh in a language where its row bears the recipe."""
    fresh = [
        Exists(
            SpokenPage.objects.filter(
                edition=OuterRef("edition"), language=language, recipe=recipe_in(language)
            )
        )
        for language in other_languages()
    ]
    whole = Q(recipe=recipe())
    for each in fresh:
        whole &= Q(each)
    return Page.objects.exclude(whole)


def renew_pages(write_bibliography: BibliographyWriter) -> Iterator[str]:
    """Make every page again that another recipe made; yields each topic's slug when done."""
    stale = _stale().select_related("edition").order_by("edition_id")
    for page in stale.iterator(chunk_size=200):
        document = from_json(page.edition.canonical)
        made = _made(page.edition, document, write_bibliography(document))
        made.save(force_update=True)
        SpokenPage.objects.filter(edition=page.edition).delete()
        SpokenPage.objects.bulk_create(
            [
                _spoken(page.edition, document, made.bibliography, language)
                for language in other_languages()
            ]
        )
        yield page.edition.slug
