"""What a comparison lets one conclude: which side it favours, and whether its interval excludes no
effect. Which statements lean on it. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from statim.editions.compared import Compared, certainty_of
from statim.editions.document import Document, Statement, statements_of
from statim.editions.embedded import embedded_in
from statim.editions.pieces import markup_of
from statim.evidence.results import Analysis

_LINK = re.compile(r'<a href="#s-([a-z0-9-]+)"')


@dataclass(frozen=True, slots=True)
class Conclusion:
    """`higher` says whether the estimate lies above no effect (None: at it, or there is none);
    `excludes` whether the interval leaves no effect out; `favours` who is better off, or ""."""

    higher: bool | None
    excludes: bool | None
    favours: str
    certainty: str

    @property
    def words(self) -> str:
        """In a few words."""
        if self.excludes is None:
            return "it has no value of no effect"
        side = f"favours {self.favours}" if self.favours else _side(self.higher)
        interval = "excludes" if self.excludes else "includes"
        return f"{side}; the interval {interval} no effect"


def _side(higher: bool | None) -> str:
    return {True: "higher", False: "lower", None: "no difference"}[higher]


def conclusion_of(compared: Compared) -> Conclusion | None:
    """What the comparison's numbers say; None where nothing was computed."""
    analysis = compared.analysis
    if analysis is None:
        return None
    higher = _higher(analysis)
    return Conclusion(
        higher=higher,
        excludes=_excludes(analysis),
        favours=_favoured(compared, higher),
        certainty=certainty_of(compared).level,
    )


def _higher(analysis: Analysis) -> bool | None:
    null = analysis.kind.null
    value = analysis.read(analysis.pooled.estimate)
    return None if null is None or value == null else value > null


def _excludes(analysis: Analysis) -> bool | None:
    null = analysis.kind.null
    if null is None:
        return None
    low, high = (analysis.read(x) for x in (analysis.pooled.lower, analysis.pooled.upper))
    return null < low or null > high


def _favoured(compared: Compared, higher: bool | None) -> str:
    lower_is_better = compared.data.outcome.lower_is_better
    if lower_is_better is None or higher is None:
        return ""
    treated_is_better = higher is not lower_is_better
    return compared.data.intervention if treated_is_better else compared.data.comparator


def leaning_on(document: Document, comparison: str) -> Iterator[Statement]:
    """The statements that embed a number of the comparison or lead to it by a link."""
    for statement in statements_of(document):
        if statement.id != comparison and comparison in linked_to(statement):
            yield statement


def linked_to(statement: Statement) -> set[str]:
    """The ids of the statements of its page that a statement embeds numbers of or leads to."""
    found: set[str] = set()
    for piece in markup_of(statement):
        found |= {number.comparison for number in embedded_in(piece)}
        found |= set(_LINK.findall(piece))
    return found - {""}
