"""From a comparison to its effects: the formula for each study, by measure and kind of data."""

from __future__ import annotations

import numpy as np

from statim.evidence.comparison import (
    Comparison,
    Correlation,
    Counts,
    Means,
    Proportion,
    Reported,
    Study,
)
from statim.evidence.effects import counts, means, single
from statim.evidence.effects.arrays import Effect, Effects
from statim.evidence.measures import MEASURES, Measure
from statim.evidence.method import PETO, Method


def effects(comparison: Comparison, method: Method) -> Effects:
    """Every study's effect; the comparison must have been checked (`checks.checked`)."""
    measure = MEASURES[comparison.measure]
    pairs = tuple((study, _effect(study, measure, method)) for study in comparison.studies)
    used = [(study, e.y, e.v) for study, e in pairs if e.y is not None and e.v is not None]
    return Effects(
        all=pairs,
        studies=tuple(study for study, _, _ in used),
        y=np.array([y for _, y, _ in used], dtype=np.float64),
        v=np.array([v for _, _, v in used], dtype=np.float64),
    )


def _effect(study: Study, measure: Measure, method: Method) -> Effect:
    match study.data:
        case Counts() as data:
            return (
                counts.peto(data)
                if method.weights == PETO
                else counts.effect(data, measure.code, method)
            )
        case Means() as data:
            return means.hedges_g(data) if measure.code == "SMD" else means.mean_difference(data)
        case Proportion() as data:
            if measure.code == "PFT":
                return single.double_arcsine(data)
            return single.logit(data, method)
        case Correlation() as data:
            return single.fisher_z(data)
        case Reported() as data:
            return single.reported(data, measure)
