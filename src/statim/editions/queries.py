"""Reading the record. Nothing here writes, and nothing here knows a draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from statim.design.speech import ENGLISH, say
from statim.editions.chain import with_hash
from statim.editions.check_code import hashes_of
from statim.editions.document import Document, from_json, to_dict
from statim.editions.errors import NoSuchEdition
from statim.editions.models import Edition, FormerAddress, Page, Standing, Withdrawal
from statim.editions.pages import addressed, article_in


@dataclass(frozen=True)
class Published:
    """An edition as read from the record: its place, its hash, and its Document."""

    sequence: int
    topic: str
    slug: str
    number: int
    title: str
    published: datetime
    canonical: str
    hash: str

    @cached_property
    def document(self) -> Document:
        """What the edition says."""
        return from_json(self.canonical)

    def json_bytes(self) -> bytes:
        """The edition's canonical JSON, its hash included."""
        return with_hash(self.canonical.encode(), self.hash)


@dataclass(frozen=True, slots=True)
class Current:
    """Where a topic stands, as one indexed read gives it. `turn` grows with every change
    around the edition; (hash, turn) names what a reader would see. `corrected` is the day
    (ISO) of the last serious correction, or "". `emergency` topics are read without a limit."""

    topic: str
    slug: str
    number: int
    hash: str
    turn: int
    review_due: str
    withdrawn: datetime | None
    corrected: str
    emergency: bool


_CURRENT = (
    "SELECT topic, slug, number, hash, turn, review_due, withdrawn, corrected, emergency "
    "FROM editions_standing WHERE slug = %s"
)


def current(slug: str) -> Current | None:
    """One indexed read, no object graph: the check that every opening of a topic makes."""
    with connection.cursor() as cursor:
        cursor.execute(_CURRENT, (slug,))
        row = cursor.fetchone()
    if row is None:
        return None
    return Current(*(*row[:-1], bool(row[-1])))  # SQLite says 0 or 1


def current_of_topic(topic: str) -> Current | None:
    """Where a topic stands, by its id; None where it was never published."""
    slug = Standing.objects.filter(topic=topic).values_list("slug", flat=True).first()
    return current(slug) if slug else None


@dataclass(frozen=True, slots=True)
class Pieces:
    """The stored page of a topic's edition, and what stands around it."""

    number: int
    hash: str
    title: str
    head: str
    article: str
    canonical: str
    related: list[dict[str, str]] | None
    review_due: str

    def document(self) -> Document:
        """What the edition says. Parses: for the first opening after a change only."""
        return from_json(self.canonical)


def pieces_of(slug: str, spoken: str = ENGLISH) -> Pieces:
    """The current page's stored pieces, the interface's words within them in the language that is
    `spoken`. Raises NoSuchEdition."""
    row = (
        Standing.objects.filter(slug=slug)
        .values_list(
            "number", "hash", "title", "edition__page__head", "edition__page__article",
            "edition__canonical", "related", "review_due", "edition_id",
        )
        .first()
    )  # fmt: skip
    if row is None:
        raise NoSuchEdition(say("There is no topic %(slug)s.", slug=slug))
    pieces = Pieces(*row[:-1])
    article = article_in(spoken, row[-1]) or pieces.article
    return replace(pieces, head=addressed(pieces.head), article=addressed(article))


def page_of(published: Published, spoken: str = ENGLISH) -> tuple[str, str]:
    """Head and article of any edition's stored page, in the language that is `spoken`."""
    page = Page.objects.only("head", "article").get(edition_id=published.sequence)
    article = article_in(spoken, published.sequence) or page.article
    return addressed(page.head), addressed(article)


def bibliography_of(published: Published) -> list[str]:
    """The formatted references of any edition, as HTML, in citation order."""
    return list(Page.objects.only("bibliography").get(edition_id=published.sequence).bibliography)


def published_of(edition: Edition) -> Published:
    """The edition as readers of the record see it."""
    return Published(
        sequence=edition.sequence,
        topic=edition.topic,
        slug=edition.slug,
        number=edition.number,
        title=edition.title,
        published=edition.published,
        canonical=edition.canonical,
        hash=edition.hash,
    )


