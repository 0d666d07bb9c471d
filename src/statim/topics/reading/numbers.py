"""Printed citation numbers: "(1)", "(2, 3)", "[4-6]", superscripts, links to a numbered list.

A number that may be something else (a year, an interval, a power, the item of a list within
the sentence) stays as it was written, and is listed for the author where it could be either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from statim.editions.document import Citation
from statim.topics.inlines import LINK, Mark, Run, Token, joined, text_of
from statim.topics.reading.blocks import Block, Reading

_GROUP = r"\d{1,3}(?:\s*(?:,|;|&|–|-|and|to)\s*\d{1,3})*"
_SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FOUND = re.compile(
    rf"\((?:refs?\.?\s*)?(?P<round>{_GROUP})\)"
    rf"|\[(?:refs?\.?\s*)?(?P<square>{_GROUP})\]"
    rf"|(?P<super>[⁺⁻]?[{_SUPER}]+(?:[,⁻–-][{_SUPER}]+)*[⁺⁻]?)"
)
_SUP_RUN = re.compile(rf"({_GROUP})|\(({_GROUP})\)|\[({_GROUP})\]")
_LINK_TEXT = re.compile(r"[\[(]?(\d{1,3})[\])]?")
_DIGITS = str.maketrans(_SUPER + "⁻", "0123456789-")
_UNITS = re.compile(r"(?:[cmdkn]|µ|μ)?m|in|ft|yd|k?g|s|h|min|mol|d?l", re.IGNORECASE)
_SYMBOLS = re.compile("[A-Za-zχτησκ]|CO|VO|SO|NO|PO|Pa(?:O|CO)|[SF][pai]O")
_LABELS = re.compile(
    "type|grade|stage|step|class|phase|group|category|level|table|figure|fig|appendix|chapter|"
    "section|page|week|day|month|year|schedule|tier|rule|item|question|score|version|part",
    re.IGNORECASE,
)
_JOINING = re.compile(
    "and|or|either|both|with|of|includes?|including|are|is|the|by|than", re.IGNORECASE
)
_WORD_BEFORE = re.compile(r"([^\W\d_]+)$")
_MOST_IN_RANGE = 60
_LOOK = 80  # letters before and after that say what a number is


@dataclass(slots=True)
class Numbered:
    """The numbered list: printed number to key, anchor on the page to printed number, and
    which numbers were used."""

    keys: Mapping[int, str]
    anchors: Mapping[str, int] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)


def resolve(reading: Reading, numbered: Numbered) -> None:
    """Turn the printed numbers of every block into citation marks, in place."""
    for block in reading.blocks:
        for row in block.token_rows():
            row[:] = list(_resolved(block, joined(row), numbered, reading))


def _resolved(
    block: Block, row: list[Token], numbered: Numbered, reading: Reading
) -> Iterator[Token]:
    for place, token in enumerate(row):
        if not isinstance(token, Run) or "code" in token.style:
            yield token
            continue
        before = text_of(row[max(place - 8, 0) : place])
        after = text_of(row[place + 1 : place + 9])
        scan = _Scan(block, numbered, reading)
        if any(part.startswith(LINK) for part in token.style):
            yield scan.link(token)
        elif "sup" in token.style:
            yield scan.superscript(token, before, after)
        elif "sub" in token.style:
            yield token
        else:
            yield from scan.words(token, before, after)


@dataclass(slots=True)
class _Scan:
    block: Block
    numbered: Numbered
    reading: Reading

    def words(self, run: Run, before: str, after: str) -> Iterator[Token]:
        """Brackets and superscript digits inside a run of words."""
        done = 0
        for found in _FOUND.finditer(run.text):
            left = (before + run.text[: found.start()])[-_LOOK:]
            right = (run.text[found.end() :] + after)[:_LOOK]
            mark = self._mark(found, left, right)
            if mark:
                yield Run(run.text[done : found.start()], run.style)
                yield mark
                done = found.end()
        yield Run(run.text[done:], run.style)

    def _mark(self, found: re.Match[str], left: str, right: str) -> Mark | None:
        if found["super"]:
            if found["super"][0] in "⁺⁻" or found["super"][-1] in "⁺⁻":
                return None
            if not _may_cite_as_superscript(left, right):
                return None
            group = found["super"].translate(_DIGITS)
        else:
            group = found["round"] or found["square"]
        why = "" if found["super"] else _other_meaning(left, right)
        return self._cited(found.group(), group, why)

    def superscript(self, run: Run, before: str, after: str) -> Token:
        """A raised run: a citation where it is nothing but numbers and stands like one."""
        found = _SUP_RUN.fullmatch(run.text.strip())
        if not found or not _may_cite_as_superscript(before.rstrip(), after):
            return run
        group = found[1] or found[2] or found[3]
        return self._cited(run.text, group, "") or run

    def link(self, run: Run) -> Token:
        """A link within the page to an entry of the numbered list."""
        href = next(p for p in run.style if p.startswith(LINK)).removeprefix(LINK)
        found = _LINK_TEXT.fullmatch(run.text.strip())
        if not href.startswith("#") or href.startswith("#s-"):  # a statement of this page
            return run
        if not found:
            return _unlinked(run)
        number = self.numbered.anchors.get(href[1:], int(found[1]))
        return self._cited(run.text, str(number), "") or _unlinked(run)

    def _cited(self, printed: str, group: str, why: str) -> Mark | None:
        numbers = numbers_in(group)
        if not numbers:
            return None
        missing = [n for n in numbers if n not in self.numbered.keys]
        if missing:
            if not why:
                self._doubt(printed, _missing(missing, bool(self.numbered.keys)))
            return None
        if why:
            self.reading.doubt(
                "a number that may be a citation",
                self.block.place,
                f"“{printed.strip()}” was left as written, because {why}",
            )
            return None
        self.numbered.used.update(numbers)
        return Mark(tuple(Citation(reference=self.numbered.keys[n]) for n in numbers))

    def _doubt(self, printed: str, why: str) -> None:
        self.reading.doubt(
            "a number without a reference",
            self.block.place,
            f"“{printed.strip()}” was left as written: {why}",
        )


def _unlinked(run: Run) -> Run:
    """The words of a link within the page that has nowhere to lead any more."""
    return Run(run.text, tuple(part for part in run.style if not part.startswith(LINK)))


def _missing(missing: list[int], any_list: bool) -> str:
    if not any_list:
        return "there is no numbered list of references"
    return f"the list of references has no {', no '.join(map(str, missing))}"


def numbers_in(group: str) -> list[int]:
    """The numbers that a printed group names, ranges filled in: "2, 4-6" is 2, 4, 5, 6.

    Empty where it names none (a range that runs backwards, or an absurd one).
    """
    numbers: list[int] = []
    for part in re.split(r"\s*(?:,|;|&|and)\s*", group):
        ends = [int(n) for n in re.split(r"\s*(?:–|-|to)\s*", part)]
        if len(ends) > 2 or ends[-1] < ends[0] or ends[-1] - ends[0] > _MOST_IN_RANGE:
            return []
        numbers.extend(range(ends[0], ends[-1] + 1))
    return [] if 0 in numbers else list(dict.fromkeys(numbers))


def _other_meaning(left: str, right: str) -> str:
    """Why a number in brackets may be no citation; "" where it stands like one."""
    said = left.rstrip()
    word = _WORD_BEFORE.search(said)
    if said and (said[-1].isdigit() or said[-1] in "%=<>≤≥±×°"):
        return "a number or sign stands before it"
    if word and _LABELS.fullmatch(word[1]):
        return f"“{word[1]}” stands before it"
    starts_word = right[:1] == " " and right.strip()[:1].isalpha()
    listing = not said or said[-1] in ":;,(" or (word and _JOINING.fullmatch(word[1]))
    if listing and (starts_word or not said):
        return "it may count the items of a list in the sentence"
    if left and not left[-1].isspace() and left[-1].isalnum() and right[:1].isalnum():
        return "it stands inside a word"
    return ""


def _may_cite_as_superscript(left: str, right: str) -> bool:
    """Whether raised digits stand where a citation stands: after a word or its punctuation,
    not after a digit, a unit or a symbol (10⁹, m², I²), not before a letter (¹⁸F)."""
    if not left.strip() or left[-1].isdigit() or right[:1].isalnum():
        return False
    if left[-1].isspace():
        return False
    if not left[-1].isalpha():
        return left[-1] in ".,;:)]”\"'’%?!"
    word = _WORD_BEFORE.search(left)
    last = word[1] if word else ""
    return bool(last) and not (_UNITS.fullmatch(last) or _SYMBOLS.fullmatch(last))
