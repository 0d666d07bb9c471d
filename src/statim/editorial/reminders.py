"""Reminders by mail: who is told what, as messages. Builds them; sends nothing, stores nothing.

A message names topics and tasks, never a word of a draft: mail is read on other people's machines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from statim.accounts.models import User
from statim.accounts.queries import actor_of, language_of
from statim.audit.actor import Actor
from statim.design.speech import say, say_count, using
from statim.editorial.models import Reminded
from statim.editorial.permissions import READ_DESK, may
from statim.editorial.queries.work import OVERDUE, Task, my_work
from statim.publisher.queries import house

AGAIN_DAYS = 14  # so often the same overdue review is said again
IN_HAND = timedelta(minutes=10)  # a process that has not sent a message by then is gone


@dataclass(frozen=True, slots=True)
class Reminder:
    """One message to one person, and the things that it reminds them of."""

    to: Actor
    subject: str
    body: str
    things: tuple[str, ...]


def reminders(now: datetime) -> Iterator[Reminder]:
    """A message for everybody at the desk for whom something is new since the last one."""
    for user in User.objects.filter(is_active=True).exclude(email="").order_by("pk"):
        actor = actor_of(user)
        if may(actor, READ_DESK):
            with using(language_of(user.email)):
                found = reminder_for(actor, now)
            if found:
                yield found


def reminder_for(actor: Actor, now: datetime) -> Reminder | None:
    """The message for one person, in the language that is spoken now; None where nothing is new."""
    tasks = {_name(task, now.date()): task for task in my_work(actor, now)}
    known = Reminded.objects.filter(account=actor.account or 0, what__in=list(tasks))
    in_hand = Q(sent=True) | Q(at__gt=now - IN_HAND)
    said = set(known.filter(in_hand).values_list("what", flat=True))
    new = {what: task for what, task in tasks.items() if what not in said}
    if not new:
        return None
    site = house()
    return Reminder(
        to=actor,
        subject=say_count(
            "%(site)s: %(number)s thing to do",
            "%(site)s: %(number)s things to do",
            len(new),
            site=site.site_name,
        ),
        body=_body(actor, list(new.values()), f"{site.url}/desk/", site.site_name),
        things=tuple(new),
    )


def _name(task: Task, today: date) -> str:
    """What makes a task the same as one that was said already; an overdue review is another
    every AGAIN_DAYS."""
    about = str(task.submission) if task.submission else task.topic
    round_ = ""
    if task.kind == OVERDUE:
        round_ = str((today - date.fromisoformat(task.due)).days // AGAIN_DAYS)
    return ":".join(filter(None, (task.kind, about, task.due, round_)))[:200]


def _body(actor: Actor, tasks: Sequence[Task], desk: str, site: str) -> str:
    return "\n".join(
        [
            say("Dear %(name)s,", name=actor.name),
            "",
            *_lines(tasks),
            say("Your work: %(desk)s", desk=desk),
            "",
            site,
            "",
        ]
    )


def _lines(tasks: Iterable[Task]) -> Iterator[str]:
    for task in tasks:
        due = say(" (due %(day)s)", day=task.due) if task.due else ""
        yield f"- {task.title + ': ' if task.title else ''}{' '.join(task.what.split())}{due}"
    yield ""
