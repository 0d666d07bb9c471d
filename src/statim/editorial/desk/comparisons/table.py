"""The table of a comparison's studies: as cells of a form, as pasted text, as a CSV file.

Row 1 holds the names, as in a spreadsheet, so that a refusal names the row that the author sees.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from statim.design.speech import say
from statim.editions.document import Json
from statim.evidence import frozen
from statim.evidence.comparison import Means, Study
from statim.evidence.entry import columns
from statim.evidence.errors import Problem, WrongData
from statim.references.errors import BadIdentifier, ReferencesError
from statim.references.identifiers import doi, pmid
from statim.references.identity import Identity
from statim.references.queries import item_of, rows_like, work
from statim.topics.computing import studies_from

SPARE = 3  # empty rows below, to write in without scripts
MOST = 500


@dataclass(frozen=True, slots=True)
class Grid:
    """The names of the columns, and rows of cells, each as long as the names."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def numbered(self) -> list[tuple[int, list[tuple[str, str]]]]:
        """Each row with its number, its cells with their columns' names."""
        return [
            (n, list(zip(self.head, row, strict=True))) for n, row in enumerate(self.rows, start=2)
        ]


def head_of(kind: str, studies: Sequence[Study] = ()) -> tuple[str, ...]:
    """The columns of a kind of data, with those that these studies have besides."""
    needed, wanted = columns(kind)
    extra = [name for name in ("subgroup",) if any(study.subgroup for study in studies)]
    covariates = dict.fromkeys(name for study in studies for name in study.covariates)
    return ("study", "year", "reference", *needed, *wanted, *extra, *covariates)


def grid_of(kind: str, studies: Sequence[Study], references: Sequence[str | None]) -> Grid:
    """The studies as a table with a few empty rows."""
    head = head_of(kind, studies)
    rows = [_row(s, r, head) for s, r in zip(studies, references, strict=True)]
    return Grid(head, (*rows, *[("",) * len(head)] * SPARE))


def _row(study: Study, reference: str | None, head: Sequence[str]) -> tuple[str, ...]:
    data = frozen.decimals(frozen.plain(study.data))
    said = {name.replace("_", " "): value for name, value in data.items()}
    said |= {name: repr(value) for name, value in study.covariates.items()}
    said |= {
        "study": study.label,
        "year": study.year,
        "reference": reference,
        "subgroup": study.subgroup,
    }
    cells = ("" if (value := said.get(name)) is None else str(value) for name in head)
    return tuple(cell.removesuffix(".0") for cell in cells)


def sent_grid(sent: Mapping[str, str], kind: str) -> Grid:
    """The table that a form sent; cells are named `cell-ROW-COLUMN`, columns `column-N`."""
    head = [sent.get(f"column-{n}", "") for n in range(60)]
    head = [name for name in head if name] or list(head_of(kind))
    rows = []
    for number in range(2, MOST + 2):
        row = tuple(sent.get(f"cell-{number}-{n}", "") for n in range(len(head)))
        if f"cell-{number}-0" not in sent:
            break
        rows.append(row)
    return Grid(tuple(head), tuple(rows))


def as_text(grid: Grid) -> str:
    """The table as text parted by tabs, every row in its place."""
    held = io.StringIO()
    writer = csv.writer(held, delimiter="\t", lineterminator="\n")
    flat = [[" ".join(cell.split()) for cell in row] for row in (grid.head, *grid.rows)]
    writer.writerows(flat)
    return held.getvalue()


def read_table(
    text: str, kind: str, before: Sequence[Study] = ()
) -> tuple[tuple[Study, ...], tuple[str | None, ...]]:
    """The studies of a table, without references, and what stands in that column for each.

    `before` are the studies as they were: a derived number that still stands keeps its mark.
    Raises WrongData with every problem.
    """
    found = studies_from(text, kind)
    if len(found) > MOST:
        raise WrongData(
            [
                Problem(
                    "table",
                    "rows",
                    say("%(number)s studies; %(most)s are taken.", number=len(found), most=MOST),
                )
            ]
        )
    known = {study.label: study for study in before}
    named = tuple(study.reference for study in found)
    return tuple(_still_derived(replace(s, reference=None), known) for s in found), named


def _still_derived(study: Study, known: Mapping[str, Study]) -> Study:
    old = known.get(study.label)
    if old is None or not isinstance(old.data, Means) or not isinstance(study.data, Means):
        return study
    same = not study.data.derived and replace(old.data, derived=()) == study.data
    return replace(study, data=old.data) if same else study


def works_named(
    names: Sequence[str | None], references: Sequence[Json], labels: Sequence[str]
) -> tuple[tuple[str | None, ...], list[Json]]:
    """The key of each study's work and the works that the topic does not list yet.

    A work is named by its key, its DOI or its PubMed id. Raises WrongData for those that the
    library does not hold.
    """
    listed = {str(item["id"]): item for item in references}
    keys: list[str | None] = []
    new: dict[str, Json] = {}
    problems = []
    for name, label in zip(names, labels, strict=True):
        item = None if not name else listed.get(name) or _in_library(name)
        if name and item is None:
            why = f"the library holds no work {name!r}; give its key, DOI or PubMed id."
            problems.append(Problem(label, "reference", why))
        elif item is not None and str(item["id"]) not in listed:
            new[str(item["id"])] = item
        keys.append(str(item["id"]) if item else None)
    if problems:
        raise WrongData(problems)
    return tuple(keys), list(new.values())


def _in_library(name: str) -> Json | None:
    try:
        return work(name)
    except ReferencesError:
        pass
    for normal, field in ((doi, "doi"), (pmid, "pmid")):
        try:
            rows = rows_like([Identity(**{field: normal(name)})])
        except BadIdentifier:
            continue
        if rows:
            return item_of(rows[0])
    return None
