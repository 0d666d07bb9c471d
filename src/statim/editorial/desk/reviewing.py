"""A review as the screen shows it: statement by statement, with what it rests on, what changed
since somebody last confirmed it, and who may still sign. Reads only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from django.urls import reverse

from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editions.document import Document, Section, Statement, statements_of
from statim.editions.html_statements import statement_tree
from statim.editions.html_words import CitedBy
from statim.editions.queries import latest_of_topic
from statim.editions.wording import wording
from statim.editorial.desk.draft import frozen
from statim.editorial.desk.remarks import Thread, threads_of
from statim.editorial.models import Verdict
from statim.editorial.permissions import may_sign, separated
from statim.editorial.queries.reviewing import Review, verdicts_on
from statim.editorial.renewal import bibliography
from statim.editorial.verification import Judged, Said
from statim.topics.queries import manuscript_at, version, writers

TAGS = {"kept": "{}", "added": "<ins>{}</ins>", "removed": "<del>{}</del>"}


@dataclass(frozen=True, slots=True)
class Rest:
    """A reference that a statement rests on: its number on the page, as printed, where in it."""

    number: int
    printed: str
    locator: str


@dataclass(frozen=True, slots=True)
class Item:
    """One statement of the review. `html` is the reader's own rendering; `changed` the words
    against what `since` names ("" where nothing can be compared)."""

    id: str
    text: str
    html: str
    heading: str
    depth: int
    rests: tuple[Rest, ...]
    changed: str
    since: str
    confirmed: Said | None
    carried: bool
    asked: tuple[Said, ...]
    earlier: tuple[Said, ...]
    own: bool
    moved: bool
    may_judge: bool
    threads: tuple[Thread, ...]

    @property
    def done(self) -> bool:
        """Whether this step has nothing more to do here."""
        return self.confirmed is not None and not self.asked

    @property
    def may_confirm(self) -> bool:
        """Whether this person may confirm it; a request for a change is anybody's who signs."""
        return self.may_judge and not self.own


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole review: its statements in reading order, and how far it has come."""

    items: tuple[Item, ...]
    done: int
    may_judge: bool

    @property
    def sections(self) -> list[tuple[str, list[Item], list[Item]]]:
        """Heading, its statements, and those of them that this person can confirm now."""
        grouped: list[tuple[str, list[Item], list[Item]]] = []
        for item in self.items:
            if not grouped or grouped[-1][0] != item.heading:
                grouped.append((item.heading, [], []))
            grouped[-1][1].append(item)
            if item.may_confirm and not item.done:
                grouped[-1][2].append(item)
        return grouped


def sheet_of(review: Review, *, by: Actor) -> Sheet:
    """The review as this person sees it."""
    document = frozen(review.manuscript)
    signing = bool(review.step) and review.submission.state == "open" and may_sign(by, review.step)
    maker = _Maker(review, document, by, signing)
    items = tuple(maker.items())
    return Sheet(items, sum(item.done for item in items), signing)


class _Maker:
    """What all statements of one review share."""

    def __init__(self, review: Review, document: Document, by: Actor, signing: bool) -> None:
        self.review, self.by, self.signing = review, by, signing
        self.document = document
        self.cited = CitedBy(document, reverse("desk:figures"))
        self.printed = bibliography(document) if document.references else []
        topic = review.submission.topic_id
        self.wrote = writers(topic) if separated() else {}
        self.verdicts: dict[str, list[Verdict]] = {}
        for verdict in verdicts_on(topic):
            self.verdicts.setdefault(verdict.statement, []).append(verdict)
        latest = latest_of_topic(topic)
        self.live = {s.id: s for s in statements_of(latest.document)} if latest else {}
        self.step = min(review.submission.step, len(review.steps) - 1)
        self.said_in = cache(self._said_in)
        self.threads: dict[str, list[Thread]] = {}
        for thread in threads_of(topic, review.manuscript, open_only=True):
            self.threads.setdefault(thread.first.statement, []).append(thread)

    def items(self) -> Iterator[Item]:
        for section in self.document.sections:
            yield from self._under(section, section.statements, 0)

    def _under(
        self, section: Section, statements: Sequence[Statement], depth: int
    ) -> Iterator[Item]:
        for statement in statements:
            yield self._item(section, statement, depth)
            yield from self._under(section, statement.children, depth + 1)

    def _item(self, section: Section, statement: Statement, depth: int) -> Item:
        judged = self.review.statements[statement.id]
        confirmed = judged.confirmed[self.step]
        since, changed = ("", "") if confirmed else self._changed(statement, judged)
        return Item(
            id=statement.id,
            text=statement.text,
            html=statement_tree((replace(statement, children=()),), self.cited),
            heading=section.heading,
            depth=min(depth, 3),
            rests=tuple(self._rests(statement)),
            changed=changed,
            since=since,
            confirmed=confirmed,
            carried=confirmed is not None and confirmed.at < self.review.submission.at,
            asked=judged.asked[self.step],
            earlier=tuple(said for said in judged.confirmed[: self.step] if said),
            own=self.by.account in self.wrote.get(statement.id, ()),
            moved=judged.moved,
            may_judge=self.signing,
            threads=tuple(self.threads.get(statement.id, ())),
        )

    def _rests(self, statement: Statement) -> Iterator[Rest]:
        for cite in statement.cites:
            number = self.cited.numbers.get(cite.reference)
            if number:
                yield Rest(number, self.printed[number - 1], cite.locator or "")

    def _changed(self, statement: Statement, judged: Judged) -> tuple[str, str]:
        """Since when, and how, the words differ: from those last confirmed, else the live ones."""
        for verdict in reversed(self.verdicts.get(statement.id, [])):
            if verdict.verdict == "confirm" and verdict.digest != judged.worded.digest:
                old = self.said_in(verdict.submission_id).get(statement.id)
                if old:
                    since = say(
                        "%(by_name)s confirmed it on %(at)s",
                        by_name=verdict.by_name,
                        at=format(verdict.at, "%-d %B %Y"),
                    )
                    return since, _marked(old, statement)
        live = self.live.get(statement.id)
        if live is None:
            return (say("it is new") if self.live else ""), ""
        return (say("the live edition"), _marked(live, statement))

    def _said_in(self, submission: int) -> dict[str, Statement]:
        """The statements of an earlier submission, by id."""
        rows = Verdict.objects.filter(submission=submission).select_related("submission")
        found = rows[0].submission
        manuscript = manuscript_at(version(found.topic_id, found.version))
        return {s.id: s for s in statements_of(frozen(manuscript))}


def _marked(old: Statement, new: Statement) -> str:
    """The words with what came and went marked; "" where they read the same."""
    return "".join(TAGS[run.kind].format(run.html) for run in wording(old.html, new.html))
