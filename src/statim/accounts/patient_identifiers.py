"""Finds what looks like a patient's identifier in free text, so that a writer is warned in time.

Pure. It warns and never forbids: a person may know better. It returns places in the text, never
the words found, so that no caller can log them by accident.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from statim.design.speech import later, say

NHS_NUMBER = later("an NHS number")
HOSPITAL_NUMBER = later("a hospital number")
BIRTH_DATE = later("a date of birth")


@dataclass(frozen=True, slots=True)
class Identifier:
    """Something found: its kind in words, and where it stands in the text."""

    kind: str
    start: int
    end: int


def found_in(text: str) -> tuple[Identifier, ...]:
    """What looks like a patient's identifier, in the order of the text; () where nothing does."""
    found = [*_nhs_numbers(text), *_hospital_numbers(text), *_birth_dates(text)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def warning(found: Sequence[Identifier]) -> str:
    """The sentence that the writer sees before saving; "" where nothing was found."""
    kinds = list(dict.fromkeys(one.kind for one in found))
    if not kinds:
        return ""
    kinds = [say(kind) for kind in kinds]
    held = kinds[0]
    if len(kinds) > 1:
        held = say("%(kinds)s and %(kind)s", kinds=", ".join(kinds[:-1]), kind=kinds[-1])
    return say(
        "This seems to hold %(held)s. What identifies a patient does not belong here. "
        "Take it out, or save as it is if it is something else.",
        held=held,
    )


# NHS numbers. NHS Data Dictionary, "NHS NUMBER": ten digits, weights 10 to 2, modulus 11. England,
# Wales and the Isle of Man begin with 4, 6 or 7; Northern Ireland has 320 to 399; in Scotland it is
# the CHI number, which begins with a date of birth, DDMMYY (Public Health Scotland, "CHI number").
# Numbers that begin with 9 are never issued and serve for tests. ISBN-10 has the same check digit
# (ISO 2108), so the digits alone prove nothing: what stands beside them decides.

_GAP = r"[\s\-‐‑‒–—./·()_,]"
_ALONE_BEFORE = r"(?<![\d+£$€#])(?<!\d[-‐‑–./,])(?<![A-Za-z])"
_ALONE_AFTER = r"(?![A-Za-z\d])(?![-‐‑–./,]\d)"
_USUAL = re.compile(
    rf"{_ALONE_BEFORE}\(?(?:\d{{10}}|\d{{3}}{_GAP}{{1,3}}\d{{3}}{_GAP}{{1,3}}\d{{4}}|"
    rf"\d(?:[ \u00a0\u2009\u202f]\d){{9}}){_ALONE_AFTER}"
)
_ANY_SHAPE = re.compile(rf"{_ALONE_BEFORE}\(?\d(?:{_GAP}{{0,3}}\d){{9}}{_ALONE_AFTER}")
_OF_A_PATIENT = (
    r"NHS|CHI\b|H&C|HCN|patients?\b|pts?\b|MRN|hosp\b|hospital n|d\.?o\.?b\b|date of birth|born\b|"
    r"Mrs?\b|Ms\b|Miss\b|Mx\b|Master\b|baby\b|known as|record n|identifier"
)
_OF_SOMETHING_ELSE = (
    r"ISBN|ISSN|PMC?ID|PMC|PubMed|Medline|DOI|tel\b|tel:|telephone|phone|ph\b|mob\b|mobile|cell\b|"
    r"fax|call|ring|dial|text\b|sms|whatsapp|bleep|pager|switchboard|helpline|hotline|ext\b|"
    r"contact|enquiries|inquiries|reception|secretary|NCT|ISRCTN|EudraCT|trial|grant|order|"
    r"invoice|account|GMC|NMC|GPhC|OCLC|LCCN|GTIN|EAN|barcode|batch|lot\b|arXiv|Crossref|ORCID"
)
_LABEL = re.compile(
    rf"(?P<patient>\b(?:{_OF_A_PATIENT}))|(?P<other>\b(?:{_OF_SOMETHING_ELSE}))", re.IGNORECASE
)
_ANOTHER_SENTENCE = re.compile(r"[.!?;]\s+\w{2,}")
_CALLED_ABROAD = re.compile(r"\+\d{1,3}[\s\-(]*$")
_BEFORE, _AFTER = 48, 28  # characters in which a label says what a number is


def _nhs_numbers(text: str) -> Iterator[Identifier]:
    seen: set[int] = set()
    for shape, usual in ((_USUAL, True), (_ANY_SHAPE, False)):
        for match in shape.finditer(text):
            if match.start() in seen or not _is_nhs_number(match[0]):
                continue
            if _is_a_patients(text, match, usual):
                seen.add(match.start())
                yield Identifier(NHS_NUMBER, match.start(), match.end())


def _is_nhs_number(written: str) -> bool:
    """Whether the ten digits carry the right check digit (weights 10 to 2, modulus 11)."""
    digits = [int(c) for c in written if c.isdigit()]
    check = 11 - sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(set(digits)) > 1 and check != 10 and check % 11 == digits[9]


def _is_a_patients(text: str, match: re.Match[str], usual: bool) -> bool:
    """What stands beside the number decides: the nearest label before it, then one after it;
    without either, only a number of the issued or the test range in a usual shape counts."""
    if _within_an_address(text, match.start()):
        return False
    near = text[max(0, match.start() - _BEFORE) : match.start()]
    before = [one for one in _LABEL.finditer(near) if not _ANOTHER_SENTENCE.search(near, one.end())]
    after = _LABEL.search(text[match.end() : match.end() + _AFTER])
    if before and before[-1]["patient"]:
        return True
    if after and after["patient"] and (not before or "NHS" in after[0].upper()):
        return True
    first = next(c for c in match[0] if c.isdigit())
    return usual and not before and int(first) in {4, 6, 7, 9}


def _within_an_address(text: str, start: int) -> bool:
    """Whether the digits are part of a web address, an e-mail address, a DOI, or of a telephone
    number with its country code."""
    begins = max(text.rfind(gap, 0, start) for gap in " \n\t\u00a0") + 1
    word = text[begins:start].casefold()
    if _CALLED_ABROAD.search(text, max(0, start - 8), start):
        return True
    return (
        "://" in word
        or "www." in word
        or "@" in word
        or re.match(r"\W*(doi:?)?10\.\d", word) is not None
    )


# hospital numbers

_HOSPITAL = re.compile(
    r"\b(?:(?:hospital|hosp\.?|unit|patient|pt\.?|case ?-?(?:note|sheet)s?|medical records?|PAS|"
    r"EPR|RiO|district|clinic|record)[ -]*(?:no\.?s?|num(?:ber)?|nr\.?|id(?:entifier)?|#|№)|"
    r"hosp\.?(?=\s*[:#])|MRN|PID|CRN|№ of (?:the )?patient)"
    r"(?:\s*(?:no\.?|number|is|was))?\s*[:=#\-–]*\s*"
    r"\(?(?P<number>[A-Z]{0,4}[ \-/]?\d(?:[ \-/]?\d){4,11}[ \-/]?[A-Z]?)\b",
    re.IGNORECASE,
)


def _hospital_numbers(text: str) -> Iterator[Identifier]:
    for match in _HOSPITAL.finditer(text):
        yield Identifier(HOSPITAL_NUMBER, match.start("number"), match.end("number"))


# dates of birth

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_FIGURES = (
    r"(?:(?P<d{n}>\d{{1,2}})\s?[/.\-–]\s?(?P<m{n}>\d{{1,2}})\s?[/.\-–]\s?(?P<y{n}>(?:18|19|20)\d\d|\d\d)|"
    r"(?P<iy{n}>(?:18|19|20)\d\d)[/.\-](?P<im{n}>\d\d)[/.\-](?P<id{n}>\d\d))(?!\d)"
)
_WORDS = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\sof)?[\s\-.]{{0,2}}{_MONTH}[\s\-.,]{{0,2}}(?:(?:18|19|20)\d\d|\d\d)|"
    rf"{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:18|19|20)\d\d)\b"
)
_SPACED = r"\d{1,2}\s\d{1,2}\s(?:18|19|20)\d\d\b"
_UPPER, _LOWER = "A-ZÀ-Þ\u0100-\u017f", "a-zß-ÿ\u0100-\u017f"
_NAME = rf"[{_UPPER}](?:['’][{_UPPER}])?[{_LOWER}]+(?:[\-'’]?[{_UPPER}][{_LOWER}]+)*"
_TITLE = r"\b(?:Mr|Mrs|Ms|Miss|Mx|Master|Baby|Pt|Patient|PATIENT|patient)\.?"
_BORN = r"\b(?:[dD]\.?\s?[oO]\.?\s?[bB]\b\.?|(?i:date of birth|birth ?date|born))"
_LOOSE = r"[\s,;:()\-–]{1,4}"

