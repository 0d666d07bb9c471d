"""The measures of effect: their names, scales, values of no effect, and the data they need.

Pure and light: pages and pictures may use it, so nothing here needs numerics.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

LOG, PLAIN, LOGIT, DOUBLE_ARCSINE, FISHER_Z = "log", "plain", "logit", "double arcsine", "Fisher z"
COUNTS, MEANS, PROPORTION, CORRELATION, REPORTED = (
    "counts",
    "means",
    "proportion",
    "correlation",
    "reported",
)


@dataclass(frozen=True, slots=True)
class Measure:
    """`scale` is where studies are pooled; `null` is no effect, on the scale on which people read
    (None where there is no such thing, as for a single proportion)."""

    code: str
    name: str
    scale: str
    null: float | None
    data: str

    @property
    def is_ratio(self) -> bool:
        """Whether it is read on a logarithmic axis."""
        return self.scale == LOG


MEASURES = {
    measure.code: measure
    for measure in (
        Measure("RR", "Risk ratio", LOG, 1.0, COUNTS),
        Measure("OR", "Odds ratio", LOG, 1.0, COUNTS),
        Measure("RD", "Risk difference", PLAIN, 0.0, COUNTS),
        Measure("MD", "Mean difference", PLAIN, 0.0, MEANS),
        Measure("SMD", "Standardised mean difference", PLAIN, 0.0, MEANS),
        Measure("HR", "Hazard ratio", LOG, 1.0, REPORTED),
        Measure("PLO", "Proportion (logit)", LOGIT, None, PROPORTION),
        Measure("PFT", "Proportion (Freeman-Tukey)", DOUBLE_ARCSINE, None, PROPORTION),
        Measure("ZCOR", "Correlation", FISHER_Z, 0.0, CORRELATION),
    )
}


def to_scale(measure: Measure, value: float) -> float:
    """A value as people read it, on the scale on which studies are pooled.

    For the double arcsine this is asin(sqrt(p)), its limit for a large sample.
    """
    if measure.scale == LOG:
        return math.log(value)
    if measure.scale == LOGIT:
        return math.log(value / (1 - value))
    if measure.scale == DOUBLE_ARCSINE:
        return math.asin(math.sqrt(value))
    if measure.scale == FISHER_Z:
        return math.atanh(value)
    return value


def from_scale(measure: Measure, value: float, harmonic_n: float | None = None) -> float:
    """A value of the pooling scale as people read it.

    `harmonic_n` is the harmonic mean of the sample sizes, for the double arcsine only.
    """
    if measure.scale == LOG:
        return math.exp(value) if value < 700 else math.inf
    if measure.scale == LOGIT:
        return 1 / (1 + math.exp(-value)) if value > -700 else 0.0
    if measure.scale == DOUBLE_ARCSINE:
        if harmonic_n is None:
            raise ValueError("the double arcsine is turned back with the harmonic mean of n")
        return freeman_tukey_back(value, harmonic_n)
    if measure.scale == FISHER_Z:
        return math.tanh(value)
    return value


def freeman_tukey(events: float, total: float) -> float:
    """The double arcsine of a proportion: Freeman & Tukey 1950, Ann Math Stat 21:607; halved, as
    in Miller 1978, so that its variance is 1/(4n + 2)."""
    first = math.asin(math.sqrt(events / (total + 1)))
    return (first + math.asin(math.sqrt((events + 1) / (total + 1)))) / 2


def freeman_tukey_back(value: float, n: float) -> float:
    """A proportion from a double arcsine: Miller 1978, Am Stat 32:138, at `n` the harmonic mean.

    Outside the values that 0 and n events give, the answer is 0 or 1: the formula has no meaning
    there. Schwarzer et al. 2019, Res Synth Methods 10:476, show that the result can mislead.
    """
    if value <= freeman_tukey(0, n):
        return 0.0
    if value >= freeman_tukey(n, n):
        return 1.0
    sine = math.sin(2 * value)
    inside = max(0.0, 1 - (sine + (sine - 1 / sine) / n) ** 2)
    return (1 - math.copysign(1, math.cos(2 * value)) * math.sqrt(inside)) / 2
