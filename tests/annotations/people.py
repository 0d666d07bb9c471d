"""Readers, groups and notes for tests, made through actions only."""

from __future__ import annotations

from datetime import UTC, datetime

from statim.accounts.actions import add_person
from statim.annotations.actions.groups import found_group, invite, join
from statim.annotations.actions.notes import Draft, write_note
from statim.annotations.models import Group, Note
from statim.audit.actor import OPERATOR
from statim.editions.actions import append
from statim.editions.document import Document, Statement
from tests.world import EDITOR, bibliography

TOPIC = "t-ketamine"
PAGE = "/topics/ketamine-in-depression/"


def person(name: str) -> int:
    """An account; its id."""
    user, _ = add_person(
        email=f"{name.lower()}@example.org", role="reader", name=f"Dr {name}", by=OPERATOR
    )
    return user.pk


def note(by: int, text: str, statement: str = "", **more: object) -> Note:
    """A note on ketamine in depression."""
    fields = {k: more.pop(k) for k in ("pinned", "seen") if k in more}
    draft = Draft(text=text, **fields)  # type: ignore[arg-type] - only for tests: bool and str
    return write_note(by=by, topic=TOPIC, statement=statement, draft=draft, **more)  # type: ignore[arg-type] - as above


def group_of(keeper: int, *members: int, title: str = "Elm Surgery") -> Group:
    """A group with its keeper and members, each by an invitation of their own."""
    group = found_group(by=keeper, title=title)
    for member in members:
        join(by=member, code=invite(by=keeper, group=group.pk))
    return group


def publish_now(document: Document) -> None:
    """The next edition."""
    append(document, bibliography=bibliography(document), by=EDITOR, at=datetime.now(UTC))


def reworded(statement: Statement, text: str) -> Statement:
    """The statement with other words, without citations."""
    from dataclasses import replace

    return replace(statement, text=text, html=text, cites=())
