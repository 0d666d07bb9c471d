"""Keeping the words of search: add, change, remove; take in many at once. The index follows.

Every act locks the head of the log of changes, so that its sequence is in commit order.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.search import follower
from statim.search.errors import AlreadyKept, NoSuchWords
from statim.search.models import Meaning, State, Synonym, WordChange, WordHead
from statim.search.permissions import check_keep_words
from statim.search.queries import check_topic, checked_words, rows_of_table
from statim.search.tables import Row
from statim.search.vocabulary import folded_words

KEPT = 20_000  # changes that the log remembers; an index further behind is made anew
EDITOR = "editor"

Detail = dict[str, Any]


def add_synonym(*, words: str, topic: str, by: Actor, source: str = EDITOR) -> Synonym:
    """Other words for a topic (its id). Words that were removed come back into use.

    Raises NotForThisRole, NoWords, TooLong, NoSuchTopic, AlreadyKept.
    """
    check_keep_words(by)
    words, folded = checked_words(words)
    with transaction.atomic():
        title = check_topic(topic)
        kept = Synonym.objects.filter(topic=topic, folded=folded).first() or Synonym()
        if kept.pk and kept.state == State.IN_USE:
            raise AlreadyKept(words, title)
        said = {"words": words, "folded": folded, "topic": topic, "source": source}
        _set(kept, {**said, "by_name": by.name, "state": State.IN_USE})
        _logged("add synonym", kept, by, {"words": words, "topic": topic, "source": source})
    return kept


def change_synonym(number: int, *, words: str, topic: str, by: Actor) -> Synonym:
    """Other words, or another topic, for a synonym in use. It is the editor's from then on.

    Raises as `add_synonym`, and NoSuchWords.
    """
    check_keep_words(by)
    words, folded = checked_words(words)
    with transaction.atomic():
        title = check_topic(topic)
        kept = _synonym(number)
        was = {"words": kept.words, "topic": kept.topic}
        other = Synonym.objects.filter(topic=topic, folded=folded).exclude(pk=number).first()
        if other and other.state == State.IN_USE:
            raise AlreadyKept(words, title)
        if other:
            other.delete()
        _set(kept, {"words": words, "folded": folded, "topic": topic, "source": EDITOR,
                    "by_name": by.name})  # fmt: skip
        now = {"words": words, "topic": topic}
        _logged("change synonym", kept, by, {**now, "was": was}, topics=[was["topic"]])
    return kept


def remove_synonym(number: int, *, by: Actor) -> None:
    """Search it no more; a list that is loaded anew does not bring it back. Raises NoSuchWords."""
    check_keep_words(by)
    with transaction.atomic():
        kept = _synonym(number)
        _set(kept, {"state": State.REMOVED, "by_name": by.name})
        _logged("remove synonym", kept, by, {"words": kept.words, "topic": kept.topic})


def add_meaning(
    *, short: str, words: str, by: Actor, topic: str = "", source: str = EDITOR
) -> Meaning:
    """A meaning of an abbreviation, with the page about it where one is named.

    Raises as `add_synonym`.
    """
    check_keep_words(by)
    (short, folded_short), (words, folded) = checked_words(short, short=True), checked_words(words)
    with transaction.atomic():
        if topic:
            check_topic(topic)
        kept = Meaning.objects.filter(folded_short=folded_short, folded=folded).first() or Meaning()
        if kept.pk and kept.state == State.IN_USE:
            raise AlreadyKept(short, words)
        said = {"short": short, "words": words, "topic": topic, "source": source}
        _set(kept, {**said, "folded_short": folded_short, "folded": folded, "by_name": by.name,
                    "state": State.IN_USE})  # fmt: skip
        _logged("add meaning", kept, by, said)
    return kept


def change_meaning(number: int, *, short: str, words: str, by: Actor, topic: str = "") -> Meaning:
    """Another abbreviation, other words or another page. Raises as `add_synonym`, NoSuchWords."""
    check_keep_words(by)
    (short, folded_short), (words, folded) = checked_words(short, short=True), checked_words(words)
    with transaction.atomic():
        if topic:
            check_topic(topic)
        kept = _meaning(number)
        was = {"short": kept.short, "words": kept.words, "topic": kept.topic}
        before = kept.folded_short
        same = Meaning.objects.filter(folded_short=folded_short, folded=folded)
        other = same.exclude(pk=number).first()
        if other and other.state == State.IN_USE:
            raise AlreadyKept(short, words)
        if other:
            other.delete()
        said = {"short": short, "words": words, "topic": topic}
        _set(kept, {**said, "folded_short": folded_short, "folded": folded, "source": EDITOR,
                    "by_name": by.name})  # fmt: skip
        _logged("change meaning", kept, by, {**said, "was": was},
                topics=[was["topic"]], shorts=[before])  # fmt: skip
    return kept


def remove_meaning(number: int, *, by: Actor) -> None:
    """Offer it no more; a list that is loaded anew does not bring it back. Raises NoSuchWords."""
    check_keep_words(by)
    with transaction.atomic():
        kept = _meaning(number)
        _set(kept, {"state": State.REMOVED, "by_name": by.name})
        _logged("remove meaning", kept, by, {"short": kept.short, "words": kept.words})


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of many rows: how many are new, were there already, or stay removed."""

    added: int = 0
    known: int = 0
    removed: int = 0


