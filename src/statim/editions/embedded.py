"""Numbers of a comparison in a statement's words: `<data value="k3f9a2 effect">…</data>`.

The value names the comparison's statement and what is said of it; the words between the tags are
filled in where the topic is saved and frozen, never typed. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from statim.editions.compared import Compared, certainty_of, people_in
from statim.editions.inline import plain_text
from statim.evidence.pictures.figures import (
    SPACE,
    digits,
    of_pooled,
    p_value,
    places_for,
    span,
)
from statim.evidence.results import Analysis

EMBEDDED = re.compile(r'<data value="([^"]*)">(.*?)</data>', re.DOTALL)
VALUE = re.compile(r"([a-z0-9][a-z0-9-]{0,39}) ([a-z][a-z0-9 ]{0,30})")


@dataclass(frozen=True, slots=True)
class Embedded:
    """One such number: whose it is, what it says, and the words that stand there."""

    comparison: str
    what: str
    words: str


def effect(analysis: Analysis) -> str:
    """ "RR 0.49 (95% CI 0.34 to 0.70)"."""
    pooled = of_pooled(analysis, analysis.pooled)
    level = f"{analysis.method.level * 100:g}%{SPACE}CI"
    return f"{analysis.kind.code} {pooled.replace('(', f'({level} ', 1)}"


def _estimate(found: Compared, analysis: Analysis) -> str:
    return digits(analysis.read(analysis.pooled.estimate), places_for(analysis))


def _interval(found: Compared, analysis: Analysis) -> str:
    low, high = (analysis.read(x) for x in (analysis.pooled.lower, analysis.pooled.upper))
    return span(low, high, places_for(analysis))


def _prediction(found: Compared, analysis: Analysis) -> str:
    if analysis.prediction is None:
        return "no prediction interval"
    low, high = (analysis.read(x) for x in (analysis.prediction.lower, analysis.prediction.upper))
    return span(low, high, places_for(analysis))


def _i2(found: Compared, analysis: Analysis) -> str:
    return f"I²{SPACE}={SPACE}{analysis.heterogeneity.i2:.0f}%"


def _studies(found: Compared, analysis: Analysis) -> str:
    number = analysis.pooled.studies
    return f"{number} stud{'y' if number == 1 else 'ies'}"


def _people(found: Compared, analysis: Analysis) -> str:
    number = people_in(found)
    return "people not counted" if number is None else f"{number:,} people"


def _fewer(found: Compared, analysis: Analysis) -> str:
    if not found.absolute:
        return "no baseline risk given"
    one = found.absolute[0]
    low, high = one.fewer_lower, one.fewer_upper
    way = "fewer" if one.fewer >= 0 else "more"
    sign = 1 if one.fewer >= 0 else -1
    limits = sorted((sign * low, sign * high))
    return (
        f"{digits(abs(one.fewer), 0)} {way} per {one.per:,} "
        f"({digits(limits[0], 0)} to {digits(limits[1], 0)})"
    )


WHATS: Mapping[str, tuple[str, Callable[[Compared, Analysis], str]]] = {
    "effect": ("the effect with its interval", lambda _, analysis: effect(analysis)),
    "estimate": ("the estimate alone", _estimate),
    "interval": ("the interval alone", _interval),
    "p": ("the p-value", lambda _, analysis: p_value(analysis.pooled.p)),
    "i2": ("heterogeneity (I²)", _i2),
    "prediction": ("the prediction interval", _prediction),
    "studies": ("how many studies", _studies),
    "people": ("how many people", _people),
    "fewer": ("people of 1,000, at the first baseline risk", _fewer),
    "certainty": ("the certainty", lambda found, _: f"{certainty_of(found).level} certainty"),
}


def said(compared: Compared | None, what: str) -> str | None:
    """The words that such a number must have; None where there is nothing to say."""
    if compared is None or compared.analysis is None or what not in WHATS:
        return None
    return WHATS[what][1](compared, compared.analysis)


def embedded_in(html: str) -> Iterator[Embedded]:
    """Every number that stands in a piece of markup; one that names nothing has no comparison."""
    for value, words in EMBEDDED.findall(html):
        found = VALUE.fullmatch(value)
        yield Embedded(found[1] if found else "", found[2] if found else value, plain_text(words))


def embedded_faults(html: Iterable[str], comparisons: Mapping[str, Compared]) -> Iterator[str]:
    """Numbers that are not those of the comparison that they name."""
    for number in (one for piece in html for one in embedded_in(piece)):
        wanted = said(comparisons.get(number.comparison), number.what)
        if wanted is None:
            yield f"the number “{number.words}” ({number.what}) is of no comparison of this topic"
        elif wanted != number.words:
            yield f"it says “{number.words}” where the comparison says “{wanted}”"
