"""Readers, groups and notes for tests, made through actions only."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from statim.accounts.actions import add_person
from statim.annotations.actions.groups import found_group, invite, join
from statim.annotations.actions.notes import Draft, write_line, write_note
from statim.annotations.models import Group, Note
from statim.audit.actor import OPERATOR
from statim.editions.actions import append
from statim.editions.document import Document, Section
from tests.documents import says
from tests.world import EDITOR, bibliography, ketamine_again

TOPIC = "t-ketamine"
PAGE = "/topics/ketamine-in-depression/"
SHORT = "The benefit lasts one to two weeks after an infusion"  # statement k-short, edition 2


def person(name: str) -> int:
    """An account; its id."""
    email = f"{name.lower()}@example.org"
    user, _ = add_person(email=email, role="reader", name=f"Dr {name}", by=OPERATOR)
    return int(user.pk)


def note(
    by: int,
    text: str = "Ring 020 7946 0018",
    at: str = "",
    *,
    pinned: bool = False,
    edition: int = 0,
    group: int = 0,
) -> Note:
    """A note on ketamine in depression, at a statement or the page."""
    draft = Draft(text=text, pinned=pinned)
    return write_note(by=by, topic=TOPIC, statement=at, draft=draft, edition=edition, group=group)


def line(by: int, group: Group, text: str = "Our referral form is in the blue folder") -> Note:
    """A line of the group's own at a statement."""
    return write_line(
        by=by, group=group.pk, topic=TOPIC, statement="k-short", draft=Draft(text=text)
    )


def group_of(keeper: int, *members: int, title: str = "Elm Surgery") -> Group:
    """A group with its keeper and members, each by an invitation of their own."""
    group = found_group(by=keeper, title=title)
    for member in members:
        join(by=member, code=invite(by=keeper, group=group.pk))
    return group


def publish_now(document: Document) -> None:
    """The next edition."""
    append(document, bibliography=bibliography(document), by=EDITOR, at=datetime.now(UTC))


def third_edition(*, short: str | None = SHORT) -> Document:
    """Ketamine in depression once more: `short` is what k-short now says, None where it is gone."""
    second = ketamine_again()
    fast = says("k-fast", "One dose acts fast on depressive symptoms")
    kept = (fast,) if short is None else (fast, says("k-short", short))
    return replace(
        second,
        sections=(Section(heading="", statements=kept),),
        references=(),
        change=replace(second.change, kind="clarification", note="Again."),
    )
