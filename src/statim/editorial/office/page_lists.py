"""Online pages that want looking at: resting on works with a notice, or on nothing. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from statim.audit.actor import Actor
from statim.design.words import counted
from statim.editorial.office.rows import Row
from statim.editorial.sentinel import Resting, resting
from statim.editorial.uncited import UncitedPage, uncited_now
from statim.references.notices import WORDS

Slice = tuple[Sequence[Row], int]
NAMED = 3  # statements of a page that are quoted in the list


def noticed(by: Actor, today: date, start: int, limit: int) -> Slice:
    """References of online pages about which a notice stands."""
    found = resting()
    return [_resting(each) for each in found[start : start + limit]], len(found)


def uncited(by: Actor, today: date, start: int, limit: int) -> Slice:
    """Pages with statements that rest on nothing, those with most first; counts statements."""
    found = uncited_now()
    return [_uncited(each) for each in found.pages[start : start + limit]], len(found.pages)


def _resting(each: Resting) -> Row:
    told = f"Reference {each.number}, {each.work_title}"
    rest = counted(len(each.statements), "statement")
    return Row(
        each.title, reverse("desk:topic", args=[each.topic]), line=told,
        where=f"{rest} {'rests' if len(each.statements) == 1 else 'rest'} on it",
        chip=WORDS[each.notices[0].kind], alarm=True,
    )  # fmt: skip


def _uncited(each: UncitedPage) -> Row:
    quoted = " · ".join(f"“{words}”" for _, words in each.statements[:NAMED])
    more = len(each.statements) - NAMED
    return Row(
        each.title, reverse("desk:topic", args=[each.topic]),
        line=f"{quoted} and {more} more" if more > 0 else quoted,
        chip=counted(len(each.statements), "statement"),
    )  # fmt: skip
