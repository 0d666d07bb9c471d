"""A topic with a comparison, for tests: the trials of BCG vaccine, one of them with a reference."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from statim.editions.compared import Compared
from statim.editions.document import Citation, Document, Section, Statement
from statim.evidence.certainty import Assessment, Judgement
from statim.evidence.comparison import Comparison, Outcome
from statim.evidence.method import Method
from statim.topics.computing import with_numbers
from statim.topics.freeze import freeze
from statim.topics.manuscript import Manuscript
from tests.documents import article, says
from tests.evidence.drawn import bcg

NAMES = (
    "Aronson", "Ferguson & Simes", "Rosenthal et al", "Hart & Sutherland",
    "Frimodt-Moller et al", "Stein & Aronson", "Vandiviere et al", "TPT Madras",
    "Coetzee & Berjak", "Rosenthal et al (1961)", "Comstock et al", "Comstock & Webster",
    "Comstock et al (1976)",
)  # fmt: skip
RATED = Assessment(
    design="randomised trials",
    down=(
        Judgement(domain="risk of bias", levels=0, reason="Allocation was random in seven."),
        Judgement(domain="inconsistency", levels=1, reason="The trials differ widely."),
    ),
)


def trials(studies: int = 13) -> Comparison:
    """The first trials by their names."""
    drawn = bcg()
    named = [replace(s, label=n) for s, n in zip(drawn.studies, NAMES, strict=True)]
    return replace(
        drawn,
        population="people who may meet tuberculosis",
        intervention="BCG vaccine",
        comparator="no vaccine",
        outcome=Outcome(name="tuberculosis", lower_is_better=True),
        studies=tuple(replace(s, subgroup=None, covariates={}) for s in named[:studies]),
    )


def compared(studies: int = 13, **fields: Any) -> Statement:
    """The statement that holds them, not computed; the first trial cites `aronson1948`."""
    found = Compared(
        data=trials(studies),
        method=fields.pop("method", Method()),
        cited=(0, *(None for _ in range(studies - 1))),
        baselines=fields.pop("baselines", (0.02,)),
        assessment=fields.pop("assessment", RATED),
    )
    plain = says("bcg-tb", "BCG vaccine and tuberculosis", kind="comparison", **fields)
    return replace(plain, comparison=found, cites=(Citation(reference="aronson1948"),))


def manuscript(*statements: Statement, **fields: Any) -> Manuscript:
    """A topic of these statements, with its numbers computed."""
    return Manuscript(
        title=fields.pop("title", "BCG vaccine"),
        slug="bcg-vaccine",
        id="t-bcg",
        specialty=("Infection",),
        sections=with_numbers((Section(heading="", statements=statements or said()),)),
        references=(article("aronson1948", "Protective vaccination"),),
        **fields,
    )


def said() -> tuple[Statement, ...]:
    """A statement that embeds the comparison's numbers, and the comparison."""
    words = 'It halves the risk: <data value="bcg-tb effect">…</data>.'
    return says("bcg-says", "It halves the risk: ….", html=words), compared()


def document(*statements: Statement) -> Document:
    """The same as it would be published."""
    return freeze(manuscript(*statements))
