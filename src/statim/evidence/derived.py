"""A standard deviation that was not reported, by the rules of the Cochrane Handbook and no other.

Chapter 6 of version 6.4 (Higgins, Li & Deeks). Each answer names its rule, and goes into
`Means.derived`, so that every page can say which number was computed and how.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from statim.evidence.distributions import t_quantile
from statim.evidence.errors import Refused


class NotDerivable(Refused):
    """The reported numbers cannot give a standard deviation."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A standard deviation and the rule that gave it."""

    sd: float
    rule: str


def from_standard_error(se: float, n: int) -> Derived:
    """SD = SE √n, of one group (section 6.5.2.2)."""
    _positive("standard error", se)
    _people(n)
    return Derived(se * math.sqrt(n), f"SD from the standard error {se:g} (Handbook 6.5.2.2)")


def from_interval(lower: float, upper: float, n: int, level: float = 0.95) -> Derived:
    """SD = √n (upper - lower) / (2 t), of one group's mean, t on n - 1 (section 6.5.2.2).

    t is right for any size, and meets the 3.92 of the Handbook's rule for large groups.
    """
    _people(n)
    _level(level)
    if not lower < upper:
        raise NotDerivable(
            f"The interval's lower limit {lower:g} is not below its upper {upper:g}."
        )
    width = 2 * t_quantile(0.5 + level / 2, n - 1)
    rule = f"SD from the {level:.0%} interval {lower:g} to {upper:g} (Handbook 6.5.2.2)"
    return Derived(math.sqrt(n) * (upper - lower) / width, rule)


def from_difference_se(se: float, n: int, control_n: int) -> Derived:
    """The average SD of both groups from the standard error of their difference:
    SD = SE / √(1/n₁ + 1/n₂) (section 6.5.2.3)."""
    _positive("standard error of the difference", se)
    _people(n)
    _people(control_n)
    rule = f"SD of both groups from the difference's standard error {se:g} (Handbook 6.5.2.3)"
    return Derived(se / math.sqrt(1 / n + 1 / control_n), rule)


def from_difference_interval(
    lower: float, upper: float, n: int, control_n: int, level: float = 0.95
) -> Derived:
    """As `from_difference_se`, with SE = (upper - lower) / (2 t) on n₁ + n₂ - 2 (6.5.2.3)."""
    _people(n)
    _people(control_n)
    _level(level)
    if not lower < upper:
        raise NotDerivable(
            f"The interval's lower limit {lower:g} is not below its upper {upper:g}."
        )
    se = (upper - lower) / (2 * t_quantile(0.5 + level / 2, n + control_n - 2))
    rule = f"SD of both groups from the difference's {level:.0%} interval {lower:g} to {upper:g}"
    return Derived(from_difference_se(se, n, control_n).sd, f"{rule} (Handbook 6.5.2.3)")


def from_p(difference: float, p: float, n: int, control_n: int) -> Derived:
    """As `from_difference_se`, with SE = |difference| / t and t of the exact two-sided p on
    n₁ + n₂ - 2 (6.5.2.3). "p < 0.05" is not an exact p, and is not to be entered as one."""
    _people(n)
    _people(control_n)
    if not 0 < p < 1:
        raise NotDerivable(f"{p:g} is not a p-value between 0 and 1.")
    if difference == 0:
        raise NotDerivable("A difference of 0 says nothing on its standard error.")
    t = -t_quantile(p / 2, n + control_n - 2)
    if t <= 0:
        raise NotDerivable(f"p = {p:g} gives no t from which to compute.")
    sd = from_difference_se(abs(difference) / t, n, control_n).sd
    rule = f"SD of both groups from the difference {difference:g} and p = {p:g}"
    return Derived(sd, f"{rule} (Handbook 6.5.2.3)")


def _positive(name: str, value: float) -> None:
    if not (math.isfinite(value) and value > 0):
        raise NotDerivable(f"The {name} {value:g} is not above zero.")


def _people(n: int) -> None:
    if n != int(n) or n < 2:
        raise NotDerivable(f"A group of {n} has no standard deviation; at least 2 are needed.")


def _level(level: float) -> None:
    if not 0.5 < level < 1:
        raise NotDerivable(f"{level:g} is not the level of an interval, such as 0.95.")
