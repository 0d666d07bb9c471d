"""Mean difference, and standardised mean difference (Hedges' g with the exact correction)."""

from __future__ import annotations

import math

from statim.evidence.comparison import Means
from statim.evidence.distributions import log_gamma
from statim.evidence.effects.arrays import Effect


def mean_difference(data: Means) -> Effect:
    """Treated less control, with variance SD₁²/n₁ + SD₂²/n₂ (Borenstein et al. 2009, chapter 4)."""
    variance = data.sd**2 / data.n + data.control_sd**2 / data.control_n
    return Effect(data.mean - data.control_mean, variance, note="; ".join(data.derived))


def hedges_g(data: Means) -> Effect:
    """Hedges' g: the difference over the pooled SD, times J; variance 1/n1 + 1/n2 + g²/2(n1 + n2)
    (Hedges 1981, J Educ Stat 6:107, equation 6e for J; Hedges & Olkin 1985, p. 86)."""
    m = data.n + data.control_n - 2
    within = (data.n - 1) * data.sd**2 + (data.control_n - 1) * data.control_sd**2
    g = correction(m) * (data.mean - data.control_mean) / math.sqrt(within / m)
    variance = 1 / data.n + 1 / data.control_n + g**2 / (2 * (data.n + data.control_n))
    return Effect(g, variance, note="; ".join(data.derived))


def correction(m: float) -> float:
    """J(m) = Γ(m/2) / (√(m/2) Γ((m - 1)/2)), exact; about 1 - 3/(4m - 1) (Hedges 1981, 6e)."""
    return math.exp(log_gamma(m / 2) - math.log(math.sqrt(m / 2)) - log_gamma((m - 1) / 2))
