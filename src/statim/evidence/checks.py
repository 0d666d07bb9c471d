"""Can these numbers be? Every problem of a comparison at once, by study and field. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from statim.evidence.comparison import (
    Comparison,
    Correlation,
    Counts,
    Means,
    Proportion,
    Reported,
    Study,
)
from statim.evidence.errors import Problem, WrongData
from statim.evidence.measures import LOG, MEASURES, Measure

Found = Iterator[tuple[str, str]]
KINDS: dict[type, str] = {
    Counts: "counts",
    Means: "means",
    Proportion: "proportion",
    Correlation: "correlation",
    Reported: "reported",
}


def checked(comparison: Comparison) -> Comparison:
    """The comparison itself, or WrongData with everything that is wrong."""
    found = problems(comparison)
    if found:
        raise WrongData(found)
    return comparison


def problems(comparison: Comparison) -> tuple[Problem, ...]:
    """What is wrong with a comparison, in the order of its studies; empty where nothing is."""
    measure = MEASURES.get(comparison.measure)
    if measure is None:
        known = ", ".join(MEASURES)
        return (Problem("comparison", "measure", f"{comparison.measure!r} is not one of {known}."),)
    if not comparison.studies:
        return (Problem("comparison", "studies", "there is none."),)
    return tuple(
        Problem(_place(number, study), field, why)
        for number, study in enumerate(comparison.studies, 1)
        for field, why in _of_study(study, measure)
    )


def _place(number: int, study: Study) -> str:
    return f"study {number} ({study.label})" if study.label else f"study {number}"


def _of_study(study: Study, measure: Measure) -> Found:
    if not study.label.strip():
        yield "label", "a study needs a name."
    for name, value in study.covariates.items():
        if not math.isfinite(value):
            yield f"covariate {name}", f"{value} is not a number."
    kind = KINDS[type(study.data)]
    known = (measure.data,) if measure.code == "PFT" else (measure.data, "reported")
    if kind not in known:
        yield "data", f"{kind} cannot give a {measure.name.lower()}; it needs {measure.data}."
        return
    yield from BY_KIND[kind](study.data, measure)


def _counts(data: Counts, measure: Measure) -> Found:
    yield from _events("events", data.events, "total", data.total)
    yield from _events("control events", data.control_events, "control total", data.control_total)


def _proportion(data: Proportion, measure: Measure) -> Found:
    yield from _events("events", data.events, "total", data.total)


def _events(name: str, events: int, total_name: str, total: int) -> Found:
    for field, value in ((name, events), (total_name, total)):
        if not math.isfinite(value) or value != int(value):
            yield field, f"{value} is not a whole number of people."
            return
    if total < 1:
        yield total_name, f"{total} people; at least 1 is needed."
    elif events < 0:
        yield name, f"{events} is below zero."
    elif events > total:
        yield name, f"{events} events in {total} people: there cannot be more events than people."


def _means(data: Means, measure: Measure) -> Found:
    for name, mean, sd, n in (
        ("", data.mean, data.sd, data.n),
        ("control ", data.control_mean, data.control_sd, data.control_n),
    ):
        if not math.isfinite(mean):
            yield f"{name}mean", f"{mean} is not a number."
        if not math.isfinite(sd) or sd < 0:
            yield f"{name}SD", f"{sd} is not a standard deviation: it cannot be below zero."
        elif sd == 0:
            yield f"{name}SD", "0 would give this study endless weight; was it a rounded number?"
        if n != int(n) or n < 2:
            yield f"{name}n", f"{n}; a standard deviation needs at least 2 people."


def _correlation(data: Correlation, measure: Measure) -> Found:
    if not -1 < data.r < 1:
        yield "r", f"{data.r} is not between -1 and 1 (both excluded: they have no Fisher z)."
    if data.n != int(data.n) or data.n < 4:
        yield "n", f"{data.n}; Fisher's z needs at least 4 people."


def _reported(data: Reported, measure: Measure) -> Found:
    values = (data.estimate, data.lower, data.upper)
    if not all(math.isfinite(value) for value in values):
        yield "estimate", "estimate and interval must be numbers."
        return
    if not 0.5 < data.level < 1:
        yield "level", f"{data.level} is not the level of an interval, such as 0.95."
    if not data.lower < data.upper:
        yield "interval", f"its lower limit {data.lower} is not below its upper {data.upper}."
    elif not data.lower <= data.estimate <= data.upper:
        yield "estimate", f"{data.estimate} lies outside its interval {data.lower} to {data.upper}."
    low, high = RANGES.get(measure.scale, (-math.inf, math.inf))
    if min(values) <= low or max(values) >= high:
        within = "above 0" if measure.scale == LOG else f"between {low} and {high}"
        yield "estimate", f"a {measure.name.lower()} and its interval lie {within}."


RANGES = {
    "log": (0.0, math.inf),
    "logit": (0.0, 1.0),
    "double arcsine": (0.0, 1.0),
    "Fisher z": (-1.0, 1.0),
}
BY_KIND: dict[str, Callable[..., Found]] = {
    "counts": _counts,
    "means": _means,
    "proportion": _proportion,
    "correlation": _correlation,
    "reported": _reported,
}
