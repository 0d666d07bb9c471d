"""Pooling 2×2 tables as they are: Mantel-Haenszel and Peto, for a common effect.

Nothing is added to the tables. Cells are arrays a, b, c, d as in `effects.counts`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from statim.evidence.comparison import Counts, Study
from statim.evidence.effects.arrays import Floats
from statim.evidence.effects.counts import observed_and_variance, table
from statim.evidence.errors import NotEstimable


@dataclass(frozen=True, slots=True)
class Tables:
    """A pooled estimate on the pooling scale, its variance, and each table's weight."""

    estimate: float
    variance: float
    weights: Floats
    q: float | None = None  # Peto's own; Mantel-Haenszel takes it from the studies' effects


def cells(studies: tuple[Study, ...]) -> tuple[Floats, Floats, Floats, Floats]:
    """The tables of the studies, which must all be counts."""
    rows = [table(study.data) for study in studies if isinstance(study.data, Counts)]
    a, b, c, d = np.array(rows, dtype=np.float64).T
    return a, b, c, d


def mantel_haenszel(measure: str, studies: tuple[Study, ...]) -> Tables:
    """OR, RR or RD, weighted by Mantel & Haenszel 1959, J Natl Cancer Inst 22:719."""
    tables = cells(studies)
    try:
        with np.errstate(divide="raise", invalid="raise"):
            return FORMULAE[measure](*tables)
    except FloatingPointError as error:
        raise NotEstimable(
            "The Mantel-Haenszel estimate does not exist: one of the groups has no event at all "
            "(or nothing but events) in all studies together."
        ) from error


def odds_ratio(a: Floats, b: Floats, c: Floats, d: Floats) -> Tables:
    """OR = ΣR/ΣS with R = ad/n, S = bc/n; with P = (a + d)/n, Q = (b + c)/n its log's variance is
    ΣPR/2(ΣR)² + Σ(PS + QR)/2ΣRΣS + ΣQS/2(ΣS)² (Robins, Breslow & Greenland 1986, Biometrics
    42:311)."""
    n = a + b + c + d
    p, q, r, s = (a + d) / n, (b + c) / n, a * d / n, b * c / n
    sum_r, sum_s = r.sum(), s.sum()
    variance = (
        np.sum(p * r) / sum_r**2
        + np.sum(p * s + q * r) / (sum_r * sum_s)
        + np.sum(q * s) / sum_s**2
    ) / 2
    return Tables(float(np.log(sum_r / sum_s)), float(variance), s)


def risk_ratio(a: Floats, b: Floats, c: Floats, d: Floats) -> Tables:
    """RR = ΣR/ΣS with R = a n₂/n, S = c n₁/n; its log's variance is
    Σ(n₁n₂(a + c) - acn)/n² / ΣRΣS (Greenland & Robins 1985, Biometrics 41:55)."""
    n1, n2 = a + b, c + d
    n = n1 + n2
    r, s = a * n2 / n, c * n1 / n
    variance = np.sum((n1 * n2 * (a + c) - a * c * n) / n**2) / (r.sum() * s.sum())
    return Tables(float(np.log(r.sum() / s.sum())), float(variance), s)


def risk_difference(a: Floats, b: Floats, c: Floats, d: Floats) -> Tables:
    """RD = Σ(a n₂ - c n₁)/n / Σ n₁n₂/n, with the variance of Sato (Sato, Greenland & Robins
    1989, Biometrics 45:1323)."""
    n1, n2 = a + b, c + d
    n = n1 + n2
    weights = n1 * n2 / n
    estimate = np.sum((a * n2 - c * n1) / n) / weights.sum()
    p = c * (n1 / n) ** 2 - a * (n2 / n) ** 2 + (n1 / n) * (n2 / n) * (n2 - n1) / 2
    q = (a * (n2 - c) + c * (n1 - a)) / n / 2
    variance = (estimate * p.sum() + q.sum()) / weights.sum() ** 2
    return Tables(float(estimate), float(variance), weights)


FORMULAE = {"OR": odds_ratio, "RR": risk_ratio, "RD": risk_difference}


def peto(studies: tuple[Study, ...]) -> Tables:
    """Σ(O - E)/ΣV with variance 1/ΣV, and Q = Σ(O - E)²/V - (Σ(O - E))²/ΣV (Yusuf et al. 1985,
    Prog Cardiovasc Dis 27:335, statistical appendix)."""
    pairs = [observed_and_variance(*row) for row in zip(*cells(studies), strict=True)]
    o, v = np.array(pairs, dtype=np.float64).T
    if not v.sum() > 0:
        raise NotEstimable("Peto's estimate does not exist: one of the outcomes never occurred.")
    some = v > 0
    q = float(np.sum(o[some] ** 2 / v[some]) - o.sum() ** 2 / v.sum())
    return Tables(float(o.sum() / v.sum()), 1 / float(v.sum()), v, max(0.0, q))
