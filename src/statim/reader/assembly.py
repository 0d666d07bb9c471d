"""Puts a topic page together from what publication stored, and keeps the bytes at hand.

A page is named by (slug, hash, turn, overdue, left, corrected, language): as long as the one
indexed read of `editions.queries.current` gives the same name, the same bytes are right. Nothing
here is parsed or queried but on the first opening after a change.
"""

from __future__ import annotations

import gzip
import html
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string

from statim.annotations.sections import way_to_write
from statim.design.speech import language, using
from statim.editions import queries
from statim.editions.check_code import code_of
from statim.editions.corrections import serious_since
from statim.publisher.queries import house, stamp
from statim.reader import pieces
from statim.reader.advertising import space
from statim.reader.asking import question_form
from statim.reader.corrections import notices
from statim.reader.note_places import with_places
from statim.reader.notices import noted
from statim.reader.splicing import place
from statim.reader.waiting import waiting_notice

PAGES_KEPT = 8192  # about 10 kB each, compressed


@dataclass(frozen=True, slots=True)
class Assembled:
    """A page ready to send: its ETag and its bytes, gzip-compressed."""

    etag: str
    compressed: bytes
    length: int

    def plain(self) -> bytes:
        """The bytes for a client that takes no gzip."""
        return gzip.decompress(self.compressed)


@lru_cache(maxsize=PAGES_KEPT)
def topic_page(
    slug: str,
    digest: str,
    turn: int,
    overdue: str,
    left: int | None,
    corrected: str,
    etag: str,
    *,
    sponsored: bool = False,
) -> Assembled:
    """The current page of a topic for a visitor. All arguments together name what the reader sees.

    `overdue` is the day on which the review fell due, or "". `left` is what the meter says,
    None where it says nothing. `corrected` is the day from which corrections are shown at the
    top, "" where none is. `etag` names the language too. `sponsored` keeps a space for an
    advertisement, outside the article.
    """
    spoken = language()
    stored = queries.pieces_of(slug, spoken)
    invitation = pieces.notes_invitation(may_sign_up=settings.STATIM_SIGN_UP == "open")
    article = _around(stored, slug, overdue, corrected, notes=invitation)
    text = shell(False, spoken, stamp()).around(
        title=stored.title, head=stored.head, meter=_meter(left), article=article,
        beside=space(sponsored, spoken),
    )  # fmt: skip
    return _assembled(text, etag)


def signed_in_text(
    slug: str, spoken: str, *, overdue: str, corrected: str, top: str, sponsored: bool = False
) -> str:
    """The current page of a topic as every signed-in reader gets it, with places for their notes:
    at each statement by its id, and `top` under the head of the page."""
    stored = queries.pieces_of(slug, spoken)
    document = stored.document()
    topic, number = document.topic.id, document.number
    article = with_places(
        _around(stored, slug, overdue, corrected, notes=""),
        place=place,
        beside=lambda statement: way_to_write(topic, statement, number),
        top=top,
    )
    return shell(True, spoken, stamp()).around(
        title=stored.title, head=stored.head, meter="", article=article,
        beside=space(sponsored, spoken),
    )  # fmt: skip


def _around(stored: queries.Pieces, slug: str, overdue: str, corrected: str, notes: str) -> str:
    """The article with what is known today around it."""
    known = noted(stored.article, stored.document())
    filled = fill(
        known.article,
        overdue=pieces.overdue(overdue) if overdue else "",
        related=pieces.related(stored.related or ()),
        qr=_qr(stored.hash),
        notes=notes,
        notice=known.above
        + _corrections(slug, corrected)
        + waiting_notice(stored.document().topic.id, stored.hash),
    )
    return filled + question_form(slug)


def _corrections(slug: str, since: str) -> str:
    return notices(serious_since(queries.topic_at(slug), since)) if since else ""


def edition_page(
    published: queries.Published, *, notice: str, left: int | None, signed_in: bool, etag: str
) -> Assembled:
    """Any edition of a topic, under a notice that says which one it is, and with what is known
    today against the works that it cites. The ETag grows by what is known."""
    head, article = queries.page_of(published, language())
    known = noted(article, published.document)
    around = {"notice": notice + known.above, "qr": _qr(published.hash)}
    article = fill(known.article, **around, overdue="", related="", notes="")
    robots = '<meta name="robots" content="noindex">'
    text = shell(signed_in, language(), stamp()).around(
        title=published.title,
        head=head + robots,
        meter=_meter(left),
        article=article,
    )
    return _assembled(text, f'{etag[:-1]}.{known.name}"' if known.name else etag)


@lru_cache(maxsize=PAGES_KEPT)
def _qr(digest: str) -> str:
    """Drawn here and not at publication, because it holds the site's address; once an edition."""
    return pieces.qr(f"{house().url}/check/{code_of(digest)}")


def _meter(left: int | None) -> str:
    return "" if left is None else pieces.meter_left(left)


def _assembled(text: str, etag: str) -> Assembled:
    data = text.encode()
    return Assembled(etag=etag, compressed=gzip.compress(data, 6, mtime=0), length=len(data))


def fill(article: str, **slots: str) -> str:
    """The article with each `<!--slot:NAME-->` replaced."""
    for name, content in slots.items():
        article = article.replace(f"<!--slot:{name}-->", content, 1)
    return article


@dataclass(frozen=True, slots=True)
class Shell:
    """The page around an article, cut at its slots once per process."""

    parts: tuple[str, str, str, str, str, str]

    def around(self, *, title: str, head: str, meter: str, article: str, beside: str = "") -> str:
        """The whole page; `beside` stands after the article and is no part of it."""
        a, b, c, d, e, f = self.parts
        return "".join((a, html.escape(title), b, head, c, meter, d, article, e, beside, f))


SLOTS = ("title", "head", "meter", "article", "beside")


@lru_cache(maxsize=64)
def shell(signed_in: bool, spoken: str, chosen: str) -> Shell:
    """The page around every topic in a language: rendered once for what the publisher has
    `chosen`, cut where each topic's own pieces go."""
    said = house()
    context = {"house": said, "disclaimer": said.disclaimer_on("topic"), "stamp": chosen}
    with using(spoken):
        text: str = render_to_string("reader/topic_shell.html", context | {"signed_in": signed_in})
    parts: list[str] = []
    for slot in SLOTS:
        before, mark, text = text.partition(f"<!--slot:{slot}-->")
        if not mark:
            raise ValueError(f"reader/topic_shell.html lacks the slot {slot}, or has it too early")
        parts.append(before)
    return Shell(parts=(parts[0], parts[1], parts[2], parts[3], parts[4], text))
