"""The people of a desk and a topic to review, for tests: built through actions only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from statim.accounts.actions import add_person
from statim.accounts.queries import actor_of
from statim.audit.actor import OPERATOR, Actor
from statim.editions.document import Change, Citation, Section, Statement
from statim.editions.queries import latest_of_topic
from statim.editorial import actions
from statim.editorial.actions import Publication
from statim.editorial.models import Submission
from statim.editorial.queries.reviewing import review_of, submission
from statim.topics.manuscript import statements_in
from statim.topics.models import Topic
from statim.topics.queries import manuscript_of
from statim.topics.queries import topic as topic_with

WORK: dict[str, Any] = {
    "id": "smith2020", "type": "article-journal", "title": "A trial of something",
    "author": [{"family": "Smith", "given": "J"}], "issued": {"date-parts": [[2020]]},
    "container-title": "BMJ", "volume": "1", "page": "1-2", "DOI": "10.1000/xyz",
}  # fmt: skip
CITE = '<cite data-cites="0"></cite>'
NEW = Change(kind="new")
AGAIN = Change(kind="clarification", note="Said more plainly.")


def person(role: str, name: str = "", *, declared: bool = True) -> Actor:
    """Somebody with an account, who has declared that they have no interests."""
    name = name or f"{role.title()} One"
    email = f"{name.replace(' ', '.').casefold()}@example.org"
    user, _ = add_person(email=email, role=role, name=name, by=OPERATOR)
    actor = actor_of(user)
    if declared and role != "reader":
        actions.declare_interests("", none=True, by=actor)
    return actor


def says(text: str, *children: Statement, id: str = "", cite: str = "") -> Statement:
    """A statement as an editor's screen sends it."""
    return Statement(
        id=id, text=text, html=text + (CITE if cite else ""),
        cites=(Citation(reference=cite),) if cite else (), children=children,
    )  # fmt: skip


def section(*statements: Statement, heading: str = "") -> Section:
    """A section of them."""
    return Section(heading=heading, statements=statements)


def written(by: Actor, *statements: Statement, slug: str = "a-topic") -> Topic:
    """A topic on the desk, with these statements, or two, in one section."""
    topic = actions.new_topic("A topic", slug, ("Psychiatry",), by=by)
    said = statements or (says("One thing is so", cite="smith2020"), says("Another is not"))
    return save(topic, by, section(*said), references=(WORK,))


def save(topic: Topic, by: Actor, *sections: Section, **fields: Any) -> Topic:
    """Save these sections as the topic's draft."""
    topic = topic_with(topic.pk)
    draft = replace(manuscript_of(topic), **fields)
    if sections:
        draft = replace(draft, sections=sections)
    actions.save_draft(topic.pk, draft, revision=topic.revision, by=by)
    return topic_with(topic.pk)


def statements(topic: Topic) -> list[Statement]:
    """The draft's statements, in reading order."""
    return list(statements_in(manuscript_of(topic_with(topic.pk)).sections))


def ids(topic: Topic) -> list[str]:
    """Their ids."""
    return [statement.id for statement in statements(topic)]


def reword(topic: Topic, by: Actor, statement: str, text: str) -> Topic:
    """Give one statement other words, wherever it stands."""

    def one(said: Statement) -> Statement:
        said = replace(said, children=tuple(one(child) for child in said.children))
        return replace(said, text=text, html=text, cites=()) if said.id == statement else said

    sections = manuscript_of(topic_with(topic.pk)).sections
    changed = [replace(s, statements=tuple(one(each) for each in s.statements)) for s in sections]
    return save(topic, by, *changed)


def missing(found: Submission) -> list[str]:
    """The ids of the statements that are not confirmed at every step."""
    return [key for key, _, _ in review_of(submission(found.pk)).missing]


def waiting(found: Submission) -> list[str]:
    """The ids of the statements that the step whose turn it is has still to confirm."""
    return review_of(submission(found.pk)).waiting


def confirm_all(found: Submission, by: Actor, also: Sequence[str] = ()) -> None:
    """Confirm all that is waiting, and finish the step."""
    if names := [*waiting(found), *also]:
        actions.judge_many(found.pk, names, by=by)
    actions.finish_step(found.pk, by=by)


def publish(topic: Topic, author: Actor, reviewer: Actor, editor: Actor) -> Publication:
    """The whole way of a draft, to its first or next edition."""
    found = actions.submit(topic.pk, by=author)
    confirm_all(found, reviewer)
    first = editions_of(topic) == 0
    return actions.publish_submission(found.pk, NEW if first else AGAIN, by=editor)


def editions_of(topic: Topic) -> int:
    """How many editions the topic has."""
    latest = latest_of_topic(topic.pk)
    return latest.number if latest else 0
