"""Risk ratio, odds ratio, risk difference and Peto's odds ratio of one 2×2 table.

a and b are treated with and without the event, c and d control. The rules for zeros are those of
`method.Method`, and those of metafor's `escalc(add=1/2, to="only0", drop00=TRUE)`.
"""

from __future__ import annotations

import math

from statim.evidence.comparison import Counts
from statim.evidence.effects.arrays import Effect
from statim.evidence.method import Method

NO_EVENTS = "no event in either group: says nothing on a ratio"
ALL_EVENTS = "everybody had the event in both groups: says nothing on a ratio"
ADDED = "{add:g} was added to each cell, because one of them is 0"
STUCK = "a cell is 0 and nothing is added"


def table(data: Counts) -> tuple[float, float, float, float]:
    """The four cells a, b, c, d."""
    return (
        float(data.events),
        float(data.total - data.events),
        float(data.control_events),
        float(data.control_total - data.control_events),
    )


def effect(data: Counts, measure: str, method: Method) -> Effect:
    """log RR, log OR or RD with its variance (Borenstein et al. 2009, Introduction to
    Meta-Analysis, chapter 5); the formulae stand at each function below."""
    cells = table(data)
    a, b, c, d = cells
    if measure != "RD" and not method.keep_double_zeros:
        if a == 0 and c == 0:
            return Effect(None, None, NO_EVENTS)
        if b == 0 and d == 0:
            return Effect(None, None, ALL_EVENTS)
    note = ""
    if 0 in cells and method.add:
        a, b, c, d = (cell + method.add for cell in cells)
        note = ADDED.format(add=method.add)
    try:
        y, v = FORMULAE[measure](a, b, c, d)
    except (ZeroDivisionError, ValueError):
        return Effect(None, None, STUCK)
    return Effect(y, v, note=note) if v > 0 else Effect(None, None, STUCK)


def log_risk_ratio(a: float, b: float, c: float, d: float) -> tuple[float, float]:
    """log(a n₂ / c n₁) and its variance 1/a - 1/n₁ + 1/c - 1/n₂."""
    n1, n2 = a + b, c + d
    return math.log((a / n1) / (c / n2)), 1 / a - 1 / n1 + 1 / c - 1 / n2


def log_odds_ratio(a: float, b: float, c: float, d: float) -> tuple[float, float]:
    """log(ad/bc) and its variance 1/a + 1/b + 1/c + 1/d (Woolf 1955, Ann Hum Genet 19:251)."""
    return math.log((a * d) / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d


def risk_difference(a: float, b: float, c: float, d: float) -> tuple[float, float]:
    """a/n₁ - c/n₂ and its variance ab/n₁³ + cd/n₂³."""
    n1, n2 = a + b, c + d
    return a / n1 - c / n2, a * b / n1**3 + c * d / n2**3


FORMULAE = {"RR": log_risk_ratio, "OR": log_odds_ratio, "RD": risk_difference}


def peto(data: Counts) -> Effect:
    """Peto's log odds ratio (O - E)/V with variance 1/V, nothing added (Yusuf et al. 1985,
    Prog Cardiovasc Dis 27:335, statistical appendix)."""
    a, b, c, d = table(data)
    observed, variance = observed_and_variance(a, b, c, d)
    if variance == 0:
        return Effect(None, None, NO_EVENTS if a + c == 0 else ALL_EVENTS)
    return Effect(observed / variance, 1 / variance)


def observed_and_variance(a: float, b: float, c: float, d: float) -> tuple[float, float]:
    """O - E and the hypergeometric variance V of one table."""
    n1, n2, n = a + b, c + d, a + b + c + d
    events = a + c
    if n < 2:
        return 0.0, 0.0
    return a - events * n1 / n, events * (b + d) * (n1 / n) * (n2 / n) / (n - 1)
