"""Plain text to safe HTML in which web addresses and telephone numbers are live. Pure.

Everything is escaped; the only markup that comes out is what is put in here. Finding is left to
linkify-it (addresses) and Google's phone number rules; the one own rule is said at `_is_dialled`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape

import phonenumbers
from linkify_it import LinkifyIt

SCHEMES = {"http:", "https:", "mailto:"}
_NUMBER_OF_SOMETHING = re.compile(
    r"(?:ISBN|ISSN|PMC?ID|PMC|DOI|NHS|CHI|MRN|NCT|ISRCTN|GMC|NMC)[^\n]{0,12}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Live:
    """A stretch of text that leads somewhere."""

    start: int
    end: int
    address: str


def to_html(text: str, *, region: str = "GB") -> str:
    """The text as HTML: line breaks kept, addresses and numbers as links.

    `region` (ISO 3166) says how numbers without a country code are read.
    """
    parts, at = [], 0
    for live in found(text, region=region):
        parts.append(escape(text[at : live.start]))
        parts.append(f'<a href="{escape(live.address)}"{_manners(live.address)}>')
        parts.append(f"{escape(text[live.start : live.end])}</a>")
        at = live.end
    parts.append(escape(text[at:]))
    return "".join(parts).replace("\n", "<br>")


def found(text: str, *, region: str = "GB") -> list[Live]:
    """The addresses and telephone numbers of the text, in order, never overlapping."""
    addresses = list(_addresses(text))
    taken = [(live.start, live.end) for live in addresses]
    numbers = [
        live
        for live in _numbers(text, region)
        if not any(live.start < end and start < live.end for start, end in taken)
    ]
    return sorted([*addresses, *numbers], key=lambda live: live.start)


def _manners(address: str) -> str:
    return "" if address.startswith(("tel:", "mailto:")) else ' rel="noreferrer noopener"'


@cache
def _linkify() -> LinkifyIt:
    return LinkifyIt()


def _addresses(text: str) -> Iterator[Live]:
    for match in _linkify().match(text) or []:
        if match.schema in SCHEMES:
            yield Live(match.index, match.last_index, match.url)
        elif not match.schema:  # without a scheme: the safer of the two
            secure = match.url.replace("http://", "https://", 1)
            yield Live(match.index, match.last_index, secure)


def _numbers(text: str, region: str) -> Iterator[Live]:
    taken: list[tuple[int, int]] = []
    for leniency in (phonenumbers.Leniency.VALID, phonenumbers.Leniency.POSSIBLE):
        sure = leniency == phonenumbers.Leniency.VALID
        for match in phonenumbers.PhoneNumberMatcher(text, region, leniency=leniency):
            if not (sure or _is_dialled(match.raw_string, region)):
                continue
            if any(match.start < end and start < match.end for start, end in taken):
                continue
            if _NUMBER_OF_SOMETHING.search(text[: match.start]):
                continue
            taken.append((match.start, match.end))
            shape = phonenumbers.PhoneNumberFormat.RFC3966
            address = phonenumbers.format_number(match.number, shape)
            yield Live(match.start, match.end, address)


def _is_dialled(written: str, region: str) -> bool:
    """A number that Google's tables do not know as issued, yet is written to be dialled: with its
    country code, or eleven digits from 0 in the United Kingdom (Ofcom: 0 and ten digits)."""
    digits = sum(c.isdigit() for c in written)
    if written.startswith("+"):
        return digits >= 9
    return region == "GB" and written.lstrip("(").startswith("0") and digits == 11
