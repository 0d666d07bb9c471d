"""One group or one number: proportions, correlations, and effects as they were reported."""

from __future__ import annotations

import math

from statim.evidence.comparison import Correlation, Proportion, Reported
from statim.evidence.distributions import normal_quantile
from statim.evidence.effects.arrays import Effect
from statim.evidence.effects.counts import ADDED, STUCK
from statim.evidence.measures import Measure, freeman_tukey, to_scale
from statim.evidence.method import Method

UNEVEN = "its interval does not lie evenly about its estimate; the interval's width was used"


def logit(data: Proportion, method: Method) -> Effect:
    """log(x/(n - x)) with variance 1/x + 1/(n - x); `add` to both where one is 0."""
    x, rest, note = float(data.events), float(data.total - data.events), ""
    if (x == 0 or rest == 0) and method.add:
        x, rest, note = x + method.add, rest + method.add, ADDED.format(add=method.add)
    if x == 0 or rest == 0:
        return Effect(None, None, STUCK)
    return Effect(math.log(x / rest), 1 / x + 1 / rest, note=note)


def double_arcsine(data: Proportion) -> Effect:
    """Freeman & Tukey's double arcsine, halved, with variance 1/(4n + 2) (Miller 1978)."""
    return Effect(freeman_tukey(data.events, data.total), 1 / (4 * data.total + 2))


def fisher_z(data: Correlation) -> Effect:
    """atanh(r) with variance 1/(n - 3) (Fisher 1921, Metron 1:3)."""
    return Effect(math.atanh(data.r), 1 / (data.n - 3))


def reported(data: Reported, measure: Measure) -> Effect:
    """A printed estimate; its standard error from the width of its interval on the pooling scale
    (Cochrane Handbook 6.4, sections 6.3.1 and, for ratios by their logarithms, 6.3.2)."""
    low, middle, high = (to_scale(measure, x) for x in (data.lower, data.estimate, data.upper))
    width = high - low
    se = width / (2 * normal_quantile(0.5 + data.level / 2))
    uneven = abs((low + high) / 2 - middle) > 0.1 * width
    return Effect(middle, se**2, note=UNEVEN if uneven else "")
