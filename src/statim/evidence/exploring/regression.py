"""Meta-regression: does the effect go with what the studies differ in?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from statim.evidence.analysis import check_method
from statim.evidence.checks import checked
from statim.evidence.comparison import Comparison
from statim.evidence.distributions import chi2_tail, f_tail
from statim.evidence.effects.arrays import Effects, Floats
from statim.evidence.effects.of_studies import effects as effects_of
from statim.evidence.errors import NotEstimable, Problem, TooFewStudies, WrongData, WrongMethod
from statim.evidence.method import COMMON, INVERSE_VARIANCE, Method
from statim.evidence.pooling.linear import Fit, fit, intercept
from statim.evidence.pooling.models import interval, rescaling
from statim.evidence.pooling.spread import heterogeneity
from statim.evidence.pooling.tau2 import estimate as estimate_tau2
from statim.evidence.results import Coefficient, Heterogeneity, Regression

THIN = (
    "{k} studies for {p} covariates: at least ten for each are wanted (Cochrane Handbook, "
    "section 10.11.5.1)."
)


def regress(
    comparison: Comparison, covariates: tuple[str, ...], method: Method | None = None
) -> Regression:
    """A mixed-effects regression on the named covariates (common effect: no τ²).

    Thompson & Higgins 2002, Stat Med 21:1559; tests as Knapp & Hartung 2003 where the method says
    HKSJ. R² = (τ²₀ - τ²)/τ²₀ with τ²₀ of the model without covariates (Raudenbush 2009, in Cooper
    et al., chapter 16). Every usable study must have every covariate; raises WrongData where
    one is missing.
    """
    method = method or Method()
    check_method(comparison, method)
    if method.weights != INVERSE_VARIANCE:
        raise WrongMethod("A regression weighs by inverse variance only.")
    if not covariates:
        raise WrongMethod("A regression needs at least one covariate.")
    effects = effects_of(checked(comparison), method)
    x = design(effects, covariates)
    if effects.k <= x.shape[1]:
        raise TooFewStudies("This regression", x.shape[1] + 1, effects.k)
    return _fitted(effects, x, covariates, method)


def design(effects: Effects, covariates: tuple[str, ...]) -> Floats:
    """The model matrix: a column of ones, then one for each covariate; of full rank."""
    missing = [
        Problem(study.label, f"covariate {name}", "this study has none.")
        for study in effects.studies
        for name in covariates
        if name not in study.covariates
    ]
    if missing:
        raise WrongData(missing)
    rows = [[1.0, *(study.covariates[n] for n in covariates)] for study in effects.studies]
    x = np.array(rows, dtype=np.float64)
    if np.linalg.matrix_rank(x / np.maximum(np.abs(x).max(axis=0), 1e-300)) < x.shape[1]:
        raise NotEstimable("The covariates say the same thing twice, or one never varies.")
    return x


def _fitted(effects: Effects, x: Floats, covariates: tuple[str, ...], method: Method) -> Regression:
    y, v, k, p = effects.y, effects.v, effects.k, x.shape[1]
    random = method.model != COMMON
    tau2 = estimate_tau2(y, v, x, method.tau2) if random else 0.0
    found = fit(y, v, x, tau2)
    factor, df = rescaling(found.q, k - p, method) if random else (1.0, None)
    test, test_df, test_p = omnibus(found, factor, df)
    spread = heterogeneity(y, v, x, tau2 if random else None, method.level)
    return Regression(
        coefficients=coefficients(found, ("intercept", *covariates), factor, df, method.level),
        test=test,
        test_df=test_df,
        test_p=test_p,
        heterogeneity=_with_r2(spread, estimate_tau2(y, v, intercept(y), method.tau2))
        if random
        else spread,
        studies=k,
        cautions=(THIN.format(k=k, p=p - 1),) if k < 10 * (p - 1) else (),
    )


def coefficients(
    found: Fit, names: tuple[str, ...], factor: float, df: int | None, level: float
) -> tuple[Coefficient, ...]:
    """Each line with its interval and test."""
    lines = []
    for i, name in enumerate(names):
        one = interval(
            float(found.beta[i]), float(found.cov[i, i]) * factor, df, len(found.w), level
        )
        lines.append(
            Coefficient(
                name=name, estimate=one.estimate, se=one.se, lower=one.lower, upper=one.upper,
                statistic=one.statistic, p=one.p,
            )
        )  # fmt: skip
    return tuple(lines)


def omnibus(
    found: Fit, factor: float, df: int | None
) -> tuple[float, tuple[int, int | None], float]:
    """Are all covariates without effect? Wald's χ², or F where the method is HKSJ."""
    beta, cov = found.beta[1:], found.cov[1:, 1:] * factor
    wald = float(beta @ np.linalg.solve(cov, beta))
    m = len(beta)
    if df is None:
        return wald, (m, None), chi2_tail(wald, m)
    return wald / m, (m, df), f_tail(wald / m, m, df)


def _with_r2(spread: Heterogeneity, tau2_without: float) -> Heterogeneity:
    if tau2_without <= 0:
        return spread
    return replace(spread, r2=100 * max(0.0, (tau2_without - spread.tau2) / tau2_without))
