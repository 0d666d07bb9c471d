"""Small comparisons that tests draw on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from statim.evidence.comparison import (
    Comparison,
    Correlation,
    Counts,
    Data,
    Means,
    Outcome,
    Proportion,
    Reported,
    Study,
)

# treated with and without the event, control with and without it; year; latitude; allocation:
# the trials of BCG vaccine (Colditz et al. 1994, JAMA 271:698)
BCG = [
    (4, 119, 11, 128, 1948, 44, "random"), (6, 300, 29, 274, 1949, 55, "random"),
    (3, 228, 11, 209, 1960, 42, "random"), (62, 13536, 248, 12619, 1977, 52, "random"),
    (33, 5036, 47, 5761, 1973, 13, "alternate"), (180, 1361, 372, 1079, 1953, 44, "alternate"),
    (8, 2537, 10, 619, 1973, 19, "random"), (505, 87886, 499, 87892, 1980, 13, "random"),
    (29, 7470, 45, 7232, 1968, 27, "random"), (17, 1699, 65, 1600, 1961, 42, "systematic"),
    (186, 50448, 141, 27197, 1974, 18, "systematic"), (5, 2493, 3, 2338, 1969, 33, "systematic"),
    (27, 16886, 29, 17825, 1976, 33, "systematic"),
]  # fmt: skip


def compare(measure: str, data: Iterable[Data]) -> Comparison:
    """A comparison of studies A, B, C and so on."""
    return Comparison(
        population="adults", intervention="new", comparator="old",
        outcome=Outcome(name="event", lower_is_better=True), measure=measure,
        studies=tuple(Study(label=chr(65 + i), data=one) for i, one in enumerate(data)),
    )  # fmt: skip


def bcg(measure: str = "RR") -> Comparison:
    """The trials of BCG vaccine, with year, latitude and allocation."""
    whole = compare(measure, [counts(a, a + b, c, c + d) for a, b, c, d, *_ in BCG])
    studies = tuple(
        replace(study, year=year, covariates={"latitude": float(far)}, subgroup=how)
        for study, (*_, year, far, how) in zip(whole.studies, BCG, strict=True)
    )
    return replace(whole, studies=studies)


def counts(events: int, total: int, control_events: int, control_total: int) -> Counts:
    """A 2×2 table."""
    return Counts(
        events=events, total=total, control_events=control_events, control_total=control_total
    )


def means(m1: float, sd1: float, n1: int, m2: float, sd2: float, n2: int) -> Means:
    """Two groups' means."""
    return Means(mean=m1, sd=sd1, n=n1, control_mean=m2, control_sd=sd2, control_n=n2)


def share(events: int, total: int) -> Proportion:
    """A proportion."""
    return Proportion(events=events, total=total)


def said(estimate: float, lower: float, upper: float) -> Reported:
    """A printed effect."""
    return Reported(estimate=estimate, lower=lower, upper=upper)


def r(value: float, n: int) -> Correlation:
    """A correlation."""
    return Correlation(r=value, n=n)
