"""The horizontal axis: which values it holds, where they lie, which are named."""

from __future__ import annotations

import math
from dataclasses import dataclass

from statim.evidence.pictures.drawing import line, words

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
RATIOS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0,
          2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0)  # fmt: skip
NEAR = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from `low` to `high` as people read them, between two places of the picture."""

    low: float
    high: float
    left: float
    right: float
    log: bool

    def x(self, value: float) -> float:
        """The place of a value; it may lie outside."""
        low, high, at = self.low, self.high, value
        if self.log:
            if value <= 0:
                return -math.inf
            if math.isinf(value):
                return math.inf
            low, high, at = math.log(low), math.log(high), math.log(value)
        return self.left + (at - low) / (high - low) * (self.right - self.left)

    def ticks(self) -> tuple[float, ...]:
        """Four to seven round values within the axis."""
        if not self.log:
            return _linear(self.low, self.high)
        within = [t for t in RATIOS if self.low <= t <= self.high]
        if len(within) < 3:
            within = [t for t in NEAR if self.low <= t <= self.high]
        if len(within) > 7:
            within = [t for t in within if f"{t:g}".lstrip("0.").startswith("1")]
        return tuple(within)

    def drawn(self, y: float) -> str:
        """The axis at a height, with its ticks and their values below."""
        parts = [line(self.left, y, self.right, y, kind="quiet")]
        last = -math.inf
        for tick in self.ticks():
            x = self.x(tick)
            parts.append(line(x, y, x, y + 5, kind="quiet"))
            if x - last > 28:
                parts.append(words(x, y + 18, named(tick), size=12, anchor="middle", kind="quiet"))
                last = x
        return "".join(parts)


def named(value: float) -> str:
    """A value at a tick, with a true minus."""
    said = f"{value:.4g}"
    return said.replace("-", "\u2212")


def _linear(low: float, high: float) -> tuple[float, ...]:
    rough = (high - low) / 5
    power = 10 ** math.floor(math.log10(rough))
    step = next(s * power for s in STEPS if s * power >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return tuple(round(i * step, 12) for i in range(first, last + 1))


def axis_for(
    must: list[float], may: list[float], *, log: bool, left: float, right: float,
    within: tuple[float, float] = (-math.inf, math.inf),
) -> Axis:  # fmt: skip
    """An axis that holds all of `must`, and of `may` what does not lie far out (three times as far
    from the middle as what must be held, or as the middle half of `may`)."""
    turn = math.log if log else float
    held = [turn(value) for value in must if value > 0 or not log]
    wider = sorted(turn(v) for v in may if math.isfinite(v) and (v > 0 or not log))
    low, high = min(held), max(held)
    if wider:
        quarter = len(wider) // 4
        low = min(low, wider[quarter])
        high = max(high, wider[-1 - quarter])
    reach = max(high - low, 1e-6)
    low = min([low, *(v for v in wider if v > low - reach)])
    high = max([high, *(v for v in wider if v < high + reach)])
    room = (high - low) * 0.04 or 0.5
    low, high = low - room, high + room
    if log:
        return Axis(math.exp(low), math.exp(high), left, right, log=True)
    return Axis(max(low, within[0]), min(high, within[1]), left, right, log=False)
