"""Reading the queue: for the authors, and for whoever holds a receipt."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min

from statim.editions.following import standing_now
from statim.questions.errors import NoSuchQuestion
from statim.questions.models import OPEN, Kind, Question, State


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the queue shows it. `slug` and `title` are of the page that it is about,
    "" where that is none or cannot be read now; `untold`: an address waits for the reply.
    `answer_slug` and the others name the edition that answers it, where one does."""

    number: int
    kind: str
    words: str
    topic: str
    slug: str
    title: str
    edition: int
    statement: str
    asked: datetime
    state: str
    reply: str
    by_name: str
    untold: bool
    answer_slug: str
    answer_title: str
    answer_edition: int
    corrected: bool
    credit: str


def queue(
    *, states: Collection[str] = OPEN, kind: str = "", kinds: Collection[str] = (), topic: str = "",
    limit: int = 100, offset: int = 0,
) -> tuple[list[Asked], int]:  # fmt: skip
    """(one page of the questions in these states, the longest waiting first; how many in all)."""
    rows = Question.objects.filter(state__in=states)
    chosen = {name: value for name, value in (("kind", kind), ("topic", topic)) if value}
    rows = rows.filter(**chosen)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    found = list(rows.order_by("asked", "pk")[offset : offset + limit + 1])
    all_seen = len(found) <= limit and (found or not offset)
    return _shown(found[:limit]), offset + len(found) if all_seen else rows.count()


def question(number: int) -> Asked:
    """One question. Raises NoSuchQuestion."""
    row = Question.objects.filter(pk=number).first()
    if row is None:
        raise NoSuchQuestion(number)
    return _shown([row])[0]


def receipt_of(token: str) -> str:
    """How the word of a receipt's address is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def by_receipt(token: str) -> Asked | None:
    """The question of whoever holds this receipt."""
    row = Question.objects.filter(receipt=receipt_of(token)).first()
    return _shown([row])[0] if row else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page asked for in the same words, by how many, between when, and the numbers."""

    words: str
    count: int
    first: datetime
    last: datetime
    numbers: list[int]


def wanted(limit: int = 100) -> list[Wanted]:
    """The pages asked for that nobody has answered, the most wanted first."""
    rows = Question.objects.filter(kind=Kind.PAGE_WANTED, state__in=OPEN).exclude(folded="")
    groups = (
        rows.values("folded")
        .annotate(n=Count("pk"), first=Min("asked"), last=Max("asked"))
        .order_by("-n", "first")[:limit]
    )
    same: dict[str, list[tuple[int, str]]] = {}
    chosen = rows.filter(folded__in=[group["folded"] for group in groups]).order_by("pk")
    for folded, number, words in chosen.values_list("folded", "pk", "words"):
        same.setdefault(folded, []).append((number, words))
    return [
        Wanted(here[0][1], group["n"], group["first"], group["last"], [n for n, _ in here])
        for group in groups
        if (here := same.get(group["folded"]))
    ]


def counts() -> dict[tuple[str, str], int]:
    """How many questions there are of each (kind, state)."""
    rows = Question.objects.order_by().values_list("kind", "state").annotate(n=Count("pk"))
    return {(kind, state): n for kind, state, n in rows}


@dataclass(frozen=True, slots=True)
class Reported:
    """That readers reported what an edition corrects: how many, and whom to thank by name."""

    count: int
    names: list[str]


def reported(editions: Collection[tuple[str, int]]) -> dict[tuple[str, int], Reported]:
    """For those of the editions (topic's id, number) that were made because of a report."""
    rows = Question.objects.filter(
        corrected=True, answer_topic__in={topic for topic, _ in editions}, state=State.ANSWERED
    ).order_by("asked", "pk")
    found: dict[tuple[str, int], Reported] = {}
    for topic, number, credit in rows.values_list("answer_topic", "answer_edition", "credit"):
        if (topic, number) in editions:
            before = found.get((topic, number), Reported(0, []))
            names = [*before.names, *([credit] if credit and credit not in before.names else [])]
            found[topic, number] = Reported(before.count + 1, names)
    return found


def _shown(rows: list[Question]) -> list[Asked]:
    now = standing_now({one for row in rows for one in (row.topic, row.answer_topic) if one})
    shown = []
    for row in rows:
        page, answer = now.get(row.topic), now.get(row.answer_topic)
        shown.append(
            Asked(
                row.pk, row.kind, row.words, row.topic, page.slug if page else "",
                page.title if page else "", row.edition, row.statement, row.asked, row.state,
                row.reply, row.by_name, bool(row.address), answer.slug if answer else "",
                answer.title if answer else "", row.answer_edition,
                row.corrected, row.credit,
            )
        )  # fmt: skip
    return shown
