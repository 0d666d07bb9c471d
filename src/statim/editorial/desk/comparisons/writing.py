"""A comparison put into a topic's draft: a new one, or one with other numbers. Pure.

Saving is the desk's (`editorial.actions.save_draft`): so a comparison has the draft's permissions,
lock, versions and audit rows, and who entered a number is its author as of any statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from statim.editions.compared import Compared
from statim.editions.document import Json, Section, Statement
from statim.editions.inline import plain_text, sanitise
from statim.editions.kinds import COMPARISON
from statim.evidence.comparison import Comparison, Outcome
from statim.evidence.measures import MEASURES, REPORTED
from statim.evidence.method import Method
from statim.topics.computing import citing
from statim.topics.inlines import Run, to_html
from statim.topics.manuscript import Manuscript, statements_in


def empty(measure: str) -> Compared:
    """A comparison of which nothing is said but its measure."""
    outcome = Outcome(name="")
    data = Comparison(
        population="", intervention="", comparator="", outcome=outcome, measure=measure, studies=()
    )
    return Compared(data=data, method=Method())


def kind_of(compared: Compared) -> str:
    """The kind of data that its studies have, or that its measure wants."""
    names = {"Counts": "counts", "Means": "means", "Proportion": "proportion"}
    names |= {"Correlation": "correlation", "Reported": REPORTED}
    if compared.data.studies:
        return names[type(compared.data.studies[0].data).__name__]
    return MEASURES[compared.data.measure].data


def statement_of(manuscript: Manuscript, statement_id: str) -> Statement | None:
    """The comparison's statement in a draft; None where there is none of that id."""
    found = (s for s in statements_in(manuscript.sections) if s.id == statement_id and s.comparison)
    return next(found, None)


def comparisons_of(manuscript: Manuscript) -> Iterator[Statement]:
    """Every statement of a draft that holds a comparison."""
    return (s for s in statements_in(manuscript.sections) if s.comparison)


def added(manuscript: Manuscript, statement: Statement, after: str) -> Manuscript:
    """The draft with a new statement right after the section's statement of that id, or at the
    end."""
    sections = []
    put = False
    for section in manuscript.sections:
        row: list[Statement] = []
        for one in section.statements:
            row.append(one)
            if one.id == after and not put:
                row.append(statement)
                put = True
        sections.append(replace(section, statements=tuple(row)))
    if not put:
        if not sections:
            sections.append(Section(heading=""))
        last = sections[-1]
        sections[-1] = replace(last, statements=(*last.statements, statement))
    return replace(manuscript, sections=tuple(sections))


def new_statement(statement_id: str, caption: str, measure: str) -> Statement:
    """A statement for a new comparison."""
    html = sanitise(to_html([Run(caption)])[0])
    return Statement(
        id=statement_id,
        text=plain_text(html),
        html=html,
        kind=COMPARISON,
        comparison=empty(measure),
    )


def changed(
    manuscript: Manuscript,
    statement_id: str,
    compared: Compared,
    keys: tuple[str | None, ...],
    works: Sequence[Json],
) -> Manuscript:
    """The draft whose comparison of that id is this one, its studies citing these references."""

    def one(statement: Statement) -> Statement:
        children = tuple(one(child) for child in statement.children)
        if statement.id != statement_id:
            return replace(statement, children=children)
        return citing(replace(statement, comparison=compared, children=children), keys)

    return replace(
        manuscript,
        sections=tuple(
            replace(section, statements=tuple(one(s) for s in section.statements))
            for section in manuscript.sections
        ),
        references=(*manuscript.references, *works),
    )
