"""What comes out: frozen values on the pooling scale, ready to be kept in an edition and drawn.

Pure and light: no numerics. Risks and proportions are between 0 and 1, I² in per cent.
"""

from __future__ import annotations

from dataclasses import dataclass

from statim.evidence.measures import MEASURES, Measure, from_scale
from statim.evidence.method import Method


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyEffect:
    """One row of a forest plot. `numbers` are the study's data in words, such as "12/123";
    `excluded` says why it has no estimate; `note` what was done to its data; `size` is the number
    of people where the scale needs it to be read (the double arcsine)."""

    label: str
    numbers: tuple[str, ...] = ()
    reference: str | None = None
    year: int | None = None
    subgroup: str | None = None
    estimate: float | None = None
    se: float | None = None
    lower: float | None = None
    upper: float | None = None
    weight: float | None = None
    size: float | None = None
    excluded: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """A pooled estimate; `df` is None where the normal distribution was used."""

    estimate: float
    se: float
    lower: float
    upper: float
    statistic: float
    p: float
    df: float | None
    studies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heterogeneity:
    """Cochran's Q with its p, τ² and I² (per cent) with their limits from the Q-profile.

    `i2` rests on τ² for random effects and on Q for a common effect; `i2_from_q` always on Q.
    `r2` (per cent) is the share of τ² that covariates explain, in a regression only.
    """

    q: float
    df: int
    p: float
    tau2: float
    tau2_lower: float | None
    tau2_upper: float | None
    i2: float
    i2_lower: float | None
    i2_upper: float | None
    i2_from_q: float
    h2: float
    r2: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """Where the true effect of a new, similar study would lie."""

    lower: float
    upper: float
    df: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Everything about one comparison, pooled one way."""

    measure: str
    method: Method
    studies: tuple[StudyEffect, ...]
    pooled: Pooled
    heterogeneity: Heterogeneity
    prediction: Prediction | None = None
    harmonic_n: float | None = None
    cautions: tuple[str, ...] = ()

    @property
    def kind(self) -> Measure:
        """The measure itself."""
        return MEASURES[self.measure]

    @property
    def used(self) -> tuple[StudyEffect, ...]:
        """The studies that have an estimate."""
        return tuple(study for study in self.studies if study.estimate is not None)

    def read(self, value: float) -> float:
        """A value of the pooling scale as people read it."""
        return from_scale(self.kind, value, self.harmonic_n)

    def read_of(self, study: StudyEffect, value: float) -> float:
        """The same for a single study, whose own size the double arcsine needs."""
        return from_scale(self.kind, value, study.size or self.harmonic_n)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subgroup:
    """One subgroup, pooled by itself with its own τ²."""

    name: str
    analysis: Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Subgroups:
    """The subgroups and whether they differ: Q between them on their number less one."""

    groups: tuple[Subgroup, ...]
    q: float
    df: int
    p: float
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """One line of a regression, on the pooling scale for one unit of the covariate."""

    name: str
    estimate: float
    se: float
    lower: float
    upper: float
    statistic: float
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """A meta-regression: the intercept first, the test of all covariates together."""

    coefficients: tuple[Coefficient, ...]
    test: float
    test_df: tuple[int, int | None]
    test_p: float
    heterogeneity: Heterogeneity
    studies: int
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a leave-one-out or a cumulative analysis: the study that went out or came in."""

    label: str
    year: int | None
    pooled: Pooled
    tau2: float
    i2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Asymmetry:
    """A regression test of the funnel: does the effect go with its standard error?

    `limit` is the estimate for a study without error, with its interval.
    """

    model: str
    statistic: float
    df: int | None
    p: float
    limit: float
    limit_lower: float
    limit_upper: float
    studies: int
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """Trim and fill: how many studies would be missing on which side, where they would lie, and
    the pooled estimate with them. `estimates` and `ses` belong together. `missing_se` is None where
    its formula gives no number."""

    estimator: str
    side: str
    missing: int
    missing_se: float | None
    estimates: tuple[float, ...]
    ses: tuple[float, ...]
    pooled: Pooled
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Absolute:
    """What a relative effect means among `per` people whose risk is `baseline` (0 to 1).

    `with_treatment` and its limits are people of `per`; `fewer` counts people spared the event
    (negative: people more who have it). `nnt` is the number needed to treat for one more to benefit
    or be harmed, by its sign as in `fewer`; None where there is no difference.
    """

    baseline: float
    per: int
    without: float
    with_treatment: float
    with_lower: float
    with_upper: float
    fewer: float
    fewer_lower: float
    fewer_upper: float
    nnt: float | None
    nnt_words: str
