"""Doubts about how doses are written, and what was left to fill in. The text stays."""

from __future__ import annotations

from collections.abc import Iterator

from statim.editions.checks.dangerous import dangerous_forms
from statim.editions.checks.placeholders import placeholders
from statim.editions.checks.policy import Policy
from statim.editions.pieces import line_of, words_of
from statim.editions.validation_kinds import kind_faults
from statim.topics.manuscript import Doubt, Manuscript, statements_in
from statim.topics.reading.blocks import shortened

NEEDED = "write one, so that it can be told from others"


def form_doubts(manuscript: Manuscript, policy: Policy | None = None) -> Iterator[Doubt]:
    """A doubt for each dangerous form and placeholder, in title, headings and statements."""
    yield from _doubts(manuscript.title, "the title", policy)
    for section in manuscript.sections:
        yield from _doubts(section.heading, f"the heading “{section.heading}”", policy)
    for statement in statements_in(manuscript.sections):
        where = f"the statement “{shortened(statement.text)}”"
        for words in words_of(statement):
            yield from _doubts(words, where, policy)


def unfinished(manuscript: Manuscript) -> Iterator[Doubt]:
    """A doubt for each thing that a table, a picture or a strong recommendation lacks; most of
    them keep it from being published."""
    for statement in statements_in(manuscript.sections):
        where = f"the {statement.kind} “{shortened(line_of(statement))}”"
        if statement.table or statement.figure:
            if not statement.text:
                yield Doubt(what=f"a {statement.kind} without a caption", where=where, why=NEEDED)
            for fault in kind_faults(statement):
                yield Doubt(what=f"a {statement.kind} to complete", where=where, why=fault)
        elif statement.strength:
            for fault in kind_faults(statement):
                yield Doubt(what="a recommendation to complete", where=where, why=fault)


def _doubts(text: str, where: str, policy: Policy | None) -> Iterator[Doubt]:
    for form in dangerous_forms(text, policy):
        yield Doubt(what=f"a dangerous form, “{form.found}”", where=where, why=form.advice)
    for words in placeholders(text):
        why = "it was left for somebody to fill in"
        yield Doubt(what=f"a placeholder, “{words}”", where=where, why=why)
