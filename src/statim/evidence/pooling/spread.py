"""Heterogeneity: Q, I² and H², with their limits."""

from __future__ import annotations

from statim.evidence.distributions import chi2_tail
from statim.evidence.effects.arrays import Floats
from statim.evidence.pooling.linear import fit
from statim.evidence.pooling.tau2 import q_profile
from statim.evidence.results import Heterogeneity


def heterogeneity(
    y: Floats, v: Floats, x: Floats, tau2: float | None, level: float | None
) -> Heterogeneity:
    """Q = y'Py on k - p (Cochran 1954, Biometrics 10:101); I² = τ²/(τ² + s²) with the typical
    variance s² = (k - p)/tr(P) (Higgins & Thompson 2002, Stat Med 21:1539, equation 9 for s²),
    its limits from those of τ² (none where `level` is None). `tau2` None: a common effect, I² =
    (Q - df)/Q."""
    df = len(y) - x.shape[1]
    if df < 1:
        return alone(tau2)
    common = fit(y, v, x)
    if tau2 is None:
        return from_q(common.q, df)
    typical = df / common.trace_p
    low, high = q_profile(y, v, x, level) if level else (None, None)
    return Heterogeneity(
        q=common.q,
        df=df,
        p=chi2_tail(common.q, df),
        tau2=tau2,
        tau2_lower=low,
        tau2_upper=high,
        i2=_share(tau2, typical),
        i2_lower=None if low is None else _share(low, typical),
        i2_upper=None if high is None else _share(high, typical),
        i2_from_q=i2_from_q(common.q, df),
        h2=tau2 / typical + 1,
    )


def from_q(q: float, df: int) -> Heterogeneity:
    """What Q alone says, where there is no τ²."""
    share = i2_from_q(q, df)
    return Heterogeneity(
        q=q, df=df, p=chi2_tail(q, df) if df else 1.0, tau2=0.0, tau2_lower=None, tau2_upper=None,
        i2=share, i2_lower=None, i2_upper=None, i2_from_q=share, h2=q / df if df else 1.0,
    )  # fmt: skip


def alone(tau2: float | None = None) -> Heterogeneity:
    """One study, or as many as coefficients: nothing can differ."""
    return from_q(0.0, 0)


def i2_from_q(q: float, df: int) -> float:
    """I² = (Q - df)/Q in per cent, not below 0 (Higgins et al. 2003, BMJ 327:557)."""
    return max(0.0, 100 * (q - df) / q) if q > 0 else 0.0


def _share(tau2: float, typical: float) -> float:
    """τ² as a share of all variance, in per cent."""
    return 100 * tau2 / (tau2 + typical)
