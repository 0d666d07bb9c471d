"""How good the pages are, in numbers for everybody: what is cited, verified, reviewed in time.

A follower of the record with a cursor in the database. A page is measured when it was published;
the sums are made then, and once a day, because a year passes and reviews fall due without an
edition. Nobody who reads the page waits for a sum.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from django.db import transaction

from statim.editions.document import Document, statements_of
from statim.editions.following import Mark, changed_after, current_editions, is_of_this_record, mark
from statim.editions.models import Edition, Measured, MeasuredTo
from statim.editions.quality import clinical, site_policy, uncited_in
from statim.editions.queries import published_of

RULES = "1"  # raised when what is measured changes
BATCH = 100  # topics
YEAR = 365  # days
MONTH = 30.4375  # days, on average


@dataclass(frozen=True, slots=True)
class Numbers:
    """The sums. `statements` claim something (pictures, abbreviations and what only leads to
    other pages do not), `cited` of them rest on a source, `verified` within the last year.
    `months` are those between one review of a page and the next, as they were in fact: how many
    such pairs there were, the median, the longest; None without a pair."""

    day: str = ""
    pages: int = 0
    statements: int = 0
    cited: int = 0
    verified: int = 0
    reviewed: int = 0
    overdue: int = 0
    never: int = 0
    pairs: int = 0
    months: float | None = None
    longest: float | None = None
    kept_in_time: int = 0

    @property
    def share_cited(self) -> int | None:
        """In per cent, rounded down: 100 means all."""
        return self.cited * 100 // self.statements if self.statements else None

    @property
    def share_verified(self) -> int | None:
        """The same of statements verified within a year."""
        return self.verified * 100 // self.statements if self.statements else None


def numbers() -> Numbers:
    """The sums as they were last made: one row."""
    kept = MeasuredTo.objects.filter(id=1).first()
    return Numbers(**kept.sums) if kept and kept.sums else Numbers()


def catch_up(today: date | None = None) -> int:
    """Measure every page that changed since the cursor and make the sums where they are not of
    now; how many pages that were. From the beginning where the rules or the record are others."""
    day = today or datetime.now(UTC).date()
    done = 0
    while True:
        with transaction.atomic():
            cursor = MeasuredTo.objects.select_for_update().get_or_create(id=1)[0]
            reached, now = _reached(cursor), mark()
            if reached == now and cursor.day == day.isoformat():
                return done
            topics, then = changed_after(reached, BATCH)
            _measure(topics, anew=reached == Mark())
            cursor.sequence, cursor.hash = then.sequence, then.hash
            cursor.withdrawals, cursor.made_with = then.withdrawals, _recipe()
            if then == now:
                cursor.day, cursor.sums = day.isoformat(), asdict(summed(_rows(), day))
            cursor.save(force_update=True)
        done += len(topics)


def is_behind(today: date) -> bool:
    """Whether there is something for `catch_up`. Two indexed reads."""
    cursor = MeasuredTo.objects.filter(id=1).first() or MeasuredTo()
    return _reached(cursor) != mark() or cursor.day != today.isoformat()


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was measured; see `Measured`."""

    statements: int
    cited: int
    verified: dict[str, int] = field(default_factory=dict)
    reviews: Sequence[str] = ()
    reviewed: str = ""
    review_due: str = ""


def summed(pages: Iterable[Page], today: date) -> Numbers:
    """The sums of pages, as of a day. Pure."""
    year_ago, now = (today - timedelta(days=YEAR)).isoformat(), today.isoformat()
    found: defaultdict[str, int] = defaultdict(int)
    between: list[float] = []
    for page in pages:
        overdue = bool(page.review_due) and page.review_due < now
        found["pages"] += 1
        found["statements"] += page.statements
        found["cited"] += page.cited
        found["verified"] += sum(n for day, n in page.verified.items() if year_ago <= day <= now)
        found["reviewed"] += bool(page.reviewed)
        found["never"] += not page.reviewed
        found["overdue"] += overdue
        found["kept_in_time"] += bool(page.reviewed) and not overdue
        days = [date.fromisoformat(day) for day in page.reviews]
        between += [(after - before).days / MONTH for before, after in pairwise(days)]
    return Numbers(
        day=now, **found, pairs=len(between),
        months=round(median(between), 1) if between else None,
        longest=round(max(between), 1) if between else None,
    )  # fmt: skip


def measured(document: Document, reviews: Sequence[str]) -> Page:
    """A page as it is measured. `reviews` are the days of its reviews, over all its editions."""
    policy = site_policy()
    verified: defaultdict[str, int] = defaultdict(int)
    claims = {statement.id for statement in clinical(document, policy)}
    for statement in statements_of(document):
        if statement.verified and statement.id in claims:
            verified[statement.verified.on] += 1
    uncited = sum(1 for _ in uncited_in(document, policy))
    return Page(
        len(claims), len(claims) - uncited, dict(verified), sorted(set(reviews)),
        document.reviewed or "", document.review_due or "",
    )  # fmt: skip


def _measure(topics: Sequence[str], *, anew: bool) -> None:
    if anew:
        Measured.objects.all().delete()
    reviews: defaultdict[str, set[str]] = defaultdict(set)
    for row in Edition.objects.filter(topic__in=topics).iterator(chunk_size=BATCH):
        if day := published_of(row).document.reviewed:
            reviews[row.topic].add(day)
    rows = [
        _row(page.topic, measured(page.document, sorted(reviews[page.topic])))
        for page, _ in current_editions(topics)
    ]
    Measured.objects.filter(topic__in=topics).delete()
    Measured.objects.bulk_create(rows)


def _row(topic: str, page: Page) -> Measured:
    said: dict[str, Any] = asdict(page)
    return Measured(topic=topic, **{**said, "reviews": list(page.reviews)})


def _rows() -> Iterable[Page]:
    names = ("statements", "cited", "verified", "reviews", "reviewed", "review_due")
    return (Page(*row) for row in Measured.objects.values_list(*names).iterator())


def _reached(cursor: MeasuredTo) -> Mark:
    reached = Mark(cursor.sequence, cursor.hash, cursor.withdrawals)
    known = cursor.made_with == _recipe() and is_of_this_record(reached)
    return reached if known else Mark()


def _recipe() -> str:
    exempt = "\0".join(sorted(site_policy().exempt))
    return f"{RULES}:{hashlib.sha256(exempt.encode()).hexdigest()[:16]}"
