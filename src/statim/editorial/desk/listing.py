"""The list of topics: where each one is, and the filters that find it. Reads only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.db.models.fields.json import KT
from django.utils.translation import gettext_lazy as lazily

from statim.editions.positions import Position, overdue, positions
from statim.editorial.desk.stages import Stage, on_the_way
from statim.topics.models import Topic
from statim.topics.queries import written_by

PAGE = 25
DRAFT, LIVE, NEWER, WITHDRAWN = "draft", "live", "newer", "withdrawn"
# an edition's moment is kept to the second, a draft's to the microsecond
SAME_MOMENT = timedelta(seconds=1)

STATES = {
    DRAFT: lazily("Draft, never published"),
    "open": lazily("In review"),
    "changes asked": lazily("Changes asked for"),
    "approved": lazily("Approved, not yet published"),
    LIVE: lazily("Live"),
    NEWER: lazily("Live, with a newer draft"),
    WITHDRAWN: lazily("Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: words of title or address, a state, a specialty, and whether only
    their own, overdue or doubtful ones. "" and False ask for nothing."""

    words: str = ""
    state: str = ""
    specialty: str = ""
    mine: bool = False
    overdue: bool = False
    doubts: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A topic as the list shows it."""

    id: str
    title: str
    slug: str
    specialty: str
    updated: datetime
    doubts: int
    position: Position | None
    stage: Stage | None
    newer: bool
    overdue: bool


def found(wanted: Wanted, *, account: int | None, page: int, today: date) -> Page[Row]:
    """One page of the topics that are wanted, those saved last first."""
    topics = _matching(wanted, account, today)
    paginator: Paginator[str] = Paginator(_ids(topics, wanted.state), PAGE)
    here = paginator.get_page(page)
    return Page(rows_of(list(here.object_list), today), here.number, paginator)  # type: ignore[arg-type]  # pages of ids, shown as rows


def with_title(title: str) -> list[Topic]:
    """The topics that have this very title, case aside."""
    return list(Topic.objects.filter(title__iexact=title.strip()).defer("draft")[:10])


def rows_of(topics: Sequence[str], today: date) -> list[Row]:
    """The rows of these topics, in this order."""
    standing, going = positions(topics), on_the_way(topics)
    known = Topic.objects.filter(id__in=topics).defer("draft")
    rows = {row.pk: row for row in known.annotate(path=KT("draft__specialty"))}
    return [
        _row(rows[key], standing.get(key), going.get(key), today) for key in topics if key in rows
    ]


def _row(topic: Topic, position: Position | None, stage: Stage | None, today: date) -> Row:
    return Row(
        id=topic.pk,
        title=topic.title,
        slug=topic.slug,
        specialty=_path(getattr(topic, "path", None)),
        updated=topic.updated,
        doubts=len(topic.doubts),
        position=position,
        stage=stage,
        newer=is_newer(topic.updated, position),
        overdue=position is not None and position.is_overdue(today),
    )


def is_newer(updated: datetime, position: Position | None) -> bool:
    """Whether a draft was saved after the edition that readers see was published."""
    return (
        position is not None
        and position.withdrawn is None
        and updated - position.published > SAME_MOMENT
    )


def _matching(wanted: Wanted, account: int | None, today: date) -> QuerySet[Topic]:
    rows = Topic.objects.order_by("-updated", "id")
    for word in wanted.words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(slug__icontains=word))
    if wanted.specialty:
        rows = rows.annotate(path=KT("draft__specialty")).filter(
            path__icontains=wanted.specialty.strip()
        )
    if wanted.mine and account is not None:
        rows = rows.filter(id__in=written_by(account).order_by().values("id"))
    if wanted.overdue:
        rows = rows.filter(id__in=overdue(today))
    if wanted.doubts:
        rows = rows.filter(doubted__gt=0)
    return rows


def _ids(topics: QuerySet[Topic], state: str) -> Sequence[str] | QuerySet[Topic, str]:
    """The ids of the topics in that state; of all, where none is asked for."""
    if state not in STATES:
        return topics.values_list("id", flat=True)
    standing, going = positions(), on_the_way()
    pairs = topics.values_list("id", F("updated"))
    return [
        key
        for key, updated in pairs.iterator(chunk_size=2000)
        if state_of(updated, standing.get(key), going.get(key)) == state
    ]


def state_of(updated: datetime, position: Position | None, stage: Stage | None) -> str:
    """One of STATES: a topic under way is where its review is, any other where readers are."""
    if stage is not None:
        return stage.state
    if position is None:
        return DRAFT
    if position.withdrawn is not None:
        return WITHDRAWN
    return NEWER if is_newer(updated, position) else LIVE


def _path(value: object) -> str:
    parts = json.loads(value) if isinstance(value, str) and value.startswith("[") else []
    return " / ".join(str(part) for part in parts)
