"""Copies to take away: a topic or one of its editions as a PDF, several topics as a booklet.

The meter and the audience hold here as on the page: a booklet opens each of its topics.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from statim.accounts.signed_in import reader_id
from statim.design.speech import always_english, say
from statim.design.typesetting import Unprintable
from statim.editions import queries
from statim.editions.errors import NoSuchEdition
from statim.publisher.queries import house
from statim.reader import booklets, metering
from statim.reader.copies import copy_of, pdf_writer
from statim.reader.views import refusals
from statim.reader.views.audience import for_the_audience
from statim.reader.views.topic import (
    dressed,
    moved_or_missing,
    opening_of,
)
from statim.usage.clicks import OPENED
from statim.usage.noting import note

KEPT = 64  # PDFs of current editions, some 60 kB each


@require_safe
@for_the_audience
def topic_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The current edition as a PDF."""
    standing = queries.current(slug)
    if standing is None:
        return moved_or_missing(slug, suffix=".pdf")
    if standing.withdrawn:
        return refusals.withdrawn(request, slug)
    return _pdf(request, standing, standing.number)


@require_safe
@for_the_audience
def edition_pdf(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One edition as a PDF; what became of it since stands at its head."""
    standing = queries.current(slug)
    if standing is None:
        return moved_or_missing(slug, f"editions/{number}.pdf")
    return _pdf(request, standing, number)


def _pdf(request: HttpRequest, standing: queries.Current, number: int) -> HttpResponse:
    reader = reader_id(request)
    signed_in = reader is not None
    opening = opening_of(request, standing, signed_in)
    if not opening.allowed:
        return refusals.metered(request, standing.slug)
    kept = number == standing.number and not standing.withdrawn
    made = _current if kept else _made
    try:
        data = made(standing, number, date.today())
    except NoSuchEdition as missing:
        raise Http404(str(missing)) from missing
    except Unprintable as why:
        return refusals.unprintable(request, str(why))
    note(request, OPENED, topic=standing.topic, place=f"pdf {number}", reader=reader)
    response = _file(data, f"{standing.slug}-edition-{number}.pdf")
    return dressed(request, response, _etag(data), opening, signed_in)


@always_english
def _made(standing: queries.Current, number: int, today: date) -> bytes:
    copy = copy_of(queries.edition_of(standing.slug, number), standing, today)
    return pdf_writer()([copy], house(), made=_midnight(today))


_current = lru_cache(maxsize=KEPT)(_made)  # where it stands names all that the current one shows


@require_safe
def booklet(request: HttpRequest) -> HttpResponse:
    """Choosing the topics of a booklet; what is chosen stands in the address."""
    chosen = booklets.chosen(request.GET)
    response = render(request, "reader/booklet.html", {"chosen": chosen, "most": booklets.MOST})
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
@for_the_audience
def booklet_pdf(request: HttpRequest) -> HttpResponse:
    """The chosen topics as one PDF with contents."""
    chosen = booklets.chosen(request.GET)
    if not chosen.topics or chosen.refused:
        raise Http404(chosen.refused or say("No topic was chosen for the booklet."))
    reader = reader_id(request)
    signed_in = reader is not None
    standings = [one for slug in chosen.slugs if (one := queries.current(slug))]
    opening = _opening_all(request, standings, signed_in)
    if isinstance(opening, HttpResponse):
        return opening
    try:
        data = _bound(standings, date.today(), chosen.title)
    except Unprintable as why:
        return refusals.unprintable(request, str(why))
    for one in standings:
        note(request, OPENED, topic=one.topic, place="booklet", reader=reader)
    return dressed(request, _file(data, "booklet.pdf"), _etag(data), opening, signed_in)


@always_english
def _bound(standings: Iterable[queries.Current], today: date, title: str) -> bytes:
    copies = [copy_of(queries.latest(one.slug), one, today) for one in standings]
    return pdf_writer()(copies, house(), made=_midnight(today), title=title)


def _opening_all(
    request: HttpRequest, standings: Iterable[queries.Current], signed_in: bool
) -> metering.Opening | HttpResponse:
    """What the meter says of opening all of them, or the refusal of the first that it refuses."""
    opening, cookie = metering.UNMETERED, None
    for standing in standings:
        opening = opening_of(request, standing, signed_in, cookie)
        if not opening.allowed:
            return refusals.metered(request, standing.slug)
        cookie = opening.cookie or cookie
    return replace(opening, cookie=cookie)


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _etag(data: bytes) -> str:
    return f'"{sha256(data).hexdigest()}"'


def _midnight(today: date) -> datetime:
    return datetime.combine(today, time.min, tzinfo=UTC)
