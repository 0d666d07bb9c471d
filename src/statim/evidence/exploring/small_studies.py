"""Do small studies say something else? Egger's regression, and trim and fill.

Neither proves that studies were not published: asymmetry has other causes, and fewer than ten
studies cannot tell chance from it (Sterne et al. 2011, BMJ 343:d4002).
"""

from __future__ import annotations

import math

import numpy as np

from statim.evidence.analysis import check_method
from statim.evidence.checks import checked
from statim.evidence.comparison import Comparison
from statim.evidence.distributions import t_quantile, two_sided
from statim.evidence.effects.arrays import Effects, Floats
from statim.evidence.effects.of_studies import effects as effects_of
from statim.evidence.errors import NotEstimable, TooFewStudies, WrongMethod
from statim.evidence.method import INVERSE_VARIANCE, RANDOM, Method
from statim.evidence.pooling.linear import Fit, fit
from statim.evidence.pooling.models import ROUNDING, inverse_variance
from statim.evidence.pooling.tau2 import estimate as estimate_tau2
from statim.evidence.results import Asymmetry, Filled

UNDER_TEN = (
    "Only {k} studies: below ten, asymmetry of a funnel cannot be told from chance (Cochrane "
    "Handbook, section 13.3.5.4)."
)
BINARY = (
    "For {measure}s the effect and its standard error go together by construction; the test then "
    "finds asymmetry too often (Cochrane Handbook, section 13.3.5.4)."
)
WEIGHTED, MIXED = "weighted regression", "mixed effects"
L0, R0, LEFT, RIGHT = "L0", "R0", "left", "right"
NAMES = {"OR": "odds ratio", "RR": "risk ratio", "SMD": "standardised mean difference"}


def egger(comparison: Comparison, method: Method | None = None, model: str = WEIGHTED) -> Asymmetry:
    """The regression of the effect on its standard error: Egger et al. 1997, BMJ 315:629, as a
    weighted regression with multiplicative dispersion (t, k - 2), or with τ² by the method's
    estimator (z) (Sterne & Egger 2005, in Rothstein et al., chapter 6)."""
    method, effects = _usable(comparison, method, "Egger's test", 3)
    x = np.column_stack([np.ones(effects.k), np.sqrt(effects.v)])
    if np.ptp(x[:, 1]) <= 1e-12 * x[:, 1].max():
        raise NotEstimable("All studies have the same standard error: there is no funnel to test.")
    df: int | None
    if model == WEIGHTED:
        found, df = fit(effects.y, effects.v, x), effects.k - 2
        factor = found.q / df
    else:
        tau2 = estimate_tau2(effects.y, effects.v, x, method.tau2)
        found, df, factor = fit(effects.y, effects.v, x, tau2), None, 1.0
    if found.q <= ROUNDING:
        raise NotEstimable("The studies lie on one line exactly: the test does not exist.")
    return _asymmetry(found, factor, df, model, method.level, comparison.measure)


def _asymmetry(
    found: Fit, factor: float, df: int | None, model: str, level: float, measure: str
) -> Asymmetry:
    errors = np.sqrt(np.diag(found.cov) * factor)
    limit, slope = (float(value) for value in found.beta)
    reach = t_quantile(0.5 + level / 2, df) * float(errors[0])
    statistic = slope / float(errors[1])
    return Asymmetry(
        model=model, statistic=statistic, df=df, p=two_sided(statistic, df),
        limit=limit, limit_lower=limit - reach, limit_upper=limit + reach,
        studies=len(found.w), cautions=_cautions(len(found.w), measure),
    )  # fmt: skip


def _cautions(k: int, measure: str) -> tuple[str, ...]:
    found = [UNDER_TEN.format(k=k)] if k < 10 else []
    if measure in NAMES:
        found.append(BINARY.format(measure=NAMES[measure]))
    return tuple(found)


