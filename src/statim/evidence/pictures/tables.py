"""The numbers of a picture as a table, for who does not see it and for other formats."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from statim.evidence.certainty import Finding
from statim.evidence.pictures.figures import digits, p_value
from statim.evidence.pictures.rows import HEADING, STEP, Labels, Row, weight_words
from statim.evidence.results import Absolute, Analysis, Asymmetry, Filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """A table of texts; the first cell of each row names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def of_forest(analysis: Analysis, rows: tuple[Row, ...], labels: Labels) -> Numbers:
    """Every row of a forest with its numbers, weight and effect."""
    count = max(len(row.numbers) for row in rows)
    steps = any(row.kind == STEP for row in rows)
    names = ("Studies",) if steps else (labels.treated or "Group 1", labels.control or "Group 2")
    level = f"{analysis.method.level * 100:g}% CI"
    weighted = any(row.weight is not None for row in rows)
    head = ("Study", *names[:count], *(("Weight (%)",) if weighted else ()))
    return Numbers(
        caption=labels.title,
        head=(*head, f"{analysis.kind.name} ({level})"),
        rows=tuple(
            (
                row.label,
                *(row.numbers + ("",) * (count - len(row.numbers))),
                *((weight_words(row),) if weighted else ()),
                "" if row.kind == HEADING else row.effect,
            )
            for row in rows
        ),
    )


def of_funnel(
    analysis: Analysis, title: str, filled: Filled | None = None, test: Asymmetry | None = None
) -> Numbers:
    """Every point of a funnel; studies put in are named so."""
    rows = [
        (study.label, digits(analysis.read_of(study, study.estimate)), digits(study.se, 3))
        for study in analysis.used
        if study.estimate is not None and study.se is not None
    ]
    if filled:
        rows += [
            (f"Put in {i}", digits(analysis.read(estimate)), digits(se, 3))
            for i, (estimate, se) in enumerate(zip(filled.estimates, filled.ses, strict=True), 1)
        ]
    if test:
        rows.append(("Egger's test", digits(test.statistic), p_value(test.p)))
    return Numbers(
        caption=title, head=("Study", analysis.kind.name, "Standard error"), rows=tuple(rows)
    )


def of_people(absolute: tuple[Absolute, ...], event: str) -> Numbers:
    """One row for each baseline risk."""
    per = f"per {absolute[0].per:,}" if absolute else ""
    return Numbers(
        caption=f"{event}: people {per}",
        head=("Baseline risk", "Without", "With", "Fewer (95% CI)", "Number needed to treat"),
        rows=tuple(
            (
                f"{one.baseline:.1%}",
                digits(one.without, 0),
                digits(one.with_treatment, 0),
                f"{digits(one.fewer, 0)} ({digits(one.fewer_lower, 0)} to "
                f"{digits(one.fewer_upper, 0)})",
                one.nnt_words,
            )
            for one in absolute
        ),
    )


def of_findings(findings: tuple[Finding, ...], caption: str) -> Numbers:
    """A Summary of Findings, one row an outcome; of its absolute effects the first baseline."""
    return Numbers(
        caption=caption,
        head=("Outcome", "Relative effect", "Without", "With", "Studies", "People", "Certainty",
              "Why"),
        rows=tuple(
            (
                found.outcome,
                found.relative,
                _per(found.absolute, "without"),
                _per(found.absolute, "with_treatment"),
                str(found.studies),
                "" if found.people is None else f"{found.people:,}",
                found.certainty.level,
                " ".join((*found.certainty.reasons, found.comment)).strip(),
            )
            for found in findings
        ),
    )  # fmt: skip


def _per(absolute: tuple[Absolute, ...], name: str) -> str:
    if not absolute:
        return ""
    return f"{digits(getattr(absolute[0], name), 0)} per {absolute[0].per:,}"


def as_html(numbers: Numbers) -> str:
    """The table as HTML; everything in it is escaped."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in numbers.head)
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in numbers.rows
    )
    return (
        f'<table class="ev-numbers"><caption>{escape(numbers.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
