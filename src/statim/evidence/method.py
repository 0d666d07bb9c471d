"""How a comparison is pooled: every choice that changes a number, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

COMMON, RANDOM = "common", "random"
INVERSE_VARIANCE, MANTEL_HAENSZEL, PETO = "inverse variance", "Mantel-Haenszel", "Peto"
DL, PM, REML = "DL", "PM", "REML"
NORMAL, HKSJ, HKSJ_GUARDED = "normal", "HKSJ", "HKSJ with guard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """The choices. As they stand: random effects, REML, intervals from the normal distribution.

    `tau2`: DL (DerSimonian & Laird), PM (Paule & Mandel) or REML. `interval`: normal, HKSJ
    (Hartung, Knapp, Sidik, Jonkman: t with k - 1), or HKSJ with guard, which never lets the
    standard error be smaller than that of the normal interval (Knapp & Hartung 2003).

    Zero cells: a table with a zero in any cell gets `add` in all four (`add` 0: none). A table
    without events, or without anything but events, says nothing on a ratio and is left out, unless
    `keep_double_zeros` (Cochrane Handbook 6.4, section 10.4.4). Mantel-Haenszel and Peto pool the
    tables as they are; what is added there is for the row of the single study and for Q alone.
    """

    model: str = RANDOM
    weights: str = INVERSE_VARIANCE
    tau2: str = REML
    interval: str = NORMAL
    level: float = 0.95
    add: float = 0.5
    keep_double_zeros: bool = False