_LABELLED = re.compile(
    rf"{_BORN}(?:\s(?:on|is|was|the))*[\s:=,;()\-–]{{0,5}}"
    rf"(?P<date>{_FIGURES.format(n=1)}|(?i:{_WORDS})|{_SPACED}|\d{{6}}\b|\d{{8}}\b)"
)
_TITLED = re.compile(
    rf"{_TITLE}\s(?:{_NAME}|[A-Z]{{1,20}}\.?)(?:\s(?:{_NAME}|[A-Z]{{2,20}})){{0,3}}"
    rf"(?:{_LOOSE}(?:aged?\s)?\d{{1,3}}(?:\s?(?:y|yrs?|years?)(?:\sold)?)?)?{_LOOSE}"
    rf"(?P<date>{_FIGURES.format(n=1)}|(?i:{_WORDS}))"
)
_SURNAME_FIRST = re.compile(
    rf"\b(?:[A-ZÀ-Þ]{{2,20}}(?:[\-'’][A-ZÀ-Þ]+)*,?|{_NAME},)\s{_NAME}{_LOOSE}"
    rf"(?P<date>{_FIGURES.format(n=1)})"
)
_PLAIN_NAME = re.compile(
    rf"(?<![\w.])(?P<name>{_NAME}\s(?:[A-Z]\.?\s)?{_NAME}){_LOOSE}(?P<date>{_FIGURES.format(n=1)})"
)
_DATE_FIRST = re.compile(
    rf"(?<!\d)(?P<date>{_FIGURES.format(n=1)}|(?i:{_WORDS})){_LOOSE}{_TITLE}\s[A-ZÀ-Þ]"
)
_NO_PERSON = re.compile(
    r"\b(?:Published|Accessed|Updated|Reviewed|Edited|Received|Accepted|Revised|Printed|Retrieved|"
    r"Version|Edition|Review|Date|Due|From|Until|Since|Valid|Journal|Psychiatry|Medicine|Lancet|"
    r"Nature|Science|Cochrane|Library|College|Royal|Hospital|Trust|Health|Guidance|Guideline|"
    r"Update|Bulletin|Alert|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"Clinic|Ward|Meeting|Press|Open|Report|Statement|Online|Research|Society|Committee)\b"
)


def _birth_dates(text: str) -> Iterator[Identifier]:
    """Dates that are called a birth date, or stand beside a person's name."""
    seen: set[int] = set()
    for pattern in (_LABELLED, _TITLED, _SURNAME_FIRST, _PLAIN_NAME, _DATE_FIRST):
        for match in pattern.finditer(text):
            start = match.start("date")
            named = pattern in (_PLAIN_NAME, _SURNAME_FIRST)
            if start in seen or not _may_be(match) or (named and _NO_PERSON.search(match[0])):
                continue
            seen.add(start)
            yield Identifier(BIRTH_DATE, start, match.end("date"))


def _may_be(match: re.Match[str]) -> bool:
    """Whether a date in figures is a day of the calendar that has been; dates in words pass."""
    part = match.groupdict()
    year = part["y1"] or part["iy1"]
    if year is None:
        return True
    month, day = int(part["m1"] or part["im1"]), int(part["d1"] or part["id1"])
    if len(year) == 2:
        return 1 <= month <= 12 and 1 <= day <= 31
    try:
        return date(int(year), month, day) <= date.today() or day <= 12
    except ValueError:
        return month <= 31 and 1 <= day <= 12 and month > 12  # written the American way
