"""A comparison as an edition holds it: the data as entered, how they were pooled, what came out.

Frozen values and their JSON, every number that is not whole as a decimal string, so that the hash
covers what was said and no reader rounds it. Pure, and never computes: that is done where it is
written (`topics.computing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from statim.evidence import frozen
from statim.evidence.certainty import Assessment, Certainty, certainty
from statim.evidence.checks import problems
from statim.evidence.comparison import Comparison, Means
from statim.evidence.errors import NotRead, WrongData
from statim.evidence.method import Method
from statim.evidence.results import Absolute, Analysis

Json = dict[str, Any]
NOT_RATED = Certainty(level="not rated", reasons=(), open=())


class NotCompared(ValueError):
    """A value that is no comparison; the message says where and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A comparison's data and settings, and the numbers that follow from them.

    `cited` gives for each study its place in the statement's `cites` (None: no reference);
    `baselines` are risks between 0 and 1 for the absolute effects. `analysis` is None while
    there is no study, and `absolute` empty where nothing can be said of people.
    """

    data: Comparison
    method: Method
    cited: tuple[int | None, ...] = ()
    baselines: tuple[float, ...] = ()
    assessment: Assessment | None = None
    analysis: Analysis | None = None
    absolute: tuple[Absolute, ...] = ()


def to_dict(compared: Compared) -> Json:
    """JSON value of a comparison."""
    value: Json = frozen.decimals(frozen.plain(compared, "comparison"))
    return value


def from_dict(value: Mapping[str, Any]) -> Compared:
    """The comparison of a JSON value. Raises NotCompared with the place of what is wrong."""
    try:
        found = frozen.read(Compared, value)
    except NotRead as error:
        raise NotCompared(str(error)) from error
    if len(found.cited) != len(found.data.studies):
        raise NotCompared("comparison.cited has not one entry for each study")
    return found


def faults_of(compared: Compared) -> Iterator[str]:
    """What keeps a comparison from being published."""
    if not compared.data.studies:
        yield "a comparison needs its studies"
        return
    yield from (str(problem) for problem in problems(compared.data))
    if compared.analysis is None:
        yield "a comparison needs its computed numbers"
    elif [row.label for row in compared.analysis.studies] != [
        s.label for s in compared.data.studies
    ]:
        yield "what was computed is of other studies than the comparison's"
    elif (compared.analysis.measure, compared.analysis.method) != (
        compared.data.measure,
        compared.method,
    ):
        yield "what was computed was computed in another way than the comparison says"
    try:
        certainty_of(compared)
    except WrongData as error:
        yield str(error)


def certainty_of(compared: Compared) -> Certainty:
    """What the assessment says, NOT_RATED where there is none. Raises WrongData."""
    return certainty(compared.assessment) if compared.assessment else NOT_RATED


def people_in(compared: Compared) -> int | None:
    """How many people the studies counted; None where one of them does not say."""
    found = 0
    for study in compared.data.studies:
        sizes = [
            getattr(study.data, field.name)
            for field in fields(study.data)
            if field.name in ("total", "control_total", "n", "control_n")
        ]
        if not sizes or None in sizes:
            return None
        found += sum(sizes)
    return found


def derived_in(compared: Compared) -> Iterator[tuple[str, str]]:
    """Study and rule of every number that was not reported but computed."""
    for study in compared.data.studies:
        if isinstance(study.data, Means):
            yield from ((study.label, rule) for rule in study.data.derived)


def lines_of(compared: Compared) -> Iterator[str]:
    """What the comparison says in words: its question, its outcome, each study's numbers."""
    data = compared.data
    yield f"{data.population}: {data.intervention} or {data.comparator}"
    yield " ".join(filter(None, (data.outcome.name, data.outcome.time, data.outcome.unit)))
    for study in data.studies:
        given = frozen.decimals(frozen.plain(study.data))
        numbers = (
            f"{name.replace('_', ' ')} {value}"
            for name, value in given.items()
            if name not in ("is", "derived") and value is not None
        )
        yield f"{study.label} {study.year or ''} {', '.join(numbers)}".replace("  ", " ")
