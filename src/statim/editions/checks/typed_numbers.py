"""A statement that leans on a comparison and says otherwise: a typed number, the direction, or
whether it is significant. Pure.

Only what a person typed is looked at; numbers that the comparison fills in cannot differ. What is
found is for a person to judge: a statement may mean another analysis, and should then not link
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from statim.editions.compared import Compared
from statim.editions.conclusions import Conclusion, conclusion_of
from statim.editions.document import Statement
from statim.editions.embedded import EMBEDDED
from statim.editions.inline import plain_text
from statim.evidence.pictures.figures import digits
from statim.evidence.results import Analysis

_NUMBER = r"(?P<{}>[-\u2212\u2013]?\d+(?:\.\d+)?)"
_MEASURES = {
    "RR": r"RRs?|(?i:risk ratios?|relative risks?)",
    "OR": r"ORs?|(?i:odds ratios?)",
    "HR": r"HRs?|(?i:hazard ratios?)",
    "RD": r"RDs?|(?i:risk differences?)",
    "MD": r"W?MDs?|(?i:(?:weighted )?mean differences?)",
    "SMD": r"SMDs?|(?i:standardi[sz]ed mean differences?|Hedges['\u2019]? g)",
    "ZCOR": r"r(?= ?=)|(?i:correlations?)",
}
_APART = r"(?: (?:was|of|is))?\s*[=:,]?\s*"
_INTERVAL = re.compile(
    r"(?:95\s*%\s*)?(?:CI|confidence interval)s?\s*[:=,]?\s*[\[(]?\s*"
    + _NUMBER.format("low")
    + r"\s*(?:to|,|;|\u2013|-)\s*"
    + _NUMBER.format("high")
)
_P = re.compile(r"\b[pP]\s*(?P<sign>[=<>])\s*(?P<p>0?\.\d+)")
_I2 = re.compile(r"I(?:²|2|\^2)\s*[=:]?\s*" + _NUMBER.format("i2") + r"\s*%")
_STUDIES = re.compile(r"\b(?P<k>\d+) (?:randomi[sz]ed |controlled |clinical )*(?:trials|studies)\b")
_NOT_SIGNIFICANT = re.compile(
    r"\b(?:not?|nor|without|never|in|non)[- ](?:\w+ ){0,3}?significan\w*"
    r"|\b(?:did|does|do|was|were|is|are) not (?:\w+ ){0,4}significan\w*"
    r"|\binsignifican\w*|\bfail\w* to reach (?:\w+ )?significan\w*",
    re.IGNORECASE,
)
_SIGNIFICANT = re.compile(r"\bsignifican(?:t|tly|ce)\b", re.IGNORECASE)
_LOWERS = re.compile(
    r"\b(?:reduc(?:e|es|ed|ing|tion)|lower(?:s|ed|ing)?|decreas\w+|halv(?:e|es|ed|ing)|fewer|less)\b",
    re.IGNORECASE,
)
_RAISES = re.compile(r"\b(?:increas\w+|rais(?:e|es|ed|ing)|higher|more|doubl\w+)\b", re.IGNORECASE)


def disagreeing(statement: Statement, compared: Compared) -> Iterator[str]:
    """What a statement that leans on this comparison says otherwise, each as a sentence."""
    analysis, conclusion = compared.analysis, conclusion_of(compared)
    if analysis is None or conclusion is None:
        return
    words = " ".join(plain_text(EMBEDDED.sub(" ", statement.html)).split())
    yield from _numbers(words, analysis)
    yield from _significance(words, conclusion)
    yield from _direction(words, compared, conclusion)
    rated = conclusion.certainty
    if compared.assessment and statement.certainty and statement.certainty != rated:
        yield f"its certainty is {statement.certainty}, that of the comparison {rated}"


def _numbers(words: str, analysis: Analysis) -> Iterator[str]:
    names = _MEASURES.get(analysis.measure)
    pooled = analysis.pooled
    low, middle, high = (analysis.read(x) for x in (pooled.lower, pooled.estimate, pooled.upper))
    if names:
        pattern = rf"\b(?:{names}){_APART}" + _NUMBER.format("estimate")
        for found in re.finditer(pattern, words):
            yield from _differs("the estimate", found["estimate"], middle)
    for found in _INTERVAL.finditer(words):
        yield from _differs("the lower limit", found["low"], low)
        yield from _differs("the upper limit", found["high"], high)
    for found in _I2.finditer(words):
        yield from _differs("I²", found["i2"], analysis.heterogeneity.i2)
    for found in _STUDIES.finditer(words):
        yield from _differs("the number of studies", found["k"], float(pooled.studies))
    for found in _P.finditer(words):
        yield from _p_differs(found["sign"], found["p"], pooled.p)


def _value(typed: str) -> float:
    return float(typed.replace("\u2212", "-").replace("\u2013", "-"))


def _differs(name: str, typed: str, computed: float) -> Iterator[str]:
    """Whether a typed number is the computed one, rounded as it was typed."""
    places = len(typed.partition(".")[2])
    if abs(_value(typed) - computed) > 0.5 * 10**-places + 1e-9:
        yield f"it says {typed} for {name}; the comparison gives {digits(computed, places)}"


def _p_differs(sign: str, typed: str, computed: float) -> Iterator[str]:
    value = float(typed)
    if sign == "=":
        yield from _differs("p", typed, computed)
    elif (computed < value) != (sign == "<"):
        yield f"it says p {sign} {typed}; the comparison gives p = {computed:.3f}"


def _significance(words: str, conclusion: Conclusion) -> Iterator[str]:
    if conclusion.excludes is None:
        return
    denied = _NOT_SIGNIFICANT.search(words)
    claimed = _SIGNIFICANT.search(_NOT_SIGNIFICANT.sub(" ", words))
    if denied and conclusion.excludes:
        yield f"it says “{denied[0]}”, and the comparison's interval excludes no effect"
    if claimed and not conclusion.excludes:
        yield f"it says “{claimed[0]}”, and the comparison's interval includes no effect"


def _direction(words: str, compared: Compared, conclusion: Conclusion) -> Iterator[str]:
    if conclusion.higher is None:
        return
    yield from _favours(words, compared, conclusion)
    lowers, raises = _LOWERS.search(words), _RAISES.search(words)
    if compared.data.outcome.name.casefold() not in words.casefold() or bool(lowers) == bool(
        raises
    ):
        return
    found = lowers or raises
    if found and bool(raises) != conclusion.higher:
        side = "above" if conclusion.higher else "below"
        yield f"it says “{found[0]}”, and the comparison's estimate lies {side} no effect"


def _favours(words: str, compared: Compared, conclusion: Conclusion) -> Iterator[str]:
    sides = (compared.data.intervention, compared.data.comparator)
    for name, other in zip(sides, reversed(sides), strict=True):
        if not name or conclusion.favours != other:
            continue
        said = rf"\bfavou?r(?:s|ed|ing| of)? (?:of )?(?:the )?{re.escape(name)}\b"
        if found := re.search(said, words, re.IGNORECASE):
            yield f"it says “{found[0]}”, and the comparison favours {other}"
