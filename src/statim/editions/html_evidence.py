"""A comparison to HTML: its result in a line, the plot and the same numbers as a table, folded on a
phone, what stands behind them; and the Summary of Findings of a page. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from statim.editions.compared import Compared, certainty_of, derived_in, people_in
from statim.editions.document import Document, Statement
from statim.editions.embedded import effect
from statim.editions.html_words import CitedBy, citation_mark, content, hooks
from statim.editions.pieces import comparisons_of
from statim.evidence.certainty import Finding
from statim.evidence.pictures.figures import of_pooled, spread, way
from statim.evidence.pictures.forest import forest
from statim.evidence.pictures.people import people
from statim.evidence.pictures.rows import Labels, of_analysis
from statim.evidence.pictures.tables import as_html, of_findings, of_forest, of_people
from statim.evidence.results import Analysis

FINDINGS = "Summary of findings"


def comparison(statement: Statement, compared: Compared, cited_by: CitedBy) -> str:
    """A comparison as readers see it: caption and result at once, everything else one tap away."""
    return (
        f'<figure class="comparison" {hooks(statement)}>'
        f'<figcaption><span class="caption">{content(statement, cited_by)}</span></figcaption>'
        f"{_question(compared)}{_result(statement, compared, cited_by)}</figure>"
    )


def _question(compared: Compared) -> str:
    data = compared.data
    rows = (
        ("Population", data.population),
        ("Intervention", data.intervention),
        ("Comparator", data.comparator),
        ("Outcome", outcome_of(compared)),
    )
    said = "".join(
        f"<div><dt>{name}</dt><dd>{escape(words)}</dd></div>" for name, words in rows if words
    )
    return f'<dl class="ev-question">{said}</dl>' if said else ""


def outcome_of(compared: Compared) -> str:
    """The outcome on one line, with its time, unit and which way is better."""
    outcome = compared.data.outcome
    better = {True: "lower is better", False: "higher is better", None: ""}
    parts = (outcome.time, outcome.unit, better[outcome.lower_is_better])
    about = "; ".join(part for part in parts if part)
    return f"{outcome.name} ({about})" if about else outcome.name


def labels_of(statement: Statement, compared: Compared) -> Labels:
    """The words round the plot; who is favoured only where the outcome has a better side."""
    data = compared.data
    treated, control = data.intervention, data.comparator
    left, right = (treated, control) if data.outcome.lower_is_better else (control, treated)
    sides = data.outcome.lower_is_better is not None and bool(treated and control)
    return Labels(
        title=statement.text.replace("\n", " "),
        treated=treated,
        control=control,
        favours_left=f"favours {left}" if sides else "",
        favours_right=f"favours {right}" if sides else "",
    )


def _result(statement: Statement, compared: Compared, cited_by: CitedBy) -> str:
    analysis = compared.analysis
    if analysis is None:
        return '<p class="ev-result">No study has been entered yet.</p>'
    number = analysis.pooled.studies
    counted = people_in(compared)
    count = f"{number} {'study' if number == 1 else 'studies'}"
    count += f", {counted:,} people" if counted is not None else ""
    return "".join(
        (
            f'<p class="ev-result"><strong>{escape(effect(analysis))}</strong>; {count}. '
            f'<span class="ev-way">{escape(way(analysis))}. '
            f"{escape(spread(analysis.heterogeneity))}</span></p>",
            *(f'<p class="ev-caution">{escape(words)}</p>' for words in analysis.cautions),
            _plot(statement, compared, analysis),
            _table(statement, compared, analysis),
            _absolute(statement, compared),
            _behind(statement, compared, cited_by),
        )
    )


def _plot(statement: Statement, compared: Compared, analysis: Analysis) -> str:
    rows, labels = of_analysis(analysis), labels_of(statement, compared)
    key = f"ev-{statement.id}"
    drawn = "".join(
        forest(analysis, rows, labels, key=f"{key}-{kind}", narrow=kind == "narrow")
        for kind in ("wide", "narrow")
    )
    return (
        '<details class="ev-fold ev-plot"><summary>Forest plot</summary>'
        f'<div class="ev-figure">{drawn}</div></details>'
    )


def _table(statement: Statement, compared: Compared, analysis: Analysis) -> str:
    numbers = of_forest(analysis, of_analysis(analysis), labels_of(statement, compared))
    return _folded("The same numbers as a table", as_html(numbers), statement.text)


def _folded(summary: str, table: str, name: str) -> str:
    label = escape(f"{name}: {summary.lower()}")
    return (
        f'<details class="ev-fold"><summary>{escape(summary)}</summary>'
        f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">{table}</div>'
        "</details>"
    )


def _absolute(statement: Statement, compared: Compared) -> str:
    if not compared.absolute:
        return ""
    event = compared.data.outcome.name
    first = compared.absolute[0]
    drawn = "".join(
        people(
            first,
            event=event,
            title=f"{event} among {first.per:,} people",
            key=f"ev-{statement.id}-people-{kind}",
            narrow=kind == "narrow",
        )
        for kind in ("wide", "narrow")
    )
    table = as_html(of_people(compared.absolute, event))
    return (
        '<details class="ev-fold"><summary>What it means in people</summary>'
        f'<div class="ev-figure">{drawn}</div>'
        f'<div class="scroll" role="region" tabindex="0" '
        f'aria-label="{escape(event)}: what it means in people">{table}</div></details>'
    )


def _behind(statement: Statement, compared: Compared, cited_by: CitedBy) -> str:
    """Where the numbers come from, which were derived, and why it is so certain."""
    parts = [*_sources(statement, compared, cited_by)]
    derived = [f"<li>{escape(s)}: {escape(rule)}</li>" for s, rule in derived_in(compared)]
    if derived:
        parts.append(
            "<p>Numbers that were not reported but computed from others:</p>"
            f"<ul data-derived>{''.join(derived)}</ul>"
        )
    parts += _rated(compared)
    return (
        '<details class="ev-fold"><summary>Where this comes from</summary>'
        f"{''.join(parts)}</details>"
        if parts
        else ""
    )


def _sources(statement: Statement, compared: Compared, cited_by: CitedBy) -> Iterator[str]:
    rows = [
        f"<li>{escape(study.label)}"
        + (
            f" {citation_mark([statement.cites[place]], cited_by.numbers)}"
            if place is not None
            else ": no reference"
        )
        + "</li>"
        for study, place in zip(compared.data.studies, compared.cited, strict=True)
    ]
    if any(place is not None for place in compared.cited):
        yield f'<ul class="ev-sources">{"".join(rows)}</ul>'


def _rated(compared: Compared) -> Iterator[str]:
    if compared.assessment is None:
        return
    found = certainty_of(compared)
    reasons = [*found.reasons]
    reasons += [f"Not judged yet: {', '.join(found.open)}."] if found.open else []
    said = "".join(f"<li>{escape(reason)}</li>" for reason in reasons)
    yield (
        f"<p>Certainty (GRADE): {found.level}; {escape(compared.assessment.design)}.</p>"
        f"{f'<ul data-grade-reasons>{said}</ul>' if said else ''}"
    )


def findings_of(document: Document) -> tuple[Finding, ...]:
    """The rows of the Summary of Findings; none where no comparison was rated."""
    found = comparisons_of(document).values()
    if not any(compared.assessment for compared in found):
        return ()
    return tuple(
        Finding(
            outcome=outcome_of(compared),
            relative=f"{analysis.kind.code} {of_pooled(analysis, analysis.pooled)}",
            absolute=compared.absolute,
            studies=analysis.pooled.studies,
            people=people_in(compared),
            certainty=certainty_of(compared),
        )
        for compared in found
        if (analysis := compared.analysis)
    )


def summary_of_findings(document: Document) -> str:
    """The section with the table of what was found, how large, and how certain it is."""
    rows = findings_of(document)
    if not rows:
        return ""
    table = as_html(of_findings(rows, f"{document.topic.title}: {FINDINGS.lower()}"))
    return (
        '<section class="findings" aria-labelledby="findings">'
        f'<h2 id="findings">{FINDINGS}</h2>'
        f'<div class="scroll" role="region" tabindex="0" aria-labelledby="findings">{table}</div>'
        "</section>"
    )
