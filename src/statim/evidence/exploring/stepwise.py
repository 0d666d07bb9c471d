"""The same pooling again and again: with each study left out, and with the studies as they came."""

from __future__ import annotations

import numpy as np

from statim.evidence.analysis import check_method
from statim.evidence.checks import checked
from statim.evidence.comparison import Comparison
from statim.evidence.effects.arrays import Effects
from statim.evidence.effects.of_studies import effects as effects_of
from statim.evidence.errors import Problem, TooFewStudies, WrongData
from statim.evidence.method import Method
from statim.evidence.pooling.models import pool
from statim.evidence.results import Step


def leave_one_out(comparison: Comparison, method: Method | None = None) -> tuple[Step, ...]:
    """The pooled result without each usable study in turn, in the order of entry (Viechtbauer &
    Cheung 2010, Res Synth Methods 1:112)."""
    method, effects = _effects(comparison, method)
    if effects.k < 2:
        raise TooFewStudies("Leaving one out", 2, effects.k)
    return tuple(
        _step(effects, np.arange(effects.k) != out, out, comparison.measure, method)
        for out in range(effects.k)
    )


def cumulative(comparison: Comparison, method: Method | None = None) -> tuple[Step, ...]:
    """The pooled result after each study, oldest first, studies of one year in the order of entry
    (Lau et al. 1992, N Engl J Med 327:248). Raises WrongData where a year is missing."""
    method, effects = _effects(comparison, method)
    missing = [
        Problem(study.label, "year", "without it the study has no place in time.")
        for study in effects.studies
        if study.year is None
    ]
    if missing:
        raise WrongData(missing)
    if effects.k < 1:
        raise TooFewStudies("A cumulative analysis", 1, effects.k)
    order = np.argsort([study.year or 0 for study in effects.studies], kind="stable")
    place = np.empty(effects.k, dtype=int)
    place[order] = np.arange(effects.k)
    return tuple(
        _step(effects, place <= place[last], int(last), comparison.measure, method)
        for last in order
    )


def _effects(comparison: Comparison, method: Method | None) -> tuple[Method, Effects]:
    method = method or Method()
    check_method(comparison, method)
    return method, effects_of(checked(comparison), method)


def _step(
    effects: Effects, keep: np.typing.NDArray[np.bool_], named: int, measure: str, method: Method
) -> Step:
    result = pool(effects.only(keep), measure, method, limits=False)
    study = effects.studies[named]
    return Step(
        label=study.label,
        year=study.year,
        pooled=result.pooled,
        tau2=result.heterogeneity.tau2,
        i2=result.heterogeneity.i2,
    )
