"""Dose forms that have been misread with harm, found in running text. Pure; changes nothing.

Sources: ISMP, List of error-prone abbreviations, symbols, and dose designations (2021); The
Joint Commission, official "Do not use" list; BNF, Guidance on prescribing, "Prescription
writing". Laboratory values (per litre, per mol and the like) may keep a trailing zero and
their units: the Joint Commission's exception for results whose precision matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from statim.editions.checks.policy import STYLES, UK, US, Policy

ISMP = "ISMP, error-prone abbreviations, 2021"
JOINT_COMMISSION = "Joint Commission, “Do not use” list"
BNF = "BNF, Prescription writing"

_GAP = r"[ \u00a0\u2009\u202f-]?"
_MICRO = r"(?:[µμu]g|mcg)"
_LAB = (
    r"(?!\s?(?:/|per\s)\s?(?:d?[lL]\b|lit(?:re|er)|decilit|m?mol\b|g\b|24\s?h|100\s?m[lL]))"
    r"(?![·.⋅ ]?[lLgdmol]{1,4}[⁻−-]1)"
)
_DOSES = (
    rf"(?:mg|milligrams?|g|gm|grams?|(?:{_MICRO}|ng)(?!\s?/\s?m[lL])|micrograms?|nanograms?|"
    r"m[lL](?!\s?/\s?min)|millilit(?:re|er)s?|units?|[Uu]|IU|mmol|mEq|tablets?|capsules?|"
    r"drops?|puffs?)"
)
_END = r"(?![A-Za-z])"
_DOSE = rf"{_GAP}{_DOSES}{_END}{_LAB}"
_TO = r"(?:\s?(?:–|-|to|or)\s?(?:\d+(?:\.\d+)?|\.\d+))?"  # the unit may follow a range
_ANY_UNIT = (
    rf"{_GAP}(?:{_DOSES}|kg|L|l|mmHg|[µμn]?mol|kPa|cm|mm|{_MICRO}|ng|pg)(?:/[A-Za-z]+)*{_END}"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A form to avoid. `pattern` matches it; what its group "unit" holds is shown with it; `styles`
    are those of `Policy.style` under which it holds."""

    name: str
    pattern: str
    instead: str
    why: str
    source: str
    styles: tuple[str, ...] = STYLES


@dataclass(frozen=True, slots=True)
class Form:
    """A dangerous form in a text: which rule, the words, where they start, what to do."""

    rule: Rule
    found: str
    start: int

    @property
    def advice(self) -> str:
        """One line for the author: what to write instead, why, and whose rule it is."""
        return f"{self.rule.instead}: {self.rule.why} ({self.rule.source})"


