"""A topic's history as the desk shows it: saved versions, gathered by sitting, and editions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as lazily

from statim.audit.models import Entry
from statim.design.speech import say
from statim.editions import queries as editions
from statim.editions.document import Document
from statim.editions.errors import NoSuchEdition
from statim.editions.html import change_words
from statim.editions.queries import Published
from statim.editorial.desk.draft import frozen
from statim.editorial.models import Submission
from statim.topics.errors import NoSuchVersion
from statim.topics.models import Topic, Version
from statim.topics.queries import manuscript_at, version, versions

ONE_SITTING = timedelta(hours=1)  # versions that one person saved so close together
WORDS = {
    "new": lazily("Begun"),
    "import": lazily("Taken over"),
    "edit": lazily("Saved"),
    "restore": lazily("Brought back"),
}


@dataclass(frozen=True, slots=True)
class Sitting:
    """Versions of one person in a row, newest first; the first stands for all."""

    newest: Version
    rest: tuple[Version, ...]
    words: str
    submitted: str


@dataclass(frozen=True, slots=True)
class Issued:
    """An edition, and by whom it was published, as the audit log has it ("" where it has not)."""

    number: int
    published: datetime
    kind: str
    note: str
    hash: str
    by: str


def sittings_of(topic: Topic, sent: Sequence[Submission]) -> list[Sitting]:
    """The topic's versions, newest first. A version that was submitted stands for itself."""
    states = {each.version: each.get_state_display() for each in reversed(sent)}
    found: list[list[Version]] = []
    for each in versions(topic.pk):
        if found and _same_sitting(found[-1][-1], each) and each.number not in states:
            found[-1].append(each)
        else:
            found.append([each])
    return [
        Sitting(
            newest=group[0],
            rest=tuple(group[1:]),
            words=WORDS[group[0].what],
            submitted=states.get(group[0].number, ""),
        )
        for group in found
    ]


def _same_sitting(later: Version, earlier: Version) -> bool:
    return (
        later.what == earlier.what == "edit"
        and later.by_account == earlier.by_account
        and later.at - earlier.at < ONE_SITTING
    )


def editions_of(topic_id: str) -> list[Issued]:
    """The topic's editions, newest first."""
    latest = editions.latest_of_topic(topic_id)
    if latest is None:
        return []
    log = Entry.objects.filter(object_kind="topic", object_id=topic_id, act="publish")
    people = {
        detail.get("edition"): name for detail, name in log.values_list("detail", "actor_name")
    }
    return [_issued(each, people.get(each.number, "")) for each in editions.history(latest.slug)]


def _issued(each: Published, by: str) -> Issued:
    document = each.document
    return Issued(
        number=each.number,
        published=each.published,
        kind=change_words(document),
        note=document.change.note,
        hash=each.hash,
        by=by,
    )


def state_named(topic: Topic, name: str) -> tuple[str, Document]:
    """What "v3" (a version) or "e2" (an edition) names, in words, and frozen.

    Raises NoSuchVersion or NoSuchEdition.
    """
    number = int(name[1:]) if name[1:].isdecimal() and name[1:].isascii() else 0
    if name.startswith("e"):
        latest = editions.latest_of_topic(topic.pk)
        if latest is None:
            raise NoSuchEdition(
                say("%(title)s has no edition %(number)s.", title=topic.title, number=number)
            )
        return f"edition {number}", editions.edition_of(latest.slug, number).document
    if not name.startswith("v") or not 0 < number < 2**31:
        raise NoSuchVersion(topic.title, number)
    return f"version {number}", frozen(manuscript_at(version(topic.pk, number)))
