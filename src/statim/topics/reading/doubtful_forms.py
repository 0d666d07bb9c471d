"""Doubts about how doses are written, and what was left to fill in. The text stays."""

from __future__ import annotations

from collections.abc import Iterator

from statim.editions.checks.dangerous import dangerous_forms
from statim.editions.checks.placeholders import placeholders
from statim.editions.checks.policy import Policy
from statim.topics.manuscript import Doubt, Manuscript, statements_in
from statim.topics.reading.blocks import shortened


def form_doubts(manuscript: Manuscript, policy: Policy | None = None) -> Iterator[Doubt]:
    """A doubt for each dangerous form and placeholder, in title, headings and statements."""
    yield from _doubts(manuscript.title, "the title", policy)
    for section in manuscript.sections:
        yield from _doubts(section.heading, f"the heading “{section.heading}”", policy)
    for statement in statements_in(manuscript.sections):
        where = f"the statement “{shortened(statement.text)}”"
        yield from _doubts(statement.text, where, policy)


def _doubts(text: str, where: str, policy: Policy | None) -> Iterator[Doubt]:
    for form in dangerous_forms(text, policy):
        yield Doubt(what=f"a dangerous form, “{form.found}”", where=where, why=form.advice)
    for words in placeholders(text):
        why = "it was left for somebody to fill in"
        yield Doubt(what=f"a placeholder, “{words}”", where=where, why=why)
