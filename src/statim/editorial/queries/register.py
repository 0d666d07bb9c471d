"""The register of interests as readers see it: of those who stand behind pages online now.

Named are the authors and reviewers of the byline, where they have an account, and who published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from statim.accounts.models import User
from statim.editorial.models import Byline, Interests, LookedThrough, State, Submission, Verdict
from statim.editorial.queries.interests import HOLDS, holds, said_by
from statim.publisher.interests import Declared

AUTHOR, REVIEWER, EDITOR = "author", "reviewer", "editor"
PARTS = (AUTHOR, REVIEWER, EDITOR)
NOBODY: tuple[set[str], set[str]] = (set(), set())  # authors, reviewers of what is not online
Part = tuple[int, str, str]  # account, name on the page, part


def public_register(now: datetime | None = None) -> list[Declared]:
    """Everybody who writes, reviews or publishes what is online, with their last declaration."""
    moment = now or timezone.now()
    names: dict[int, str] = {}
    parts: dict[int, set[str]] = defaultdict(set)
    for account, name, part in _behind_pages():
        names[account] = name
        parts[account].add(part)
    last = Interests.objects.filter(by_account__in=names).order_by("by_account", "id")
    declared = {each.by_account: each for each in last}
    return [
        _declared(name, parts[account], declared.get(account), moment)
        for account, name in names.items()
    ]


def _declared(name: str, parts: set[str], last: Interests | None, now: datetime) -> Declared:
    shown = tuple(part for part in PARTS if part in parts)
    if last is None:
        return Declared(name, shown, "", None, None, current=False)
    until = (last.at + HOLDS).date()
    return Declared(name, shown, said_by(last), last.at.date(), until, current=holds(last, now))


def _behind_pages() -> Iterator[Part]:
    published = Submission.objects.filter(state=State.PUBLISHED)
    newest = published.order_by().values("topic").annotate(last=Max("id")).values("last")
    bylines = Byline.objects.order_by("topic", "order")
    wrote = list(bylines.values_list("topic_id", "account", "name"))
    signed = _signed()
    released = published.filter(id__in=newest, decided_account__isnull=False)
    edited = list(released.values_list("topic_id", "decided_account", "decided_by"))
    topics = {topic for topic, _, _ in [*wrote, *signed, *edited]}
    online = LookedThrough.objects.filter(topic__in=topics).values_list("topic", "people")
    bylined = {
        topic: (set(said.get(AUTHOR, ())), set(said.get(REVIEWER, ()))) for topic, said in online
    }
    now = dict(User.objects.filter(pk__in={row[1] for row in wrote}).values_list("pk", "name"))
    for topic, account, name in wrote:
        authors, _ = bylined.get(topic, NOBODY)
        for known in {name, now.get(account, name)} & authors:
            yield account, known, AUTHOR
    for topic, account, name in signed:
        if name in bylined.get(topic, NOBODY)[1]:
            yield account, name, REVIEWER
    for topic, editor, name in edited:
        if topic in bylined and editor is not None:
            yield editor, name, EDITOR


def _signed() -> list[tuple[str, int, str]]:
    rows = Verdict.objects.filter(verdict=Verdict.Word.CONFIRM, by_account__isnull=False)
    pairs = rows.order_by().values_list("topic_id", "by_account", "by_name").distinct()
    return [(topic, account, name) for topic, account, name in pairs if account is not None]
