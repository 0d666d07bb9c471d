"""What became of a topic's comparisons since its edition: newer data in the draft, a retracted
study. Before and after, whether the conclusion changes, and which statements lean on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from statim.design.speech import say
from statim.editions.compared import Compared
from statim.editions.conclusions import conclusion_of, leaning_on
from statim.editions.document import Document, Statement, statements_of
from statim.editions.embedded import effect
from statim.editions.pieces import comparisons_of
from statim.editions.queries import Published, latest_of_topic
from statim.editions.waiting import NEWER, RETRACTED, Waits, is_waiting, keep_waiting
from statim.evidence.errors import Refused as NotComputed
from statim.references.notices import RETRACTION
from statim.references.queries import notices_about
from statim.topics.computing import comparisons_in, references_of, without
from statim.topics.errors import NoSuchTopic
from statim.topics.manuscript import Manuscript
from statim.topics.queries import manuscript_of, topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One comparison that says something else now. `changes` where the direction, whether the
    interval excludes no effect, or the certainty is another; `leaning` are the statements of the
    page that embed its numbers or lead to it."""

    statement: str
    why: str
    reason: str
    before_name: str
    before: str
    after_name: str
    after: str
    changes: bool
    leaning: tuple[Statement, ...] = ()


def shifts_in(topic_id: str, draft: Manuscript | None) -> list[Shift]:
    """Every comparison of the topic's current edition that says something else now."""
    published = latest_of_topic(topic_id)
    if published is None:
        return []
    return list(_shifts(published, draft))


def tell_waiting(topic_id: str) -> None:
    """Keep what waits for review about a topic's current edition, so that its page says so. Part
    of the act that changed it."""
    draft = _draft_of(topic_id)
    published = latest_of_topic(topic_id)
    if published is None or not (comparisons_of(published.document) or is_waiting(topic_id)):
        return
    waits = [
        Waits(statement=shift.statement, why=shift.why, changes=shift.changes)
        for shift in shifts_in(topic_id, draft)
    ]
    keep_waiting(topic_id, published.hash, waits)


def _draft_of(topic_id: str) -> Manuscript | None:
    """The draft; None for an edition whose topic is not on the desk."""
    try:
        return manuscript_of(topic(topic_id))
    except NoSuchTopic:
        return None


def _shifts(published: Published, draft: Manuscript | None) -> Iterator[Shift]:
    document = published.document
    now = comparisons_in(draft.sections) if draft else {}
    retracted = _retracted(document)
    for statement in statements_of(document):
        if statement.comparison is None:
            continue
        if newer := now.get(statement.id):
            yield from _newer(document, statement, statement.comparison, newer)
        places = frozenset(
            place for place, key in enumerate(references_of(statement)) if key in retracted
        )
        if places:
            yield from _without(document, statement, statement.comparison, places)


def _newer(
    document: Document, statement: Statement, old: Compared, new: Compared
) -> Iterator[Shift]:
    if (old.data.studies, old.method) == (new.data.studies, new.method):
        return
    before = {study.label for study in old.data.studies}
    added = [study.label for study in new.data.studies if study.label not in before]
    yield _shift(
        document,
        statement,
        NEWER,
        say("Entered since: %(added)s.", added=", ".join(added))
        if added
        else say("Its numbers were changed."),
        (old, new),
        (say("As published"), say("As in the draft")),
    )


def _without(
    document: Document, statement: Statement, old: Compared, places: frozenset[int]
) -> Iterator[Shift]:
    names = ", ".join(old.data.studies[place].label for place in sorted(places))
    try:
        rest: Compared | None = without(old, places)
    except NotComputed:
        rest = None
    yield _shift(
        document,
        statement,
        RETRACTED,
        say("Retracted: %(names)s.", names=names),
        (old, rest),
        (say("As published"), say("Without it")),
    )


def _shift(
    document: Document,
    statement: Statement,
    why: str,
    reason: str,
    both: tuple[Compared, Compared | None],
    names: tuple[str, str],
) -> Shift:
    before, after = both
    changes = after is None or conclusion_of(before) != conclusion_of(after)
    return Shift(
        statement=statement.id,
        why=str(why),
        reason=reason,
        before_name=names[0],
        before=_in_words(before),
        after_name=names[1],
        after=_in_words(after),
        changes=changes,
        leaning=tuple(leaning_on(document, statement.id)),
    )


def _in_words(compared: Compared | None) -> str:
    if compared is None or compared.analysis is None:
        return say("cannot be computed")
    found = conclusion_of(compared)
    return f"{effect(compared.analysis)}; {found.words if found else ''}"


def _retracted(document: Document) -> Mapping[str, bool]:
    """The references whose work was retracted."""
    said = notices_about(document.references)
    return {
        str(item["id"]): True
        for item, notices in zip(document.references, said, strict=True)
        if any(notice.kind == RETRACTION for notice in notices)
    }
