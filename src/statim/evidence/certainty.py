"""A GRADE assessment as data, the certainty that follows, and rows of a Summary of Findings.

GRADE's judgements are people's; this module only counts them, and refuses what GRADE does not
know: a step without its reason, or rating up what was rated down. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from statim.evidence.errors import Problem, WrongData
from statim.evidence.results import Absolute, Analysis

LEVELS = ("very low", "low", "moderate", "high")
TRIALS, OBSERVATIONAL = "randomised trials", "observational studies"
DOWN = ("risk of bias", "inconsistency", "indirectness", "imprecision", "publication bias")
UP = ("large effect", "dose response", "plausible confounding")
MOST_UP = {"large effect": 2, "dose response": 1, "plausible confounding": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One domain: by how many levels, and why. 0 with a reason is a judgement too."""

    domain: str
    levels: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Where the evidence starts (`design`), and the judgement of each domain that was looked at."""

    design: str
    down: tuple[Judgement, ...] = ()
    up: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """The word shown at the statement, and how it came about, one sentence a domain that counted;
    `open` are the five domains that nobody has judged yet."""

    level: str
    reasons: tuple[str, ...]
    open: tuple[str, ...]


def certainty(assessment: Assessment) -> Certainty:
    """Trials start high and other studies low; each judgement takes or gives its levels (Guyatt et
    al. 2011, J Clin Epidemiol 64:383, table 2; 64:401; rating up 64:1311). Raises WrongData."""
    found = tuple(_problems(assessment))
    if found:
        raise WrongData(found)
    start = 3 if assessment.design == TRIALS else 1
    level = start - sum(j.levels for j in assessment.down) + sum(j.levels for j in assessment.up)
    said = [_sentence("down", judgement) for judgement in assessment.down if judgement.levels]
    said += [_sentence("up", judgement) for judgement in assessment.up if judgement.levels]
    judged = {judgement.domain for judgement in assessment.down}
    return Certainty(
        level=LEVELS[min(3, max(0, level))],
        reasons=tuple(said),
        open=tuple(domain for domain in DOWN if domain not in judged),
    )


def _sentence(way: str, judgement: Judgement) -> str:
    by = "one level" if judgement.levels == 1 else f"{judgement.levels} levels"
    return f"Rated {way} {by} for {judgement.domain}: {judgement.reason}"


def _problems(assessment: Assessment) -> Iterator[Problem]:
    if assessment.design not in (TRIALS, OBSERVATIONAL):
        yield Problem("assessment", "design", f"{assessment.design!r} is not one of the two kinds.")
    for way, judgements, known in (("down", assessment.down, DOWN), ("up", assessment.up, UP)):
        names = [judgement.domain for judgement in judgements]
        for judgement in judgements:
            most = 2 if way == "down" else MOST_UP.get(judgement.domain, 1)
            where = f"rating {way}"
            if judgement.domain not in known:
                yield Problem(where, judgement.domain, f"is not one of {', '.join(known)}.")
            elif names.count(judgement.domain) > 1:
                yield Problem(where, judgement.domain, "is judged twice.")
            elif not 0 <= judgement.levels <= most:
                yield Problem(where, judgement.domain, f"{judgement.levels} is not 0 to {most}.")
            elif judgement.levels and not judgement.reason.strip():
                yield Problem(where, judgement.domain, "a change of level needs its reason.")
    lowered = sum(judgement.levels for judgement in assessment.down)
    if lowered and any(judgement.levels for judgement in assessment.up):
        why = "only evidence that was not rated down is rated up (Guyatt et al. 2011)."
        yield Problem("assessment", "rating up", why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One row of a Summary of Findings: an outcome, its relative and absolute effect, how many
    studies and people, and how certain it is. Texts are ready for a page."""

    outcome: str
    relative: str
    absolute: tuple[Absolute, ...]
    studies: int
    people: int | None
    certainty: Certainty
    comment: str = ""


def finding(
    outcome: str,
    analysis: Analysis,
    absolute: tuple[Absolute, ...],
    assessment: Assessment,
    *,
    people: int | None = None,
    comment: str = "",
) -> Finding:
    """A row made from an analysis, so that its numbers cannot differ from the plot's."""
    pooled = analysis.pooled
    low, middle, high = (analysis.read(x) for x in (pooled.lower, pooled.estimate, pooled.upper))
    return Finding(
        outcome=outcome,
        relative=f"{analysis.kind.code} {middle:.2f} ({low:.2f} to {high:.2f})",
        absolute=absolute,
        studies=pooled.studies,
        people=people,
        certainty=certainty(assessment),
        comment=comment,
    )
