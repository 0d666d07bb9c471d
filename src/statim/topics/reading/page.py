"""What a copied page says about itself: title, dates, authors, related pages; furniture gone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain

from statim.editions.document import Person
from statim.topics.reading.blocks import Block, Reading
from statim.topics.reading.dates import NoDay, day_of
from statim.topics.reading.furniture import (
    is_chrome,
    is_furniture,
    is_related,
    left_out,
    people_of,
    team_of,
)

_DATED = re.compile(
    r"(?P<label>(?:page |this page was )?(?:last |next |date )?(?:reviewed|edited|updated|modified|"
    r"review due|review date|review)(?: due| date)?(?: on)?)\s*[:\-–]?\s+",
    re.IGNORECASE,
)
_LONGEST_DATE_LINE = 200
_LONGEST_TITLE = 200
_BODY_FROM = 90


@dataclass(slots=True)
class About:
    """What a page says about itself."""

    title: str = ""
    edited: str | None = None
    reviewed: str | None = None
    review_due: str | None = None
    authors: list[Person] = field(default_factory=list)
    reviewers: list[Person] = field(default_factory=list)
    related: list[str] = field(default_factory=list)


def take_about(reading: Reading) -> About:
    """Take the page's own particulars out of the row, and drop what stands around the text."""
    about = About(title=reading.title)
    reading.blocks = [block for block in reading.blocks if not is_furniture(block)]
    _take_related(reading, about)
    start = _title_place(reading, about)
    head, body = reading.blocks[:start], reading.blocks[start:]
    for block in head:
        if not is_chrome(block) and not _take_date(block, reading, about):
            _leave_out(block, reading, "it stands before the title")
    reading.blocks = list(_without_particulars(body, reading, about))
    return about


def _take_related(reading: Reading, about: About) -> None:
    """Everything under "Related pages", and everything after that, is no text of the page."""
    places = [n for n, block in enumerate(reading.blocks) if is_related(block)]
    if not places:
        return
    tail = [block for block in reading.blocks[places[-1] + 1 :] if not is_chrome(block)]
    reading.blocks = reading.blocks[: places[-1]]
    for block in tail:
        if len(block.text) > _LONGEST_TITLE:
            _leave_out(block, reading, "it stands after the related pages")
            continue
        about.related.append(block.text)
        reading.doubt(
            "a related page named by its title only",
            block.place,
            f"{left_out(block)} was taken over with the address that its title would have",
        )


def _title_place(reading: Reading, about: About) -> int:
    """Where the page proper starts; sets the title where the format named none.

    The title is the line over the dates, else the first line that may be one.
    """
    blocks = reading.blocks
    if about.title:
        same = [n for n, block in enumerate(blocks) if block.text == about.title]
        return same[0] if same else 0
    dated = next((n for n, block in enumerate(blocks) if _is_dated(block)), 0)
    for place in chain(range(dated - 1, -1, -1), range(dated, len(blocks))):
        if _may_be_title(blocks[place]):
            about.title = blocks[place].text
            return place
    return 0


def _may_be_title(block: Block) -> bool:
    return (
        block.kind != "point"
        and len(block.text) <= _LONGEST_TITLE
        and not is_chrome(block)
        and not _is_dated(block)
    )


def _is_dated(block: Block) -> bool:
    return (
        block.kind != "point"
        and len(block.text) < _LONGEST_DATE_LINE
        and bool(_DATED.match(block.text))
        and any(word in block.text.lower() for word in ("last ", "next ", "date", "due", "on "))
    )


def _without_particulars(body: list[Block], reading: Reading, about: About) -> list[Block]:
    """The text, without the title's repetitions, the dates and the byline at its start."""
    kept: list[Block] = []
    begun = False
    for block in body:
        if not begun and block.kind != "point":
            if block.text == about.title or is_chrome(block):
                continue
            if _take_people(block, about):
                continue
        if _take_date(block, reading, about):
            continue
        kept.append(block)
        begun = begun or block.kind == "point" or len(block.text) > _BODY_FROM
    return kept


def _take_people(block: Block, about: About) -> bool:
    if team := team_of(block):
        about.authors.append(Person(name=team))
        return True
    role, names = people_of(block)
    people = about.reviewers if role == "reviewer" else about.authors
    people.extend(Person(name=name) for name in names)
    return bool(names)


def _take_date(block: Block, reading: Reading, about: About) -> bool:
    if not _is_dated(block):
        return False
    found = list(_DATED.finditer(block.text))
    ends = [*(label.start() for label in found[1:]), len(block.text)]
    for label, end in zip(found, ends, strict=True):
        _keep_date(label["label"].strip(), block.text[label.end() : end], block, reading, about)
    return True


def _keep_date(label: str, words: str, block: Block, reading: Reading, about: About) -> None:
    words = words.strip(" .,;|")
    try:
        day = day_of(words)
    except NoDay as error:
        reading.doubt(
            "a placeholder date" if "placeholder" in str(error) else "a date",
            block.place,
            f"“{label} {words}” was not taken over: {error}",
        )
        return
    lowered = label.lower()
    if "due" in lowered or "next" in lowered or lowered.startswith("review "):
        about.review_due = day
    elif "reviewed" in lowered:
        about.reviewed = day
    else:
        about.edited = day


def _leave_out(block: Block, reading: Reading, why: str) -> None:
    reading.doubt("a line that was left out", block.place, f"{left_out(block)}: {why}")
