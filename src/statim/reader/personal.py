"""A topic page for somebody who is signed in: the page that all share, and their notes in it.

One indexed read brings the notes as HTML, another how the reader stands to the topic; the page
comes from what this process keeps. Nothing of a reader's is kept here between two requests.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import lru_cache

from django.http import HttpRequest, HttpResponse

from statim.accounts.cpd.queries import here
from statim.annotations import sections
from statim.annotations.shown import Shown, shown_to
from statim.design.speech import language
from statim.editions.queries import Current
from statim.publisher.queries import stamp
from statim.reader import assembly
from statim.reader.form_secret import token_for
from statim.reader.since import bar
from statim.reader.splicing import Cut, cut, joined, places_in, spliced

TOP = "top"
PAGES_KEPT = 2048  # as text; about 30 kB each
CUTS_KEPT = 2048  # about as much again: which statements have notes differs by reader


# slug, hash, turn, overdue, corrected, sponsored, language, what the publisher chose
Name = tuple[str, str, int, str, str, bool, str, str]


@lru_cache(maxsize=PAGES_KEPT)
def _text(name: Name) -> tuple[str, frozenset[str]]:
    """A page as every signed-in reader gets it, with its places."""
    slug, _, _, overdue, corrected, sponsored, spoken, _ = name
    text = assembly.signed_in_text(
        slug, spoken, overdue=overdue, corrected=corrected, top=TOP, sponsored=sponsored
    )
    return text, places_in(text)


@lru_cache(maxsize=CUTS_KEPT)
def _cut(name: Name, used: frozenset[str]) -> Cut:
    return cut(_text(name)[0], used)


def page(
    request: HttpRequest, reader: int, standing: Current, *, overdue: str, corrected: str,
    sponsored: bool,
) -> HttpResponse:  # fmt: skip
    """The current page of a topic with this reader's notes. Never for a cache."""
    name = (
        standing.slug, standing.hash, standing.turn, overdue, corrected, sponsored, language(),
        stamp(),
    )  # fmt: skip
    notes = shown_to(reader, standing.topic, standing.number, date.today())
    pieces = _pieces(request, reader, standing, notes, _text(name)[1])
    page = _cut(name, frozenset(pieces))
    if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        response = HttpResponse(spliced(page, pieces))
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(joined(page, pieces))
    return response


def _pieces(
    request: HttpRequest,
    reader: int,
    standing: Current,
    notes: list[Shown],
    places: frozenset[str],
) -> dict[str, bytes]:
    """What stands at each place that is used, as bytes."""
    at: defaultdict[str, list[Shown]] = defaultdict(list)
    for note in notes:
        if note.place in places:
            at[note.place].append(note)
    homeless = [note for note in notes if note.place not in places]
    token = token_for(request)
    above = bar(here(reader, standing.topic), standing, token)
    top = above + sections.top(
        homeless,
        elsewhere=[note for own in at.values() for note in own],
        token=token,
        topic=standing.topic,
        edition=standing.number,
        reader=reader,
    )
    pieces = {where: sections.at_statement(where, own).encode() for where, own in at.items()}
    return {**pieces, TOP: top.encode()}
