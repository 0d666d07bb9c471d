"""A comparison pooled: the one call that desk and publication make.

Checks the data, refuses methods that do not go with them, says its cautions in plain words.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from statim.evidence.checks import checked
from statim.evidence.comparison import (
    Comparison,
    Correlation,
    Counts,
    Data,
    Means,
    Proportion,
    Reported,
)
from statim.evidence.effects.arrays import Effects
from statim.evidence.effects.of_studies import effects as effects_of
from statim.evidence.errors import WrongMethod
from statim.evidence.measures import DOUBLE_ARCSINE, MEASURES, to_scale
from statim.evidence.method import (
    COMMON,
    DL,
    HKSJ,
    HKSJ_GUARDED,
    INVERSE_VARIANCE,
    MANTEL_HAENSZEL,
    NORMAL,
    PETO,
    PM,
    RANDOM,
    REML,
    Method,
)
from statim.evidence.pooling.models import Result, pool, study_limits
from statim.evidence.results import Analysis, StudyEffect

CHOICES = {
    "model": (COMMON, RANDOM),
    "weights": (INVERSE_VARIANCE, MANTEL_HAENSZEL, PETO),
    "tau2": (DL, PM, REML),
    "interval": (NORMAL, HKSJ, HKSJ_GUARDED),
}
FREEMAN_TUKEY = (
    "The Freeman-Tukey double arcsine is turned back with the harmonic mean of the sample sizes; "
    "where these differ much, the pooled proportion can mislead (Schwarzer et al. 2019). "
    "Compare with the logit."
)
FEW = "Only {k} studies: the variance between studies is barely known, and a normal interval is \
too narrow. HKSJ with guard is safer."
ONE = "One study only: nothing was pooled."
NARROW = "The HKSJ interval is narrower here than the normal one; the guarded interval is not."


def analyse(comparison: Comparison, method: Method | None = None) -> Analysis:
    """Effects of all studies, pooled.

    Raises WrongData, WrongMethod, TooFewStudies, NotEstimable.
    """
    method = method or Method()
    check_method(comparison, method)
    effects = effects_of(checked(comparison), method)
    result = pool(effects, comparison.measure, method)
    studies, pooled = rows(effects, result, method.level), result.pooled
    if limits := as_reported(comparison, method):
        studies = (replace(studies[0], lower=limits[0], upper=limits[1]),)
        pooled = replace(pooled, lower=limits[0], upper=limits[1])
    return Analysis(
        measure=comparison.measure,
        method=method,
        studies=studies,
        pooled=pooled,
        heterogeneity=result.heterogeneity,
        prediction=result.prediction,
        harmonic_n=harmonic_n(effects) if comparison.measure == "PFT" else None,
        cautions=cautions(comparison, method, result, effects.k),
    )


def as_reported(comparison: Comparison, method: Method) -> tuple[float, float] | None:
    """The limits of an effect that stands alone and was reported with its interval, on the pooling
    scale: nothing was pooled, so it is said as it was printed, and not as the width of its rounded
    interval would have it."""
    if len(comparison.studies) != 1:
        return None
    data = comparison.studies[0].data
    if not isinstance(data, Reported) or data.level != method.level or method.interval != NORMAL:
        return None
    measure = MEASURES[comparison.measure]
    return to_scale(measure, data.lower), to_scale(measure, data.upper)


def check_method(comparison: Comparison, method: Method) -> None:
    """Raises WrongMethod where a choice is unknown or does not go with the data."""
    for name, known in CHOICES.items():
        chosen = getattr(method, name)
        if chosen not in known:
            raise WrongMethod(f"{name} {chosen!r} is not one of {', '.join(known)}.")
    if not 0.5 < method.level < 1:
        raise WrongMethod(f"The level {method.level} is not between 0.5 and 1.")
    if method.add < 0:
        raise WrongMethod(f"{method.add} cannot be added to a cell.")
    if method.weights == INVERSE_VARIANCE:
        return
    if method.model != COMMON:
        raise WrongMethod(f"{method.weights} weights are for the common-effect model.")
    allowed = ("OR",) if method.weights == PETO else ("OR", "RR", "RD")
    if comparison.measure not in allowed:
        raise WrongMethod(f"{method.weights} pools {' or '.join(allowed)}, not this measure.")
    for study in comparison.studies:
        if not isinstance(study.data, Counts):
            raise WrongMethod(f"{method.weights} needs the counts of {study.label}.")


def rows(effects: Effects, result: Result, level: float) -> tuple[StudyEffect, ...]:
    """Every study in the order of entry, with its effect, interval and weight, or why it has
    none."""
    limits = study_limits(effects.y, effects.v, level)
    lows, highs, weights = iter(limits[0]), iter(limits[1]), iter(result.weights)
    found = []
    for study, effect in effects.all:
        there = effect.y is not None and effect.v is not None
        found.append(
            StudyEffect(
                label=study.label,
                numbers=in_words(study.data),
                reference=study.reference,
                year=study.year,
                subgroup=study.subgroup,
                estimate=float(effect.y) if effect.y is not None else None,
                se=float(np.sqrt(effect.v)) if effect.v is not None else None,
                lower=float(next(lows)) if there else None,
                upper=float(next(highs)) if there else None,
                weight=float(next(weights)) if there else None,
                size=float(study.data.total) if isinstance(study.data, Proportion) else None,
                excluded=effect.excluded,
                note=effect.note,
            )
        )
    return tuple(found)


def in_words(data: Data) -> tuple[str, ...]:
    """A study's numbers for the columns of its row: one text a group."""
    match data:
        case Counts():
            return (
                f"{data.events}/{data.total}",
                f"{data.control_events}/{data.control_total}",
            )
        case Means():
            return (
                f"{data.mean:g} ({data.sd:g}), {data.n}",
                f"{data.control_mean:g} ({data.control_sd:g}), {data.control_n}",
            )
        case Proportion():
            return (f"{data.events}/{data.total}",)
        case Correlation():
            return (f"{data.n}",)
        case Reported():
            sizes = (data.n, data.control_n)
            return tuple(str(n) for n in sizes if n is not None) if None not in sizes else ()


def harmonic_n(effects: Effects) -> float:
    """The harmonic mean of the sample sizes (Miller 1978)."""
    sizes = [s.data.total for s in effects.studies if isinstance(s.data, Proportion)]
    return len(sizes) / sum(1 / n for n in sizes)


def cautions(comparison: Comparison, method: Method, result: Result, k: int) -> tuple[str, ...]:
    """What a reader should know before trusting the number."""
    found = []
    if k == 1:
        found.append(ONE)
    elif method.model == RANDOM and method.interval == NORMAL and k < 5:
        found.append(FEW.format(k=k))
    if MEASURES[comparison.measure].scale == DOUBLE_ARCSINE:
        found.append(FREEMAN_TUKEY)
    if method.interval == HKSJ and result.factor < 1:
        found.append(NARROW)
    return tuple(found)