def trim_and_fill(
    comparison: Comparison,
    method: Method | None = None,
    estimator: str = L0,
    side: str | None = None,
) -> Filled:
    """How many studies are missing on one side, and the estimate with their mirror images: Duval &
    Tweedie 2000, Biometrics 56:455, and J Am Stat Assoc 95:89, estimators L0 and R0.

    `side` is where studies are missing; without it, the side opposite to the slope of the effect on
    its standard error.
    """
    method, effects = _usable(comparison, method, "Trim and fill", 3)
    if estimator not in (L0, R0):
        raise WrongMethod(f"{estimator!r} is not one of {L0}, {R0}.")
    side = side or thin_side(effects, method)
    if side not in (LEFT, RIGHT):
        raise WrongMethod(f"{side!r} is not one of {LEFT}, {RIGHT}.")
    turn = -1.0 if side == RIGHT else 1.0
    order = np.argsort(turn * effects.y, kind="stable")
    y, v = turn * effects.y[order], effects.v[order]
    missing, error, centre = trimmed(y, v, method, estimator)
    mirrored = turn * (2 * centre - y[effects.k - missing :])
    added = v[effects.k - missing :]
    filled = np.concatenate([effects.y, mirrored]), np.concatenate([effects.v, added])
    return Filled(
        estimator=estimator, side=side, missing=missing, missing_se=error,
        estimates=tuple(float(value) for value in mirrored),
        ses=tuple(float(value) for value in np.sqrt(added)),
        pooled=inverse_variance(*filled, method, limits=False).pooled,
        cautions=_cautions(effects.k, ""),
    )  # fmt: skip


def trimmed(
    y: Floats, v: Floats, method: Method, estimator: str
) -> tuple[int, float | None, float]:
    """The number of studies to trim from the right of sorted effects, its standard error, and the
    centre of those that stay; repeated until the number settles."""
    k, missing = len(y), 0
    for _ in range(100):
        stay = k - missing
        centre = inverse_variance(y[:stay], v[:stay], method, limits=False).pooled.estimate
        away = y - centre
        ranks = np.empty(k)
        ranks[np.argsort(np.abs(away), kind="stable")] = np.arange(1, k + 1)
        found, error = ESTIMATORS[estimator](np.sign(away) * ranks, k)
        found = max(0, found)
        if found == missing:
            return missing, error, centre
        missing = found
    raise NotEstimable("Trim and fill does not settle on a number of missing studies.")


def _l0(signed: Floats, k: int) -> tuple[int, float | None]:
    rank_sum = float(signed[signed > 0].sum())
    n = (4 * rank_sum - k * (k + 1)) / (2 * k - 1)
    variance = (
        k * (k + 1) * (2 * k + 1)
        + 10 * n**3 + 27 * n**2 + 17 * n
        - 18 * k * n**2 - 18 * k * n + 6 * k**2 * n
    ) / 24  # fmt: skip
    return round(n), 4 * math.sqrt(variance) / (2 * k - 1) if variance >= 0 else None


def _r0(signed: Floats, k: int) -> tuple[int, float | None]:
    below = signed[signed < 0]
    n = k - (float(-below.min()) if len(below) else 0.0) - 1
    return round(n), math.sqrt(2 * max(0.0, n) + 2)


ESTIMATORS = {L0: _l0, R0: _r0}


def thin_side(effects: Effects, method: Method) -> str:
    """Where studies would be missing: right where larger errors go with smaller effects."""
    x = np.column_stack([np.ones(effects.k), np.sqrt(effects.v)])
    if np.ptp(x[:, 1]) <= 1e-12 * x[:, 1].max():
        return LEFT
    random = method.model == RANDOM
    tau2 = estimate_tau2(effects.y, effects.v, x, method.tau2) if random else 0.0
    return RIGHT if fit(effects.y, effects.v, x, tau2).beta[1] < 0 else LEFT


def _usable(
    comparison: Comparison, method: Method | None, what: str, needed: int
) -> tuple[Method, Effects]:
    method = method or Method()
    check_method(comparison, method)
    if method.weights != INVERSE_VARIANCE:
        raise WrongMethod(f"{what} weighs by inverse variance only.")
    effects = effects_of(checked(comparison), method)
    if effects.k < needed:
        raise TooFewStudies(what, needed, effects.k)
    return method, effects
