"""The variance between studies: three estimators, and the interval of the Q-profile.

All for a model matrix X, so that the same code serves a mean and a regression; p is its rank.
"""

from __future__ import annotations

import math

import numpy as np

from statim.evidence.distributions import chi2_quantile, highest, root
from statim.evidence.effects.arrays import Floats
from statim.evidence.errors import NotEstimable
from statim.evidence.method import DL, PM, REML
from statim.evidence.pooling.linear import fit

STEPS = 200


def estimate(y: Floats, v: Floats, x: Floats, estimator: str) -> float:
    """τ² ≥ 0 by the named estimator; 0 where there is nothing left to estimate it from."""
    if len(y) <= x.shape[1]:
        return 0.0
    if estimator == DL:
        return dersimonian_laird(y, v, x)
    if estimator == PM:
        return paule_mandel(y, v, x)
    if estimator == REML:
        return restricted_likelihood(y, v, x)
    raise ValueError(f"{estimator!r} is not one of {DL}, {PM}, {REML}")


def dersimonian_laird(y: Floats, v: Floats, x: Floats) -> float:
    """(Q - (k - p)) / tr(P): DerSimonian & Laird 1986, Control Clin Trials 7:177;
    with covariates Raudenbush 2009, in Cooper et al., chapter 16."""
    common = fit(y, v, x)
    over: float = common.q - (len(y) - x.shape[1])
    return max(0.0, over / common.trace_p)


def paule_mandel(y: Floats, v: Floats, x: Floats) -> float:
    """The τ² at which the generalised Q equals k - p: Paule & Mandel 1982, J Res Natl Bur Stand
    87:377; DerSimonian & Kacker 2007, Contemp Clin Trials 28:105."""
    return _profile(y, v, x, float(len(y) - x.shape[1]))


def q_profile(y: Floats, v: Floats, x: Floats, level: float) -> tuple[float, float]:
    """Limits of τ² where the generalised Q meets the χ² quantiles: Viechtbauer 2007, Stat Med
    26:37. Both are 0 where even τ² = 0 leaves Q below the lower quantile."""
    df, tail = len(y) - x.shape[1], (1 - level) / 2
    lower, upper = (chi2_quantile(p, df) for p in (1 - tail, tail))
    return _profile(y, v, x, lower), _profile(y, v, x, upper)


def _profile(y: Floats, v: Floats, x: Floats, target: float) -> float:
    start = max(float(np.var(y)), float(np.median(v)))
    found = root(lambda tau2: fit(y, v, x, tau2).q - target, 0.0, start)
    return 0.0 if found is None else found


def restricted_likelihood(y: Floats, v: Floats, x: Floats) -> float:
    """REML by Fisher scoring from the Hedges estimate, with steps (y'PPy - tr P)/tr PP:
    Raudenbush 2009, in Cooper et al., chapter 16; Viechtbauer 2005, J Educ Behav Stat 30:261.

    A step below zero is halved. Where the end is no better than τ² = 0, it is 0; where scoring
    does not settle, the likelihood is searched directly.
    """
    scale = float(np.median(v))
    tau2 = hedges(y, v, x)
    for _ in range(STEPS):
        now = fit(y, v, x, tau2)
        step = (now.ypp_y - now.trace_p) / now.trace_pp
        while tau2 + step < 0:
            step /= 2
        tau2 += step
        if abs(step) <= 1e-10 * (tau2 + 1e-4 * scale):
            break
    else:
        tau2 = highest(lambda t: likelihood(y, v, x, t), 0.0, 10 * (scale + float(np.var(y))))
    if not math.isfinite(tau2):
        raise NotEstimable("The variance between studies (REML) could not be found.")
    at_zero = likelihood(y, v, x, 0.0) >= likelihood(y, v, x, tau2)
    return 0.0 if at_zero or tau2 < 1e-9 * scale else tau2


def hedges(y: Floats, v: Floats, x: Floats) -> float:
    """The Hedges estimate, unweighted: Hedges & Olkin 1985, p. 194; where REML starts."""
    plain = fit(y, np.ones_like(v), x)
    leverage = np.einsum("ij,jk,ik->i", x, plain.cov, x)
    found: float = (plain.q - float(np.sum(v * (1 - leverage)))) / (len(y) - x.shape[1])
    return max(0.0, found)


def likelihood(y: Floats, v: Floats, x: Floats, tau2: float) -> float:
    """The restricted log-likelihood of τ², but for a constant (Viechtbauer 2005)."""
    now = fit(y, v, x, tau2)
    information = float(np.linalg.slogdet(now.cov)[1])
    return -0.5 * (float(np.sum(np.log(v + tau2))) - information + now.q)