def topic_at(slug: str) -> str:
    """The id of the topic that stands, or stood, at this address. Raises NoSuchEdition."""
    for model in (Standing, FormerAddress):
        topic = model.objects.filter(slug=slug).values_list("topic", flat=True).first()
        if topic:
            return str(topic)
    raise NoSuchEdition(say("There is no topic %(slug)s.", slug=slug))


def moved_to(slug: str) -> str | None:
    """Where the topic that once stood at this address stands now, or None."""
    topic = FormerAddress.objects.filter(slug=slug).values_list("topic", flat=True).first()
    if topic is None:
        return None
    return Standing.objects.filter(topic=topic).values_list("slug", flat=True).first()


def latest(slug: str) -> Published:
    """The current edition of the topic at this address, withdrawn or not."""
    edition = Edition.objects.filter(topic=topic_at(slug)).order_by("-number").first()
    if edition is None:
        raise NoSuchEdition(say("There is no topic %(slug)s.", slug=slug))
    return published_of(edition)


def latest_of_topic(topic: str) -> Published | None:
    """The current edition of a topic by its id, or None."""
    edition = Edition.objects.filter(topic=topic).order_by("-number").first()
    return published_of(edition) if edition else None


def edition_of(slug: str, number: int) -> Published:
    """One edition by its number. Raises NoSuchEdition."""
    edition = Edition.objects.filter(topic=topic_at(slug), number=number).first()
    if edition is None:
        raise NoSuchEdition(say("%(slug)s has no edition %(number)s.", slug=slug, number=number))
    return published_of(edition)


def with_code(written: str) -> list[Published]:
    """The editions whose check code this is: one indexed read. Raises NotACode."""
    first, last = hashes_of(written)
    rows = Edition.objects.filter(hash__gte=first, hash__lte=last).order_by("sequence")
    return [published_of(row) for row in rows]


def as_of(slug: str, day: date) -> Published:
    """The edition that stood at the end of that day (UTC).

    Raises NoSuchEdition where the topic was not yet published or was withdrawn.
    """
    topic = topic_at(slug)
    end = datetime.combine(day + timedelta(days=1), time.min, tzinfo=UTC)
    edition = Edition.objects.filter(topic=topic, published__lt=end).order_by("-number").first()
    if edition is None:
        first = Edition.objects.filter(topic=topic).order_by("number").first()
        when = first.published.date().isoformat() if first else "never"
        raise NoSuchEdition(
            say(
                "%(slug)s was not published on %(day)s; its first edition is of %(when)s.",
                slug=slug,
                day=day,
                when=when,
            )
        )
    gone = Withdrawal.objects.filter(topic=topic, number=edition.number, at__lt=end).first()
    if gone:
        raise NoSuchEdition(
            say(
                "%(slug)s was withdrawn on %(date)s and not online on %(day)s: %(reason)s",
                slug=slug,
                date=gone.at.date(),
                day=day,
                reason=gone.reason,
            )
        )
    return published_of(edition)


def history(slug: str) -> list[Published]:
    """Every edition of the topic, newest first."""
    return [
        published_of(e) for e in Edition.objects.filter(topic=topic_at(slug)).order_by("-number")
    ]


def withdrawals_of(topic: str) -> list[tuple[datetime, str]]:
    """When and why a topic was withdrawn, newest first."""
    return list(Withdrawal.objects.filter(topic=topic).order_by("-at").values_list("at", "reason"))


def recent(limit: int = 20, shelf: str = "") -> list[Published]:
    """The newest editions that are still online, newest first: of the whole record, or of
    topics that now stand on the shelf or on one under it."""
    offline = Standing.objects.filter(withdrawn__isnull=False).values("topic")
    rows = Edition.objects.exclude(topic__in=offline).order_by("-sequence")
    if shelf:
        here = Standing.objects.filter(Q(shelf=shelf) | Q(shelf__startswith=f"{shelf}/"))
        rows = rows.filter(topic__in=here.values("topic"))
    rows = rows[:limit]
    return [published_of(e) for e in rows]


@dataclass(frozen=True, slots=True)
class Shelved:
    """A topic as lists show it. `words` are title and synonyms, folded, one a line."""

    topic: str
    slug: str
    title: str
    specialty: str
    shelf: str
    published: datetime
    reviewed: str
    review_due: str
    words: str


_SHELVED = (
    "topic", "slug", "title", "specialty", "shelf", "published", "reviewed", "review_due", "words",
)  # fmt: skip