RULES = (
    Rule(
        "trailing-zero",
        rf"(?<![\w.,])\d+(?:,\d{{3}})*\.0+(?!\d)(?=(?P<unit>{_TO}{_DOSE}))",
        "leave out the point and the zero",
        "1.0 mg has been read as 10 mg",
        f"{ISMP}; {JOINT_COMMISSION}; {BNF}",
    ),
    Rule(
        "naked-decimal",
        rf"(?<![\w.,)\]·])[.·]\d+(?=(?P<unit>{_TO}{_ANY_UNIT}))",
        "write a zero before the point",
        ".5 mg has been read as 5 mg",
        f"{ISMP}; {JOINT_COMMISSION}; {BNF}",
    ),
    Rule(
        "micrograms",
        rf"(?<![A-Za-z])\d[\d.,]*{_GAP}(?:[µμ]g|ug|mcg){_END}(?!\s?/\s?m[lL]){_LAB}",
        "write micrograms",
        "the short forms have been read as mg, a thousandfold",
        BNF,
        (UK,),
    ),
    Rule(
        "micro-sign",
        rf"(?<![A-Za-z])\d[\d.,]*{_GAP}(?:[µμ]g|ug){_END}(?!\s?/\s?m[lL]){_LAB}",
        "write mcg",
        "µg has been read as mg, a thousandfold",
        ISMP,
        (US,),
    ),
    Rule(
        "nanograms",
        rf"(?<![A-Za-z])\d[\d.,]*{_GAP}ng{_END}(?!\s?/\s?m[lL]){_LAB}",
        "write nanograms",
        "ng has been read as mg",
        f"{BNF}; {ISMP}",
    ),
    Rule(
        "units",
        rf"(?<![A-Za-z])\d[\d.,]*(?:\smillion)?{_GAP}(?:IU|iu|I\.U\.|[Uu])(?![\w-])"
        rf"(?!\.\s?[A-Z]\.)(?!\s+waves?\b){_LAB}",
        "write units",
        "U has been read as 0, 4 or cc, and IU as IV or 10",
        f"{ISMP}; {JOINT_COMMISSION}; {BNF}",
    ),
    Rule(
        "daily",
        r"(?<![\w.])(?:q1d|qd|QD|[qQ]\.\s?[dD]\.)(?!\w|-|\.?\s?[sS]\b)",
        "write daily",
        "q.d. has been read as q.i.d.",
        f"{ISMP}; {JOINT_COMMISSION}",
    ),
    Rule(
        "alternate-days",
        r"(?<![\w.])(?:qod|QOD|[qQ]\.\s?[oO]\.\s?[dD]\.)(?!\w)",
        "write every other day",
        "q.o.d. has been read as q.d. or q.i.d.",
        f"{ISMP}; {JOINT_COMMISSION}",
    ),
    Rule(
        "weekly",
        r"(?<![\w.])(?:[tb]iw|[TB]IW|[tb]\.\s?i\.\s?w\.)(?!\w)",
        "write three times (or twice) weekly",
        "tiw has been read as three times a day, biw as twice a day",
        ISMP,
    ),
    Rule(
        "bedtime",
        r"(?<![\w.])(?:qhs|QHS|[qQ]\.\s?[hH]\.\s?[sS]\.)(?!\w)",
        "write nightly or at bedtime",
        "qhs has been read as every hour",
        ISMP,
    ),
    Rule(
        "per-os",
        r"(?<!\w)[pP]er os(?!\w)",
        "write by mouth",
        "os has been read as the left eye",
        ISMP,
    ),
    Rule(
        "cubic-centimetres",
        rf"(?<![\w.])\d[\d.,]*{_GAP}(?:cc(?!\w)|c\.c\.)",
        "write mL",
        "cc has been read as u (units)",
        f"{ISMP}; {BNF}",
    ),
    Rule(
        "sulfates",
        r"(?<!\w)(?:MSO|MgSO)[4₄](?!\w)",
        "write the name in full",
        "morphine sulfate and magnesium sulfate have been taken for one another",
        f"{ISMP}; {JOINT_COMMISSION}",
    ),
    # ISMP asks for commas from 1,000 on; four digits together are common and read well
    Rule(
        "large-number",
        rf"(?<![\w.,])\d{{5,}}(?![\d.,]*\d)(?=(?P<unit>{_TO}{_DOSE}))",
        "part the thousands, or use a word such as million",
        "100000 has been read as 10,000 or 1,000,000",
        ISMP,
    ),
    Rule(
        "run-together",
        rf"(?<![\w.,])\d[\d.,]*(?:mg|mcg|[µμ]g|[uU]nits?|m[lL]|U){_END}{_LAB}",
        "write a space between number and unit",
        "an m or U set close has been read as one or two zeros",
        ISMP,
        (US,),
    ),
)
NAMES = tuple(rule.name for rule in RULES)
_COMPILED = tuple((rule, re.compile(rule.pattern), r"\d" in rule.pattern) for rule in RULES)
_DIGIT = re.compile(r"\d")


def dangerous_forms(text: str, policy: Policy | None = None) -> Iterator[Form]:
    """Every dangerous form in plain text, rule by rule, in the order in which each stands."""
    policy = policy or Policy()
    has_number = _DIGIT.search(text) is not None
    for rule, pattern, needs_number in _COMPILED:
        if policy.style not in rule.styles or rule.name in policy.allowed:
            continue
        if has_number or not needs_number:
            for match in pattern.finditer(text):
                yield Form(rule, match[0] + match.groupdict().get("unit", ""), match.start())
