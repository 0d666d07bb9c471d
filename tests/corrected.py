"""Corrections for tests: the world's page on adverse effects, corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from statim.editions.document import Change, Document, Section
from tests.documents import says
from tests.world import adverse_effects, publish

PAGE = "/topics/adverse-effects/"
NOTE = "The word “usually” was missing."


def corrected(
    severity: str = "safety error",
    *,
    text: str = "Most are usually gone within 60 minutes",
    source: str = "rcpsych2017",
    note: str = NOTE,
) -> Document:
    """The page's next edition: one statement reworded, one as it was."""
    before = adverse_effects(slug="adverse-effects")
    usual, _ = before.sections[0].statements
    brief = says("a-brief", text, cites=["rcpsych2017"])
    change = Change(kind="correction", note=note, severity=severity, source=source)
    return replace(
        before, sections=(Section(heading="", statements=(usual, brief)),), change=change
    )  # fmt: skip


def days_ago(days: int) -> str:
    """The day so many days ago, as `publish` wants it."""
    return (datetime.now(UTC) - timedelta(days=days)).date().isoformat()


def correct(severity: str = "safety error", *, days: int = 10, **said: str) -> None:
    """Publish the correction as of so many days ago."""
    publish(corrected(severity, **said), days_ago(days))
