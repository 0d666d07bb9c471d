"""What was sent for a comparison, read: what it says, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from statim.editions.compared import Compared
from statim.editions.document import Json, Statement
from statim.editorial.desk.comparisons.forms import (
    AssessmentForm,
    ComparisonForm,
    initial_assessment,
    initial_of,
)
from statim.editorial.desk.comparisons.table import (
    Grid,
    as_text,
    grid_of,
    read_table,
    sent_grid,
    works_named,
)
from statim.editorial.desk.comparisons.writing import kind_of
from statim.evidence.comparison import Comparison, Study
from statim.evidence.errors import Problem, Refused, WrongData
from statim.topics.computing import pooled, references_of
from statim.topics.manuscript import Manuscript

LARGEST = 1024 * 1024  # bytes of a CSV file


@dataclass(slots=True)
class Sheet:
    """The page's forms and table; once read, the comparison with its numbers, or the problems."""

    form: ComparisonForm
    grade: AssessmentForm
    grid: Grid
    pasted: str = ""
    compared: Compared | None = None
    keys: tuple[str | None, ...] = ()
    works: list[Json] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: str = ""

    @property
    def is_read(self) -> bool:
        """Whether everything that was sent can be taken over."""
        return self.compared is not None


def sheet_of(statement: Statement, revision: int) -> Sheet:
    """The page's first state."""
    compared = statement.comparison
    if compared is None:
        raise ValueError(f"the statement {statement.id} holds no comparison")
    kind = kind_of(compared)
    return Sheet(
        form=ComparisonForm(initial=initial_of(compared, kind, revision)),
        grade=AssessmentForm(initial=initial_assessment(compared.assessment)),
        grid=grid_of(kind, compared.data.studies, references_of(statement)),
    )


def sheet_from(
    sent: QueryDict, files: Mapping[str, Any], statement: Statement, draft: Manuscript
) -> Sheet:
    """What was sent, read against the draft; nothing is written."""
    form, grade = ComparisonForm(sent), AssessmentForm(sent)
    kind = sent.get("kind", "counts")
    sheet = Sheet(form, grade, Grid((), ()), pasted=sent.get("pasted", ""))
    valid = form.is_valid() & grade.is_valid()
    if "kind" in form.errors:
        kind = "counts"
    sheet.grid = sent_grid({name: str(value) for name, value in sent.items()}, kind)
    before = statement.comparison.data.studies if statement.comparison else ()
    try:
        text = _given(sheet, files)
        studies, names = read_table(text, kind, before) if text else ((), ())
        sheet.keys, sheet.works = works_named(
            names, draft.references, [study.label for study in studies]
        )
        if text:
            sheet.grid, sheet.pasted = grid_of(kind, studies, names), ""
        if valid:
            sheet.compared = pooled(_compared(form, grade, studies))
    except WrongData as refused:
        sheet.problems = list(refused.problems)
    except Refused as refused:
        sheet.refused = str(refused)
    return sheet


def _compared(form: ComparisonForm, grade: AssessmentForm, studies: tuple[Study, ...]) -> Compared:
    """The comparison that valid forms and these studies say, not yet computed."""
    said = form.cleaned_data
    return Compared(
        data=Comparison(
            population=said["population"],
            intervention=said["intervention"],
            comparator=said["comparator"],
            outcome=form.found,
            measure=said["measure"],
            studies=studies,
        ),
        method=form.method,
        cited=tuple(None for _ in studies),
        baselines=said["baselines"],
        assessment=grade.assessment,
    )


def _given(sheet: Sheet, files: Mapping[str, Any]) -> str:
    """The table that counts: a file before pasted text before the cells; "" where all is empty."""
    if file := files.get("csv"):
        data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise WrongData([Problem("file", "size", "it is larger than 1 MB.")])
        try:
            return str(data, "utf-8-sig")
        except UnicodeDecodeError:
            why = "it is not UTF-8; save it as “CSV UTF-8”."
            raise WrongData([Problem("file", "encoding", why)]) from None
    if sheet.pasted.strip():
        return sheet.pasted
    return as_text(sheet.grid) if any(any(row) for row in sheet.grid.rows) else ""
