"""What became of a copy since it was made: the editions that bear its code, and how each stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from statim.editions import queries
from statim.editions.corrections import is_correction
from statim.reader.copies import paragraphs
from statim.reader.notices import above, notices_on
from statim.reader.recent import Line, line_of

CURRENT, SUPERSEDED, WITHDRAWN = "current", "superseded", "withdrawn"


@dataclass(frozen=True, slots=True)
class Checked:
    """An edition that bears the code. `state` is one of the three; `since` are the editions that
    came after it, newest first, `corrected` whether one of them corrects; `overdue` is the day
    (ISO) on which the current review fell due, or ""; `known` what was said against works that
    it cites."""

    edition: queries.Published
    standing: queries.Current
    state: str
    on: datetime | None
    reason: str
    since: list[Line]
    corrected: bool
    overdue: str
    known: tuple[str, ...]

    @property
    def latest(self) -> int:
        """The number of the current edition."""
        return self.standing.number


def checked(code: str, today: date) -> list[Checked]:
    """Every edition that bears the code: one, or none, but for a chance in a thousand million.

    Raises NotACode.
    """
    found = (_checked(edition, today) for edition in queries.with_code(code))
    return [one for one in found if one]


def _checked(edition: queries.Published, today: date) -> Checked | None:
    standing = queries.current_of_topic(edition.topic)
    if standing is None:
        return None
    after = [one for one in queries.history(standing.slug) if one.number > edition.number]
    state, on, reason = CURRENT, None, ""
    if after:
        state, on = SUPERSEDED, after[-1].published
    if standing.withdrawn:
        state = WITHDRAWN
        on, reason = queries.withdrawals_of(edition.topic)[0]
    due = standing.review_due
    return Checked(
        edition=edition,
        standing=standing,
        state=state,
        on=on,
        reason=reason,
        since=[line_of(one) for one in after],
        corrected=any(is_correction(one.document) for one in after),
        overdue=due if due and due < today.isoformat() else "",
        known=paragraphs(above(edition.document, notices_on(edition.document))),
    )
