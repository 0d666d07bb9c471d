"""What a comparison is: who was given what instead of what, measured how, and each study's numbers.

Pure and frozen; nothing is computed here. `checks.checked` says whether the numbers can be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """A 2×2 table: who had the event, of how many, in the treated and in the control group."""

    events: int
    total: int
    control_events: int
    control_total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """Mean, standard deviation and size of both groups, in the outcome's unit.

    `derived` says which numbers were not reported but computed, each with its rule (`derived.py`).
    """

    mean: float
    sd: float
    n: int
    control_mean: float
    control_sd: float
    control_n: int
    derived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """How many of how many, in one group."""

    events: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlation:
    """A Pearson correlation in n people."""

    r: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """An effect as it was printed: on the scale that people read, with its interval.

    `level` is the interval's, 0.95 as a rule; `n` and `control_n` are for information only.
    """

    estimate: float
    lower: float
    upper: float
    level: float = 0.95
    n: int | None = None
    control_n: int | None = None


Data = Counts | Means | Proportion | Correlation | Reported


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """One study. `reference` is the key of its work in the library; `covariates` are numbers by
    name, for regression."""

    label: str
    data: Data
    reference: str | None = None
    year: int | None = None
    subgroup: str | None = None
    covariates: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was measured. `lower_is_better` is None where neither direction is good or bad."""

    name: str
    lower_is_better: bool | None = None
    unit: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A question with its data. `measure` is a code of `measures.MEASURES`."""

    population: str
    intervention: str
    comparator: str
    outcome: Outcome
    measure: str
    studies: tuple[Study, ...]
