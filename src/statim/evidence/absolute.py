"""What a relative effect means in people, over stated baseline risks. Pure, without numerics."""

from __future__ import annotations

import math
from collections.abc import Callable

from statim.evidence.errors import WrongMethod
from statim.evidence.results import Absolute, Analysis

NO_DIFFERENCE = "no difference"
MEASURES = ("RR", "OR", "RD", "HR")


def absolute_effects(
    analysis: Analysis, baselines: tuple[float, ...], per: int = 1000
) -> tuple[Absolute, ...]:
    """One answer for each baseline risk (0 to 1, both excluded), its limits from those of the
    effect; the baseline itself is taken as known (Cochrane Handbook 6.4, section 15.4.4)."""
    if analysis.measure not in MEASURES:
        name = analysis.kind.name.lower()
        raise WrongMethod(f"A {name} says nothing on the number of people with an event.")
    return tuple(_over(analysis, baseline, per) for baseline in baselines)


def risk_with(measure: str, effect: float, baseline: float) -> float:
    """The risk with treatment, between 0 and 1: RR r; OR r / (1 - r + OR r); r + RD (Cochrane
    Handbook 6.4, section 15.4.4); 1 - (1 - r)^HR (Tierney et al. 2007, Trials 8:16)."""
    if not 0 < baseline < 1:
        raise WrongMethod(f"The baseline risk {baseline:g} is not between 0 and 1.")
    found = RISKS[measure](effect, baseline)
    return min(1.0, max(0.0, found))


RISKS: dict[str, Callable[[float, float], float]] = {
    "RR": lambda effect, risk: effect * risk,
    "OR": lambda effect, risk: effect * risk / (1 - risk + effect * risk),
    "RD": lambda effect, risk: risk + effect,
    "HR": lambda effect, risk: 1 - math.pow(1 - risk, effect),
}


def _over(analysis: Analysis, baseline: float, per: int) -> Absolute:
    pooled = analysis.pooled
    risk, low, high = (
        risk_with(analysis.measure, analysis.read(value), baseline)
        for value in (pooled.estimate, pooled.lower, pooled.upper)
    )
    fewer, fewest, most = baseline - risk, baseline - high, baseline - low
    return Absolute(
        baseline=baseline,
        per=per,
        without=baseline * per,
        with_treatment=risk * per,
        with_lower=low * per,
        with_upper=high * per,
        fewer=fewer * per,
        fewer_lower=fewest * per,
        fewer_upper=most * per,
        nnt=1 / fewer if fewer else None,
        nnt_words=_in_words(fewer, fewest, most),
    )


def _in_words(fewer: float, fewest: float, most: float) -> str:
    """The number needed to treat with its interval; an interval that holds no difference runs
    through infinity (Altman 1998, BMJ 317:1309). "Fewer" is of the event, good or bad."""
    if not fewer:
        return NO_DIFFERENCE
    kind = "fewer" if fewer > 0 else "more"
    said = f"{_up(fewer)} treated for one event {kind}"
    if fewest > 0 or most < 0:
        low, high = sorted((abs(fewest), abs(most)), reverse=True)
        return f"{said} (from {_up(low)} to {_up(high)})"
    parts = [
        f"{_up(limit)} for one {word}"
        for limit, word in ((most, "fewer"), (fewest, "more"))
        if limit
    ]
    return f"{said} (from {' through no difference to '.join(parts)})"


def _up(difference: float) -> int:
    """1/difference, to the next whole person away from zero."""
    return math.ceil(round(1 / abs(difference), 9))
