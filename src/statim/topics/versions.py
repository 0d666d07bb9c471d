"""Every saved state of a draft, and who gave which statement its words: the rows of a save.

Called by the actions of this room inside their transaction. Rows are only ever added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from statim.audit.actor import Actor
from statim.editions.document import Json
from statim.topics.manuscript import from_dict
from statim.topics.models import Topic, Version, What, Wording
from statim.topics.wording import Worded, carried, is_somebodys, owners_of, worded, words_of


@dataclass(frozen=True, slots=True)
class Saved:
    """A topic whose draft was just set, and the draft that stood before; None for a new topic."""

    topic: Topic
    before: Json | None


def keep_versions(
    saved: Sequence[Saved], *, by: Actor, what: What, now: datetime, of: int | None = None
) -> list[Version]:
    """Add a version for each topic and the wordings that it brought. The topics' `revision`
    must have been raised; they must be stored."""
    versions = [_version(each.topic, by, what, now, of) for each in saved]
    Version.objects.bulk_create(versions)
    if what is not What.RESTORE:  # whose words come back wrote them before
        rows = [row for each in saved for row in _wordings(each, by, now)]
        Wording.objects.bulk_create([*rows, *_from_other_topics(rows)], batch_size=2000)
    return versions


def _version(topic: Topic, by: Actor, what: What, now: datetime, of: int | None) -> Version:
    return Version(
        topic=topic,
        number=topic.revision,
        at=now,
        by_name=by.name,
        by_email=by.email,
        by_account=by.account,
        what=what,
        of=of,
        draft=topic.draft,
        doubts=topic.doubts,
    )


def said_in(draft: Json) -> dict[str, Worded]:
    """What each statement of a draft says, by its id."""
    manuscript = from_dict(draft)
    return worded(manuscript.sections, manuscript.references)


def _wordings(saved: Saved, by: Actor, now: datetime) -> Iterator[Wording]:
    topic = saved.topic
    before = said_in(saved.before) if saved.before else {}
    changed = {
        key: said
        for key, said in said_in(topic.draft).items()
        if key not in before or before[key].digest != said.digest
    }
    written = _Written(topic.pk, before) if changed and saved.before else None

    def row(said: Worded, name: str, account: int | None, came_from: str) -> Wording:
        return Wording(
            topic=topic, statement=said.statement.id, digest=said.digest,
            text=words_of(said.statement), came_from=came_from, version=topic.revision, at=now,
            by_name=name, by_account=account,
        )  # fmt: skip

    for key, said in changed.items():
        yield row(said, by.name, by.account, "")
        if written:
            old = words_of(before[key].statement) if key in before else ""
            for account, name, source in written.elsewhere(said, old):
                if account != by.account:
                    yield row(said, name, account, source)


def _from_other_topics(rows: Sequence[Wording]) -> Iterator[Wording]:
    """A row more for each account that wrote the very same statement in another topic: the same
    digest, and words enough to be somebody's."""
    new = [row for row in rows if not row.came_from and is_somebodys(row.text)]
    digests = sorted({row.digest for row in new})
    found: dict[str, dict[int, Wording]] = {}
    for start in range(0, len(digests), 500):
        same = Wording.objects.filter(digest__in=digests[start : start + 500], by_account__gt=0)
        for other in same.defer("text").order_by("id"):
            found.setdefault(other.digest, {}).setdefault(other.by_account or 0, other)
    known = {(row.topic_id, row.statement, row.by_account) for row in rows}
    for row in new:
        for account, other in found.get(row.digest, {}).items():
            if (row.topic_id, row.statement, account) not in known:
                yield Wording(
                    topic=row.topic, statement=row.statement, digest=row.digest, text=row.text,
                    came_from=other.statement, version=row.version, at=row.at,
                    by_name=other.by_name, by_account=account,
                )  # fmt: skip


class _Written:
    """Who wrote what in a topic so far, for finding words that came from another statement."""

    def __init__(self, topic_id: str, before: Mapping[str, Worded]) -> None:
        self.authors: dict[str, dict[int, str]] = {}
        texts = [(key, words_of(said.statement)) for key, said in before.items()]
        rows = Wording.objects.filter(topic=topic_id).order_by("id")
        for statement, text, account, name in rows.values_list(
            "statement", "text", "by_account", "by_name"
        ):
            texts.append((statement, text))
            if account is not None:
                self.authors.setdefault(statement, {})[account] = name
        self.owners = owners_of(texts)

    def elsewhere(self, said: Worded, old: str) -> Iterable[tuple[int, str, str]]:
        """(account, name, statement) of those who wrote, elsewhere, words that are new here."""
        here = said.statement.id
        found: dict[int, tuple[str, str]] = {}
        for source in sorted(carried(words_of(said.statement), old, self.owners) - {here}):
            for account, name in self.authors.get(source, {}).items():
                found.setdefault(account, (name, source))
        return [(account, name, source) for account, (name, source) in found.items()]
