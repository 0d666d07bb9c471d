"""Codes offered beside the form of a topic: what to show, and what was ticked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from statim.editions.code_systems import fault_of
from statim.editions.document import Code
from statim.search.suggested_codes import Suggested, suggested_codes
from statim.topics.manuscript import Manuscript

MOST_CODES = 50


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggested code as the form shows it; `value` is what the browser sends back."""

    system_name: str
    code: str
    display: str
    why: str
    value: str


def offers_for(draft: Manuscript) -> list[Offer]:
    """What open lists suggest for the draft, less what it carries."""
    carried = {(code.system, code.code) for code in draft.codes}
    found = suggested_codes(draft.title, draft.synonyms)
    return [_offer(one) for one in found if (one.system, one.code) not in carried]


def _offer(one: Suggested) -> Offer:
    value = json.dumps([one.system, one.code, one.display])
    return Offer(one.system_name, one.code, one.display, one.why, value)


def taken_from(sent: Iterable[str]) -> tuple[Code, ...]:
    """The ticked codes. What is not of the form's own making, or no code, is left out."""
    taken = []
    for value in list(sent)[:MOST_CODES]:
        try:
            system, code, display = (str(part) for part in json.loads(value))
        except (ValueError, TypeError):
            continue
        if code and not fault_of(system, code) and len(display) <= 300:
            taken.append(Code(system=system, code=code, display=display))
    return tuple(taken)


def with_taken(written: Sequence[Code], taken: Sequence[Code]) -> tuple[Code, ...]:
    """The written codes, then the ticked ones that are not among them."""
    there = {(code.system, code.code) for code in written}
    new = {(code.system, code.code): code for code in taken}
    return (*written, *(code for key, code in new.items() if key not in there))