def import_table(text: str, *, by: Actor) -> TakenIn:
    """Take in a CSV table of synonyms and abbreviations, whole or not at all.

    Rows of the state "removed" remove. Raises BadTable, NotForThisRole.
    """
    check_keep_words(by)
    return take_in(rows_of_table(text), by=by, act="import words", may_remove=True)


def take_in(
    rows: Sequence[Row], *, by: Actor, act: str = "load words", may_remove: bool = False,
    detail: Detail | None = None,
) -> TakenIn:  # fmt: skip
    """Take in rows whose topics are ids, in one transaction and one audit row.

    What is there already, or was removed by an editor, stays as it is. With `may_remove` the
    rows are an editor's own word: they bring back and remove too.
    """
    check_keep_words(by)
    with transaction.atomic():
        synonyms = _taken(Synonym, [row for row in rows if not row.short], by, may_remove)
        meanings = _taken(Meaning, [row for row in rows if row.short], by, may_remove)
        changed = [*synonyms.changed, *meanings.changed]
        taken = TakenIn(
            added=synonyms.added + meanings.added,
            known=synonyms.known + meanings.known,
            removed=synonyms.removed + meanings.removed,
        )
        if changed:
            said = {**(detail or {}), "added": taken.added, "changed": len(changed)}
            record(act, by=by, object_kind="words of search", object_id="", detail=said)
            _note({row.topic for row in changed if row.topic},
                  {one.folded_short for one in changed if isinstance(one, Meaning)})  # fmt: skip
    return taken


@dataclass(slots=True)
class _Outcome:
    added: int
    known: int
    removed: int
    changed: list[Synonym | Meaning]


def _taken(
    model: type[Synonym | Meaning], rows: Sequence[Row], by: Actor, may_remove: bool
) -> _Outcome:
    made = {_key(one): one for one in (_unsaved(row, by) for row in rows)}
    there = {_key(one): one for one in _those_like(model, made.values())}
    new = [one for key, one in made.items() if key not in there]
    manager: Any = model._default_manager
    manager.bulk_create(new, batch_size=500)
    turned = []
    for key, one in there.items():
        if may_remove and one.state != made[key].state:
            _set(one, {"state": made[key].state, "by_name": by.name})
            turned.append(one)
    removed = sum(one.state == State.REMOVED for one in there.values())
    return _Outcome(len(new), len(there) - removed, removed, [*new, *turned])


def _key(one: Synonym | Meaning) -> tuple[str, str]:
    return (one.folded_short if isinstance(one, Meaning) else one.topic, one.folded)


def _unsaved(row: Row, by: Actor) -> Synonym | Meaning:
    said = {"words": row.words, "folded": folded_words(row.words), "topic": row.topic,
            "source": row.source, "by_name": by.name, "state": row.state}  # fmt: skip
    if row.short:
        return Meaning(**said, short=row.short, folded_short=folded_words(row.short))
    return Synonym(**said)


def _those_like(
    model: type[Synonym | Meaning], made: Collection[Synonym | Meaning]
) -> Iterator[Synonym | Meaning]:
    wanted = {_key(one) for one in made}
    field = "topic" if model is Synonym else "folded_short"
    values = sorted({first for first, _ in wanted})
    for start in range(0, len(values), 500):
        rows = model._default_manager.filter(**{f"{field}__in": values[start : start + 500]})
        yield from (row for row in rows if _key(row) in wanted)


def _synonym(number: int) -> Synonym:
    kept = Synonym.objects.filter(pk=number, state=State.IN_USE).first()
    if kept is None:
        raise NoSuchWords("synonym", number)
    return kept


def _meaning(number: int) -> Meaning:
    kept = Meaning.objects.filter(pk=number, state=State.IN_USE).first()
    if kept is None:
        raise NoSuchWords("meaning of an abbreviation", number)
    return kept


def _set(row: Synonym | Meaning, values: Detail) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def _logged(
    act: str, row: Synonym | Meaning, by: Actor, detail: Detail,
    *, topics: Collection[str] = (), shorts: Collection[str] = (),
) -> None:  # fmt: skip
    kind = "meaning" if isinstance(row, Meaning) else "synonym"
    record(act, by=by, object_kind=kind, object_id=str(row.pk), detail=detail)
    own = {row.folded_short} if isinstance(row, Meaning) else set()
    _note({row.topic, *topics} - {""}, own | {*shorts})


def _note(topics: Collection[str], shorts: Collection[str]) -> None:
    """Log what changed, for the index, which hears of it once this is committed."""
    WordHead.objects.get_or_create(id=1)
    head = WordHead.objects.select_for_update().get(id=1)
    token = secrets.token_hex(8)
    changes = [
        *(WordChange(topic=topic, token=token) for topic in sorted(topics)),
        *(WordChange(short=short, token=token) for short in sorted(shorts)),
    ]
    for sequence, change in enumerate(changes, start=head.sequence + 1):
        change.sequence = sequence
    WordChange.objects.bulk_create(changes, batch_size=1000)
    last = head.sequence + len(changes)
    WordHead.objects.filter(id=1).update(sequence=last, token=token)
    WordChange.objects.filter(sequence__lte=last - KEPT).delete()
    transaction.on_commit(follower.nudge, robust=True)
