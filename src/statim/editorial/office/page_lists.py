"""Online pages that want looking at: resting on works with a notice, or on nothing. Reads only,
and only what `looking` found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from statim.audit.actor import Actor
from statim.design.speech import say
from statim.design.words import counted, day
from statim.editions.queries import online_with
from statim.editions.waiting import waiting_topics
from statim.editorial.models import LookedThrough
from statim.editorial.office.rows import Row, Slice, cut
from statim.editorial.queries.work import WAITING
from statim.references.notices import KINDS, WORDS

NAMED = 3  # statements or works of a page that are named in the list


def noticed(by: Actor, today: date, start: int, limit: int) -> Slice:
    """Pages that cite works about which a notice stands, by title; counts pages."""
    pages = LookedThrough.objects.filter(noticed_count__gt=0).order_by("title_key", "topic")
    found, count = cut(pages, ("topic", "title", "noticed"), start, limit)
    return [_noticed(*page) for page in found], count


def uncited(by: Actor, today: date, start: int, limit: int) -> Slice:
    """Pages with statements that rest on nothing, those with most first; counts pages."""
    pages = LookedThrough.objects.filter(uncited_count__gt=0)
    pages = pages.order_by("-uncited_count", "title_key", "topic")
    found, count = cut(pages, ("topic", "title", "uncited"), start, limit)
    return [_uncited(*page) for page in found], count


def numbers(by: Actor, today: date, start: int, limit: int) -> Slice:
    """Pages whose comparisons wait for review, the longest waiting first."""
    waiting = waiting_topics()
    part = waiting[start : start + limit]
    pages = online_with(list({topic for topic, *_ in part})) if part else []
    titles = {page.topic: page.title for page in pages}
    rows = [
        Row(
            titles.get(topic, topic), reverse("desk:comparisons", args=[topic]), line=WAITING[why],
            where=say("Since %(day)s", day=day(since.isoformat())),
            chip=say("What it says may change") if changes else "", alarm=True,
        )
        for topic, why, changes, since in part
    ]  # fmt: skip
    return rows, len(waiting)


def _noticed(topic: str, title: str, works: Sequence[Mapping[str, Any]]) -> Row:
    told = [
        say("Reference %(number)s, %(work)s", number=each["number"], work=each["work"])
        for each in works
    ]
    rest = sum(int(each["statements"]) for each in works)
    gravest = min((str(each["kind"]) for each in works), key=KINDS.index)
    return Row(
        title, reverse("desk:topic", args=[topic]), line=_first(told, " · "),
        where=f"{counted(rest, 'statement')} {'rests' if rest == 1 else 'rest'} on "
        f"{'it' if len(works) == 1 else 'them'}",
        chip=WORDS[gravest], alarm=True,
    )  # fmt: skip


def _uncited(topic: str, title: str, said: Sequence[tuple[str, str]]) -> Row:
    quoted = [f"“{words}”" for _, words in said]
    return Row(
        title, reverse("desk:topic", args=[topic]), line=_first(quoted, " · "),
        chip=counted(len(said), "statement"),
    )  # fmt: skip


def _first(told: Sequence[str], between: str) -> str:
    more = len(told) - NAMED
    shown = between.join(told[:NAMED])
    return say("%(shown)s and %(more)s more", shown=shown, more=more) if more > 0 else shown
