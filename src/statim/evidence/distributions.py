"""Quantiles, tail probabilities and roots: the only module that speaks to SciPy.

Typed here once, because SciPy carries no types; `scipy.special` and not `scipy.stats`, which takes
a second to load.
"""

from __future__ import annotations

from collections.abc import Callable

from scipy import optimize, special


def normal_quantile(probability: float) -> float:
    """The standard normal's quantile."""
    return float(special.ndtri(probability))


def t_quantile(probability: float, df: float | None) -> float:
    """Student's t quantile; `df` None is the normal."""
    if df is None:
        return normal_quantile(probability)
    return float(special.stdtrit(df, probability))


def two_sided(statistic: float, df: float | None = None) -> float:
    """Two-sided p of a z (df None) or t statistic."""
    if df is None:
        return float(2 * special.ndtr(-abs(statistic)))
    return float(2 * special.stdtr(df, -abs(statistic)))


def chi2_tail(statistic: float, df: float) -> float:
    """P(χ² > statistic)."""
    return float(special.chdtrc(df, statistic))


def chi2_quantile(probability: float, df: float) -> float:
    """The value below which χ² lies with this probability."""
    return float(special.chdtri(df, 1 - probability))


def f_tail(statistic: float, df1: float, df2: float) -> float:
    """P(F > statistic)."""
    return float(special.fdtrc(df1, df2, statistic))


def log_gamma(value: float) -> float:
    """The logarithm of the gamma function."""
    return float(special.gammaln(value))


def root(
    function: Callable[[float], float], low: float, high: float, *, grow: int = 200
) -> float | None:
    """Where a falling function crosses zero above `low`; `high` is doubled until it lies beyond.

    None where it is not above zero at `low`, or never crosses.
    """
    if function(low) <= 0:
        return None
    for _ in range(grow):
        if function(high) <= 0:
            return float(optimize.brentq(function, low, high, xtol=1e-300, rtol=1e-14, maxiter=500))
        high *= 2
    return None


def highest(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a function is highest between two values (golden section and parabola)."""
    found = optimize.minimize_scalar(
        lambda x: -function(x), bounds=(low, high), method="bounded", options={"xatol": 1e-12}
    )
    return float(found.x)
