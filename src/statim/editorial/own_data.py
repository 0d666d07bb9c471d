"""What the desk keeps of a person: all of it as a file, and the end of what is no editorial act.

What somebody wrote, judged, said or declared as staff stays with their name, because a clinical
page must be answerable for; so does their address where the database refuses to alter a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Model

from statim.accounts.own_data import as_json
from statim.editorial.models import (
    Byline,
    CalendarLink,
    Comment,
    Interests,
    Lock,
    Reminded,
    Responsible,
    Schedule,
    Submission,
    Verdict,
)
from statim.topics.models import Version

NAME = "desk"  # the folder of its files in one's archive

# What is given of each: (what it is called, its table, the column of the account, columns)
_HELD: tuple[tuple[str, type[Model], str, tuple[str, ...]], ...] = (
    ("calendar link made", CalendarLink, "account", ("made",)),
    ("writing now", Lock, "by_account", ("topic_id", "since", "renewed")),
    ("looks after", Responsible, "account", ("topic_id", "name")),
    ("author of", Byline, "account", ("topic_id", "name", "role")),
    ("reminded of", Reminded, "account", ("what", "at", "sent")),
    ("interests declared", Interests, "by_account", ("words", "at", "by_name", "by_email")),
    ("versions saved", Version, "by_account", ("topic_id", "number", "what", "at")),
    ("submitted", Submission, "by_account", ("topic_id", "version", "words", "at", "state")),
    ("published", Submission, "decided_account", ("topic_id", "edition", "decided_at")),
    ("verdicts", Verdict, "by_account",
     ("topic_id", "statement", "step", "verdict", "words", "at", "interests")),
    ("remarks", Comment, "by_account", ("topic_id", "statement", "words", "at")),
    ("publications planned", Schedule, "by_account", ("submission_id", "due", "at", "state")),
)  # fmt: skip


def export(user_id: int) -> Iterator[tuple[str, bytes]]:
    """All of it as JSON; no file for somebody who never worked at the desk."""
    held: dict[str, list[dict[str, Any]]] = {}
    for called, table, account, columns in _HELD:
        rows = table._default_manager.filter(**{account: user_id}).order_by("pk")
        if found := list(rows.values(*columns)):
            held[called] = found
    if held:
        yield "desk.json", as_json(held)


def erase(user_id: int) -> None:
    """Delete the calendar's address, locks, reminders and tasks; take the e-mail address off
    submissions, remarks and planned publications, which keep the name."""
    with transaction.atomic():
        CalendarLink.objects.filter(account=user_id).delete()
        Lock.objects.filter(by_account=user_id).delete()
        Responsible.objects.filter(account=user_id).delete()
        Reminded.objects.filter(account=user_id).delete()
        Submission.objects.filter(by_account=user_id).update(by_email="")
        Comment.objects.filter(by_account=user_id).update(by_email="")
        Schedule.objects.filter(by_account=user_id).update(by_email="")
