"""The lists of the desk's first page: what each holds, how much, and where it is dealt with.

Each is asked for a slice, so that the first page costs as little with thousands of topics as
with ten. Reads only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as lazily

from statim.audit.actor import Actor
from statim.design.speech import say, say_count
from statim.design.words import day
from statim.editorial.models import Comment
from statim.editorial.office import due_lists, page_lists
from statim.editorial.office.rows import Row, Slice, cut
from statim.editorial.queries.work import (
    CHANGES,
    DUE_SOON,
    INTERESTS,
    NUMBERS,
    OVERDUE,
    PUBLISHING,
    REVIEW,
    Task,
    my_work,
    waiting_on_others,
)
from statim.questions.models import Kind
from statim.questions.queries import queue, wanted
from statim.topics.models import Topic

SCREENS = {
    REVIEW: "review",
    PUBLISHING: "publish",
    CHANGES: "review",
    OVERDUE: "topic",
    DUE_SOON: "topic",
    NUMBERS: "comparisons",
}
ASKED = (Kind.NOT_ANSWERED, Kind.FEEDBACK)

Find = Callable[[Actor, date, int, int], Slice]


@dataclass(frozen=True, slots=True)
class List:
    """One list: its heading, what an empty one says, a sentence on what to do with it, and how
    some of it is found: (rows, how many in all) for (who, today, start, limit)."""

    heading: str
    nothing: str
    about: str
    find: Find


def mine(by: Actor, today: date, start: int, limit: int) -> Slice:
    """What waits for this person."""
    return _part([_task(task) for task in my_work(by)], start, limit)


def others(by: Actor, today: date, start: int, limit: int) -> Slice:
    """What this person sent in and others have in hand."""
    return _part([_task(task) for task in waiting_on_others(by)], start, limit)


def doubts(by: Actor, today: date, start: int, limit: int) -> Slice:
    """Topics whose import left something to settle."""
    topics = Topic.objects.filter(doubted__gt=0).order_by("title", "id")
    found, count = cut(topics, ("id", "title", "doubted"), start, limit)
    return [
        Row(
            title,
            reverse("desk:topic", args=[key]),
            chip=say_count("%(number)s doubt", "%(number)s doubts", left),
        )
        for key, title, left in found
    ], count


def comments(by: Actor, today: date, start: int, limit: int) -> Slice:
    """Threads that nobody resolved, the oldest first."""
    threads = Comment.objects.filter(resolved_at__isnull=True, answers_to__isnull=True)
    fields = ("pk", "topic_id", "topic__title", "words", "by_name", "at")
    found, count = cut(threads.order_by("id"), fields, start, limit)
    rows = [
        Row(
            title,
            f"{reverse('desk:comments', args=[topic])}#c-{key}",
            line=_short(words),
            where=f"{who}, {day(at.date().isoformat())}",
        )
        for key, topic, title, words, who, at in found
    ]
    return rows, count


def questions(by: Actor, today: date, start: int, limit: int) -> Slice:
    """What readers asked about pages, the longest waiting first."""
    found, count = queue(kinds=ASKED, limit=limit, offset=start)
    rows = [
        Row(
            _short(asked.words) or "(words erased)",
            reverse("office:question", args=[asked.number]),
            line=f"About {asked.title}" if asked.title else "",
            chip=_taken(asked.by_name),
            where=say("Since %(day)s", day=day(asked.asked.date().isoformat())),
        )
        for asked in found
    ]
    return rows, count


def asked_for(by: Actor, today: date, start: int, limit: int) -> Slice:
    """Pages that readers asked for, the most wanted first."""
    found = wanted(limit=1000)
    rows = [
        Row(
            _short(each.words),
            reverse("office:question", args=[each.numbers[0]]),
            line=say(
                "Asked for %(once)s", once="once" if each.count == 1 else f"{each.count} times"
            ),
            where=say("Last on %(date)s", date=day(each.last.date().isoformat())),
        )
        for each in found
    ]
    return _part(rows, start, limit)


LISTS = {
    "mine": List(
        lazily("For you to do"),
        lazily("Nothing waits for you."),
        lazily("The longest waiting first."),
        mine,
    ),
    "others": List(
        lazily("Waiting on others"),
        lazily("Nothing of yours is with others."),
        lazily("What you sent to review, and with whom it is."),
        others,
    ),
    "overdue": List(
        lazily("Overdue for review"),
        lazily("No page is overdue."),
        lazily("Readers see on each of these that its review is overdue."),
        due_lists.overdue,
    ),
    "soon": List(
        lazily("Due within 60 days"),
        lazily("No review falls due within 60 days."),
        lazily("The earliest first."),
        due_lists.soon,
    ),
    "retracted": List(
        lazily("Resting on works with a notice"),
        lazily("No page cites a work with a notice."),
        lazily(
            "Retracted, corrected or doubted works that online "
            "pages cite. What no list names is not thereby safe."
        ),
        page_lists.noticed,
    ),
    "numbers": List(
        lazily("Numbers that wait for review"),
        lazily("No comparison waits for review."),
        lazily(
            "Comparisons of online pages: newer data are in the draft, or the paper of a study "
            "was retracted. The pages say so."
        ),
        page_lists.numbers,
    ),
    "uncited": List(
        lazily("Pages with uncited statements"),
        lazily("Every statement of every page is cited."),
        lazily("Clinical statements of online pages that rest on no work."),
        page_lists.uncited,
    ),
    "doubts": List(
        lazily("Topics with doubts"),
        lazily("No topic has doubts."),
        lazily("What taking a text over could not settle."),
        doubts,
    ),
    "comments": List(
        lazily("Open comments"),
        lazily("No comment is open."),
        lazily("The oldest first."),
        comments,
    ),
    "questions": List(
        lazily("Questions from readers"),
        lazily("No question is open."),
        lazily("The longest waiting first."),
        questions,
    ),
    "wanted": List(
        lazily("Pages asked for"),
        lazily("No page is asked for."),
        lazily("Pages that readers looked for and did not find."),
        asked_for,
    ),
}


def _task(task: Task) -> Row:
    when = (
        say("Due %(day)s", day=day(task.due))
        if task.due
        else say("Since %(day)s", day=day(task.since))
        if task.since
        else ""
    )
    if task.kind == INTERESTS:
        return Row(task.what, reverse("desk:interests"), where=when)
    where = reverse(f"desk:{SCREENS[task.kind]}", args=[task.topic])
    return Row(task.title, where, line=task.what, where=when)


def _taken(name: str) -> str:
    return say("Taken up by %(name)s", name=name) if name else ""


def _short(words: str, most: int = 140) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _part(rows: Sequence[Row], start: int, limit: int) -> Slice:
    return rows[start : start + limit], len(rows)
