"""Copies that leave the site: an edition with all that is known around it today, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from statim.design.speech import say
from statim.design.words import day
from statim.editions import media, queries
from statim.editions.corrections import serious_after
from statim.editions.html import change_words
from statim.editions.inline import plain_text
from statim.editions.kinds import file_name
from statim.editions.paper import Copy
from statim.editions.pieces import figures_of
from statim.publisher.house import House
from statim.reader import pieces
from statim.reader.notices import above, at_reference, notices_on
from statim.references.notices import WORDS


class CopyWriter(Protocol):
    """Writes copies as one file; with a title, as a booklet."""

    def __call__(
        self, copies: Sequence[Copy], house: House, *, made: datetime, title: str = ""
    ) -> bytes: ...


@cache
def pdf_writer() -> CopyWriter:
    """What makes PDFs on this site."""
    return cast("CopyWriter", import_string(settings.STATIM_PDF_WRITER))


def copy_of(published: queries.Published, standing: queries.Current, today: date) -> Copy:
    """The edition to be copied. Raises OSError where a picture of it is missing."""
    document = published.document
    found = notices_on(document)
    return Copy(
        document=document,
        digest=published.hash,
        bibliography=tuple(queries.bibliography_of(published)),
        notices=tuple(said_today(published, standing, today)),
        known={number: paragraphs(at_reference(said)) for number, said in found.items()},
        marks={number: WORDS[said[0].kind] for number, said in found.items()},
        pictures={file_name(figure): media.bytes_of(figure) for figure in figures_of(document)},
    )


def said_today(published: queries.Published, standing: queries.Current, today: date) -> list[str]:
    """What stands above a copy, on paper or on a device: withdrawn, superseded, corrected since,
    overdue, resting on retracted works."""
    document = published.document
    known = above(document, notices_on(document))
    said = []
    if standing.withdrawn:
        at, reason = queries.withdrawals_of(published.topic)[0]
        said.append(
            say("Withdrawn on %(date)s: %(reason)s", date=day(at.date().isoformat()), reason=reason)
        )
    if published.number < standing.number:
        said.append(
            say(
                "Superseded: this is edition %(number)s; edition %(number2)s is current.",
                number=published.number,
                number2=standing.number,
            )
        )
    for one in serious_after(published.topic, published.number):
        change = one.after.document
        note = f" {change.change.note}" if change.change.note else ""
        when = day(one.after.published.date().isoformat())
        said.append(
            say(
                "%(change_words)s, %(when)s, edition %(number)s.%(note)s",
                change_words=change_words(change),
                when=when,
                number=one.after.number,
                note=note,
            )
        )
    due = published.document.review_due
    if due and due < today.isoformat():
        said.append(plain_text(pieces.overdue(due)))
    return [*said, *paragraphs(known)]


def paragraphs(notice: str) -> tuple[str, ...]:
    """The paragraphs of a notice (HTML) in plain words."""
    return tuple(line for part in notice.split("</p>") if (line := plain_text(part)))
