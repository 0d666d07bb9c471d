"""What stands in a text until somebody writes the real thing: words, dates. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

# "47,XXX" and "XXX syndrome" are clinical; so are capitals in a karyotype: only small x count,
# or capitals before a unit
_WORDS = re.compile(
    r"\b(?:TODO|FIXME|TBD|TBA)\b|\b[Ll]orem ipsum\b|(?<!\d[ ,-])\bx{3,}\b|\?{3,}"
    r"|\b[xX]{1,4}[ -]?(?:mg|g|mcg|micrograms?|m[lL]|units?|mmol|days|weeks|months)\b"
    r"|\[(?:insert|add|citation needed|ref|refs|reference|name|date|link|tbc|TBC|to be)\b[^\]]*\]"
    r"|\b(?:click or tap|click here) to enter\b"
)
_DATES = re.compile(
    r"\b[Dd]{1,2}[ /.-](?:[Mm]{2,4})[ /.-](?:[Yy]{4}|[Yy]{2})\b"
    r"|\b[Yy]{4}[ /.-][Mm]{2}[ /.-][Dd]{2}\b"
    r"|\b[Xx]{2}[ /.-][Xx]{2}[ /.-](?:[Xx]{4}|[Xx]{2}|\d{2,4})\b"
    r"|\b00[ /.-]00[ /.-](?:0000|\d{2,4})\b|\b0000-00-00\b"
)
# days that programs and people write where they know none
EMPTY_DAYS = frozenset({"0001-01-01", "1900-01-01", "1970-01-01", "2099-12-31", "9999-12-31"})


def placeholders(text: str) -> Iterator[str]:
    """Each placeholder in plain text, as it stands there, in reading order."""
    found = [*_WORDS.finditer(text), *_DATES.finditer(text)]
    for match in sorted(found, key=lambda m: m.start()):
        yield match[0]


def is_empty_day(day: str | None) -> bool:
    """Whether an ISO day stands for "no date" in many programs, so that nobody meant it."""
    return day in EMPTY_DAYS
