"""Doses and thresholds in running text: number, unit, and the words that say of what. Pure.

Ages, times, lengths and plain counts are no quantities here: two pages that give another
duration mostly speak of different things. A percentage counts only as a threshold (≥ 6.5 %).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

# unit as written -> what it measures, and how many of the smallest unit used here it is
_UNITS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("ng", "nanogram", "nanograms"), ("mass", "0.001")),
    **dict.fromkeys(("mcg", "µg", "μg", "ug", "microgram", "micrograms"), ("mass", "1")),
    **dict.fromkeys(("mg", "milligram", "milligrams"), ("mass", "1000")),
    **dict.fromkeys(("g", "gram", "grams"), ("mass", "1000000")),
    **dict.fromkeys(
        ("mL", "ml", "millilitre", "millilitres", "milliliter", "milliliters"), ("volume", "1")
    ),
    **dict.fromkeys(("units", "unit", "IU", "U"), ("units", "1")),
    **dict.fromkeys(("nmol",), ("amount", "0.001")),
    **dict.fromkeys(("µmol", "μmol", "umol", "micromol"), ("amount", "1")),
    **dict.fromkeys(("mmol",), ("amount", "1000")),
    **dict.fromkeys(("mEq", "meq"), ("equivalents", "1")),
    **dict.fromkeys(("mmHg", "mm Hg"), ("pressure", "1")),
    **dict.fromkeys(("kg/m2", "kg/m²"), ("body mass index", "1")),
    **dict.fromkeys(("°C",), ("temperature", "1")),
    **dict.fromkeys(("bpm", "beats per minute", "beats/min"), ("heart rate", "1")),
    **dict.fromkeys(("%", "percent", "per cent"), ("percentage", "1")),
}  # fmt: skip
_PER = {
    "d": "day", "24 h": "day", "h": "hour", "hr": "hour", "minute": "min", "litre": "L",
    "liter": "L", "l": "L", "ml": "mL", "dl": "dL", "m²": "m2", "deciliter": "dL",
    "decilitre": "dL", "millilitre": "mL", "milliliter": "mL", "kilogram": "kg",
}  # fmt: skip
_DENOMINATOR = (
    r"kilogram|kg|day|d|24 h|hour|hr|h|minute|min|litre|liter|L|l|decilit(?:re|er)|dL|dl|"
    r"millilit(?:re|er)|mL|ml|m2|m²|mmol|mol|dose|g"
)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?P<than>[<>≤≥]=?\s?|(?:at least|at most|above|below|over|under|more than|less than|"
    rf"greater than|lower than|higher than)\s+)?"
    rf"(?<![\w.,/])(?P<low>{_NUMBER})(?:\s?(?:–|-|to)\s?(?P<high>{_NUMBER}))?"
    rf"[\s\u00a0\u202f-]?(?P<unit>{_UNIT})(?![A-Za-z])"
    rf"(?P<per>(?:\s?(?:/|\bper\s)\s?(?:{_DENOMINATOR})(?![A-Za-z]))*)"
)
_A_TABLE = 6  # a sentence with more quantities is a table or a list that lost its lines
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)%][.;!?])\s+(?=[A-Z(])|\n+|\s{3,}")
_WORD = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]+)*")
_COMMON = frozenset((
    "the", "and", "for", "are", "was", "were", "with", "has", "have", "had", "been", "this",
    "that", "these", "those", "from", "than", "then", "they", "their", "there", "which", "who",
    "when", "what", "where", "may", "can", "could", "should", "must", "will", "would", "not",
    "but", "into", "per", "day", "daily", "week", "weekly", "month", "year", "hour", "hours",
    "minute", "time", "times", "dose", "doses", "dosage", "mouth", "once", "twice", "three",
    "four", "about", "least", "most", "more", "less", "over", "under", "above", "below", "between",
    "each", "every", "other", "such", "usually", "also", "only", "use", "used", "using", "take",
    "taken", "taking", "given", "give", "gives", "patient", "patients", "people", "person",
    "adult", "adults", "level", "levels", "amount", "amounts", "start", "starting", "maximum",
    "minimum", "oral", "orally", "tablet", "tablets", "medicine", "medicines", "units", "unit",
    "micrograms", "milligrams", "grams", "mmol", "litre", "greater", "higher", "lower", "its",
    "his", "her", "your", "you", "all", "any", "some", "one", "two", "see",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A dose or threshold as a sentence states it.

    `measure` names what may be compared ("mass / kg / day"), `low` and `high` are in the
    measure's smallest unit; `words` are the sentence's words of meaning, `near` those that
    stand closest to the number, closest first.
    """

    said: str
    measure: str
    low: Decimal
    high: Decimal
    words: frozenset[str]
    near: tuple[str, ...]
    sentence: str


def quantities(text: str, context: str = "") -> Iterator[Quantity]:
    """Every dose and threshold in plain text. `context` is what the text stands under: its
    words count as the sentence's where the sentence is a part of it."""
    if not any(letter.isdigit() for letter in text):
        return
    above = words_of(context)
    for sentence in _SENTENCE_END.split(text):
        found = list(_QUANTITY.finditer(sentence))
        if 0 < len(found) <= _A_TABLE:
            words = frozenset(words_of(sentence)) | frozenset(above)
            for match in found:
                if quantity := _quantity(match, sentence, words, above):
                    yield quantity


def _quantity(
    match: re.Match[str], sentence: str, words: frozenset[str], above: list[str]
) -> Quantity | None:
    measure, factor = _UNITS[match["unit"]]
    if measure == "percentage" and not match["than"]:
        return None
    parts = re.split(r"\s?(?:/|\bper\s)\s?", match["per"])[1:]
    low = Decimal(match["low"].replace(",", "")) * Decimal(factor)
    high = Decimal((match["high"] or match["low"]).replace(",", "")) * Decimal(factor)
    before = words_of(sentence[: match.start()])[::-1]
    after = words_of(sentence[match.end() :])
    return Quantity(
        said=match[0].strip(),
        measure=" / ".join([measure, *(_PER.get(part, part) for part in parts)]),
        low=min(low, high),
        high=max(low, high),
        words=words,
        near=tuple(dict.fromkeys([*before[:4], *after[:3], *above[:3]])),
        sentence=sentence.strip(),
    )


def words_of(text: str) -> list[str]:
    """The words of meaning of a text, folded, plurals as singulars, in order."""
    found = (_singular(word.casefold()) for word in _WORD.findall(text))
    return [word for word in found if word not in _COMMON]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