def online() -> Iterator[Shelved]:
    """Every topic that can be read now, by title."""
    rows = Standing.objects.filter(withdrawn__isnull=True).order_by("title_key")
    for row in rows.values_list(*_SHELVED).iterator(chunk_size=2000):
        yield Shelved(*row)


def online_with(topics: Iterable[str]) -> list[Shelved]:
    """Those of the topics that can be read now, by title."""
    rows = Standing.objects.filter(withdrawn__isnull=True, topic__in=list(topics))
    return [Shelved(*row) for row in rows.order_by("title_key").values_list(*_SHELVED)]


def due_by(day: date) -> list[Shelved]:
    """The topics that can be read now whose review is due by that day, the earliest first."""
    rows = Standing.objects.filter(withdrawn__isnull=True, review_due__lte=day.isoformat())
    rows = rows.exclude(review_due="").order_by("review_due", "title_key")
    return [Shelved(*row) for row in rows.values_list(*_SHELVED)]


def online_editions() -> Iterator[Published]:
    """The current edition of every topic that can be read now, by title."""
    rows = Standing.objects.filter(withdrawn__isnull=True).order_by("title_key")
    for row in rows.select_related("edition").iterator(chunk_size=500):
        yield published_of(row.edition)


def online_among(topics: Sequence[str]) -> Iterator[Published]:
    """The current editions of those of the topics that can be read now."""
    for start in range(0, len(topics), 500):
        rows = Standing.objects.filter(
            withdrawn__isnull=True, topic__in=topics[start : start + 500]
        )
        for row in rows.select_related("edition"):
            yield published_of(row.edition)


def published_among(topics: Iterable[str]) -> set[str]:
    """Those of the topic ids that have an edition."""
    return set(Standing.objects.filter(topic__in=topics).values_list("topic", flat=True))


def on_shelf(shelf: str, limit: int, offset: int = 0) -> list[Shelved]:
    """Topics that stand on this very shelf, by title."""
    rows = Standing.objects.filter(withdrawn__isnull=True, shelf=shelf).order_by("title_key")
    return [Shelved(*row) for row in rows.values_list(*_SHELVED)[offset : offset + limit]]


def shelves() -> list[tuple[str, str, int]]:
    """Every shelf in use: its address, its path as read, how many topics stand on it."""
    rows = (
        Standing.objects.filter(withdrawn__isnull=True)
        .values_list("shelf", "specialty")
        .annotate(n=Count("topic"))
        .order_by("shelf")
    )
    return [(shelf, path, n) for shelf, path, n in rows]


def with_words(words: list[str], limit: int) -> list[Shelved]:
    """Topics whose title or synonyms hold every word (already folded), by title."""
    rows = Standing.objects.filter(withdrawn__isnull=True)
    for word in words:
        rows = rows.filter(words__contains=word)
    return [Shelved(*row) for row in rows.order_by("title_key").values_list(*_SHELVED)[:limit]]


def names_at(slugs: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Slug to (id, title) of those topics that can be read now."""
    wanted = list(slugs)
    if not wanted:
        return {}
    rows = Standing.objects.filter(slug__in=wanted, withdrawn__isnull=True)
    return {
        slug: (topic, title) for slug, topic, title in rows.values_list("slug", "topic", "title")
    }


def record_mark() -> tuple[int, str]:
    """(sequence, hash) of the head of the record: changes whenever anything is published."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequence, hash FROM editions_recordhead WHERE id = 1")
        row = cursor.fetchone()
    return (row[0], row[1]) if row else (0, "")


def head_holds() -> bool:
    """Whether the head of the record names the last edition: two indexed reads."""
    sequence, digest = record_mark()
    last = Edition.objects.order_by("-sequence").values_list("sequence", "hash").first()
    return (last or (0, "")) == (sequence, digest)


def says_the_same(document: Document, edition: Edition | Published) -> bool:
    """Whether the edition already says what the document says, its note and place aside.

    That an import states the day of a review which was verified here says nothing new.
    """
    return _content(document) == _content(from_json(edition.canonical))


def _content(document: Document) -> dict[str, Any]:
    aside = replace(
        document, number=0, published="", previous=None, edited=None, reviewed_elsewhere=False
    )
    return {key: value for key, value in to_dict(aside).items() if key != "change"}
