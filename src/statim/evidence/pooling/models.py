"""One pooled estimate from effects: common or random, with its interval and its prediction.

`pool` is what every analysis calls, whole or in parts (subgroups, one study out, cumulative).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from statim.evidence.distributions import normal_quantile, t_quantile, two_sided
from statim.evidence.effects.arrays import Effects, Floats
from statim.evidence.errors import NotEstimable, TooFewStudies
from statim.evidence.method import (
    COMMON,
    HKSJ_GUARDED,
    MANTEL_HAENSZEL,
    NORMAL,
    PETO,
    Method,
)
from statim.evidence.pooling import tables
from statim.evidence.pooling.linear import fit, intercept
from statim.evidence.pooling.spread import from_q, heterogeneity
from statim.evidence.pooling.tau2 import estimate as estimate_tau2
from statim.evidence.results import Heterogeneity, Pooled, Prediction

ROUNDING = 2.3e-16  # a Q below this is the noise of the arithmetic: the estimates are the same


@dataclass(frozen=True, slots=True)
class Result:
    """A pooled estimate, what differs between studies, and each usable study's weight (per
    cent); `factor` is what HKSJ multiplied the variance by."""

    pooled: Pooled
    heterogeneity: Heterogeneity
    prediction: Prediction | None
    weights: Floats
    factor: float = 1.0


def pool(effects: Effects, measure: str, method: Method, *, limits: bool = True) -> Result:
    """All usable studies together; refused where there is none. `limits` False leaves out those of
    τ² and I², which take longest."""
    if effects.k < 1:
        raise TooFewStudies("Pooling", 1, effects.k)
    if method.weights in (MANTEL_HAENSZEL, PETO):
        return _of_tables(effects, measure, method)
    return inverse_variance(effects.y, effects.v, method, limits=limits)


def inverse_variance(y: Floats, v: Floats, method: Method, *, limits: bool = True) -> Result:
    """Σwy/Σw with w = 1/(v + τ²), τ² = 0 for a common effect (DerSimonian & Laird 1986);
    a single study is itself."""
    x, k = intercept(y), len(y)
    random = method.model != COMMON and k > 1
    tau2 = estimate_tau2(y, v, x, method.tau2) if random else 0.0
    found = fit(y, v, x, tau2)
    factor, df = rescaling(found.q, k - 1, method) if random else (1.0, None)
    pooled = interval(float(found.beta[0]), float(found.cov[0, 0]) * factor, df, k, method.level)
    return Result(
        pooled=pooled,
        heterogeneity=heterogeneity(
            y, v, x, tau2 if random else None, method.level if limits else None
        ),
        prediction=predicted(pooled, tau2, method.level) if random else None,
        weights=100 * found.w / found.w.sum(),
        factor=factor,
    )


def rescaling(q: float, df: int, method: Method) -> tuple[float, int | None]:
    """What the variance is multiplied by, and the degrees of freedom of t.

    HKSJ: Q(τ²)/(k - p) (Hartung & Knapp 2001, Stat Med 20:3875; Sidik & Jonkman 2002,
    Stat Med 21:3153; with covariates Knapp & Hartung 2003, Stat Med 22:2693). The ad
    hoc guard makes it at least 1 (Knapp & Hartung 2003; Röver et al. 2015, BMC Med Res
    Methodol 15:99).
    """
    if method.interval == NORMAL:
        return 1.0, None
    factor = q / df if q > ROUNDING else 0.0
    if method.interval == HKSJ_GUARDED:
        factor = max(1.0, factor)
    if factor <= 0:
        raise NotEstimable(
            "The HKSJ interval does not exist: the studies' estimates are all the same. "
            "Use the guarded or the normal interval."
        )
    return factor, df


def interval(
    estimate: float, variance: float, df: int | None, studies: int, level: float
) -> Pooled:
    """An estimate with the interval and test that its standard error gives."""
    if not (math.isfinite(variance) and variance > 0):
        raise NotEstimable("The pooled estimate has no standard error with these numbers.")
    se = math.sqrt(variance)
    reach = t_quantile(0.5 + level / 2, df) * se
    return Pooled(
        estimate=estimate, se=se, lower=estimate - reach, upper=estimate + reach,
        statistic=estimate / se, p=two_sided(estimate / se, df), df=df, studies=studies,
    )  # fmt: skip


def predicted(pooled: Pooled, tau2: float, level: float) -> Prediction | None:
    """μ ± t(k - 2) √(τ² + SE²): Higgins, Thompson & Spiegelhalter 2009, J R Stat Soc A 172:137.
    None below three studies, which leave no degree of freedom."""
    df = pooled.studies - 2
    if df < 1:
        return None
    reach = t_quantile(0.5 + level / 2, df) * math.sqrt(tau2 + pooled.se**2)
    return Prediction(lower=pooled.estimate - reach, upper=pooled.estimate + reach, df=df)


def _of_tables(effects: Effects, measure: str, method: Method) -> Result:
    everybody = tuple(study for study, _ in effects.all)
    peto = method.weights == PETO
    found = tables.peto(everybody) if peto else tables.mantel_haenszel(measure, everybody)
    pooled = interval(found.estimate, found.variance, None, effects.k, method.level)
    q = found.q
    if q is None:
        q = float(np.sum((effects.y - found.estimate) ** 2 / effects.v))
    usable = np.array([effect.y is not None for _, effect in effects.all])
    weights = found.weights[usable]
    return Result(
        pooled=pooled,
        heterogeneity=from_q(q, effects.k - 1),
        prediction=None,
        weights=100 * weights / weights.sum(),
    )


def study_limits(y: Floats, v: Floats, level: float) -> tuple[Floats, Floats]:
    """Each study's own interval, from the normal distribution."""
    reach = normal_quantile(0.5 + level / 2) * np.sqrt(v)
    return y - reach, y + reach
