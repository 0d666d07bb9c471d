"""Do subgroups differ? Each is pooled by itself, then the pooled estimates are compared."""

from __future__ import annotations

import numpy as np

from statim.evidence.analysis import analyse
from statim.evidence.comparison import Comparison
from statim.evidence.distributions import chi2_tail
from statim.evidence.errors import Problem, WrongData
from statim.evidence.method import Method
from statim.evidence.pooling.linear import fit, intercept
from statim.evidence.results import Subgroup, Subgroups

UNDER_TEN = (
    "Fewer than ten studies in all: a comparison of subgroups seldom says anything "
    "(Cochrane Handbook, section 10.11.5.1)."
)
SINGLE = "The subgroup {name} is a single study."


def compare(comparison: Comparison, method: Method | None = None) -> Subgroups:
    """Q between = Σ w (b - b̄)² with w = 1/SE² of each subgroup's estimate (Borenstein & Higgins
    2013, Prev Sci 14:134; the rows of RevMan's "test for subgroup differences").

    Every study must name its subgroup, and there must be two; raises WrongData otherwise.
    """
    method = method or Method()
    names = _names(comparison)
    groups = tuple(
        Subgroup(name=name, analysis=analyse(_part(comparison, name), method)) for name in names
    )
    y = np.array([group.analysis.pooled.estimate for group in groups])
    v = np.array([group.analysis.pooled.se**2 for group in groups])
    q = fit(y, v, intercept(y)).q
    df = len(groups) - 1
    return Subgroups(
        groups=groups, q=q, df=df, p=chi2_tail(q, df), cautions=tuple(_cautions(groups))
    )


def _names(comparison: Comparison) -> list[str]:
    missing = [
        Problem(f"study {number} ({study.label})", "subgroup", "it names none.")
        for number, study in enumerate(comparison.studies, 1)
        if not study.subgroup
    ]
    if missing:
        raise WrongData(missing)
    names = list(dict.fromkeys(study.subgroup or "" for study in comparison.studies))
    if len(names) < 2:
        raise WrongData([Problem("comparison", "subgroups", "all studies are in the same one.")])
    return names


def _part(comparison: Comparison, name: str) -> Comparison:
    return Comparison(
        population=comparison.population,
        intervention=comparison.intervention,
        comparator=comparison.comparator,
        outcome=comparison.outcome,
        measure=comparison.measure,
        studies=tuple(study for study in comparison.studies if study.subgroup == name),
    )


def _cautions(groups: tuple[Subgroup, ...]) -> list[str]:
    found = [SINGLE.format(name=g.name) for g in groups if g.analysis.pooled.studies == 1]
    if sum(group.analysis.pooled.studies for group in groups) < 10:
        found.insert(0, UNDER_TEN)
    return found
