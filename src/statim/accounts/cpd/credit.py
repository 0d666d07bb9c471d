"""How much an entry claims, by the rule that the site chose. Pure.

The software supplies a record. It awards nothing: only an accredited provider can, where a scheme
asks for one, and no scheme's name stands here. Raise VERSION when a rule counts otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from statim.design.speech import later, say

MINUTES, PAGE, SEARCH = "minutes", "page", "search"
RULES = (MINUTES, PAGE, SEARCH)
VERSION = 1
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What an entry rests on: seconds counted in view, topics read, whether there was a question
    of the reader's, whether they wrote what they learnt or will change."""

    seconds: int
    pages: int
    asked: bool
    reflected: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """Credits to a hundredth, and the rule, version and numbers that they were counted by."""

    credits: Decimal
    rule: str
    version: int
    numbers: dict[str, str]


def claim(rule: str, read: Read, site: Mapping[str, Any]) -> Claim:
    """Count. `site` is the setting STATIM_CPD.

    "minutes": one credit for `minutes_per_credit` minutes (in the UK one credit is an hour shown
    by a reflective note: Academy of Medical Royal Colleges, core principles for CPD). "page":
    `per_page` for each topic read. "search": `per_search` where a question was asked and a page
    read, however many. Where the site asks for reflection, reading without it earns nothing.
    """
    minutes = read.seconds // 60
    numbers = {
        MINUTES: {"minutes": str(minutes), "minutes_per_credit": str(site["minutes_per_credit"])},
        PAGE: {"pages": str(read.pages), "per_page": str(site["per_page"])},
        SEARCH: {
            "searches": str(int(read.asked and read.pages > 0)),
            "per_search": str(site["per_search"]),
        },
    }[rule]
    earned = {
        MINUTES: Decimal(minutes) / site["minutes_per_credit"],
        PAGE: read.pages * site["per_page"],
        SEARCH: int(read.asked and read.pages > 0) * site["per_search"],
    }[rule]
    asks = bool(site["reflection"])
    numbers |= {"reflection": _said(asks, read.reflected)}
    if asks and not read.reflected:
        earned = Decimal(0)
    return Claim(earned.quantize(_HUNDREDTH, ROUND_HALF_UP), rule, VERSION, numbers)


def _said(asked: bool, reflected: bool) -> str:
    if not asked:
        return later("not asked for")
    return later("written") if reflected else later("asked for and not written")


def in_words(rule: str, numbers: Mapping[str, str]) -> str:
    """How it was counted, as people read it."""
    said = {
        MINUTES: later("%(minutes)s minutes read, %(minutes_per_credit)s to a credit"),
        PAGE: later("%(pages)s pages read, %(per_page)s each"),
        SEARCH: later("%(searches)s question looked up, %(per_search)s each"),
    }[rule]
    return say(
        "%(counted)s; reflection %(reflection)s",
        counted=say(said, **numbers),
        reflection=say(numbers["reflection"]),
    )
