"""Which statements are verified, given what was said of them and what they say now. Pure.

A verdict is about a digest. A confirmation counts where the statement says, and stands, as it
did then; a request for a change counts until the same person takes it back or the statement
says something else. docs/design/review.md gives the rules and their reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from statim.editions.document import Verification
from statim.topics.wording import Worded

CONFIRM = "confirm"
Writers = Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One verdict by value, as it was signed."""

    statement: str
    digest: str
    place: str
    step: str
    verdict: str
    words: str
    account: int
    name: str
    role: str
    interests: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """Where one statement stands. `confirmed` has one entry for each step, None where nobody's
    confirmation counts; `asked` are the requests that stand, by step."""

    worded: Worded
    confirmed: tuple[Said | None, ...]
    asked: tuple[tuple[Said, ...], ...]
    moved: bool

    def done_at(self, step: int) -> bool:
        """Whether it is confirmed at this step and nobody's request there stands."""
        return self.confirmed[step] is not None and not self.asked[step]

    @property
    def last(self) -> Said | None:
        """The confirmation of the last step, where all steps are done."""
        done = all(self.done_at(step) for step in range(len(self.confirmed)))
        return self.confirmed[-1] if done and self.confirmed else None

    @property
    def verified(self) -> Verification | None:
        """By whom and on which day (UTC) it was verified, or None."""
        last = self.last
        return Verification(by=last.name, on=day_of(last.at)) if last else None

    def why_not(self, steps: Sequence[str]) -> str:
        """What is missing, in words; "" where nothing is."""
        for step, name in enumerate(steps):
            if self.asked[step]:
                said = self.asked[step][0]
                what = "a change" if said.verdict == "change" else "to remove it"
                return f"{said.name} asked {'for ' if what == 'a change' else ''}{what}"
            if self.confirmed[step] is None:
                moved = ", it was moved since" if self.moved else ""
                return f"not confirmed by a {name}{moved}"
        return ""


def judged(
    version: Mapping[str, Worded],
    verdicts: Iterable[Said],
    steps: Sequence[str],
    writers: Writers,
    *,
    separate: bool = True,
) -> dict[str, Judged]:
    """Every statement of the version, in reading order, and where it stands.

    `verdicts` are the topic's, the oldest first; `writers` the accounts that wrote or changed
    each statement up to this version. Where duties are separated, the confirmation of a writer
    does not count, nor that of one who confirmed an earlier step.
    """
    said: dict[tuple[str, str], dict[tuple[str, int], Said]] = {}
    elsewhere: set[str] = set()  # confirmed with these words, at another place
    for verdict in verdicts:
        now = version.get(verdict.statement)
        if now and now.digest == verdict.digest:
            key = (verdict.statement, verdict.digest)
            said.setdefault(key, {})[verdict.step, verdict.account] = verdict
            if verdict.verdict == CONFIRM and verdict.place != now.place:
                elsewhere.add(verdict.statement)
    return {
        key: _one(
            now,
            said.get((key, now.digest), {}),
            steps,
            writers.get(key, frozenset()) if separate else frozenset(),
            moved=key in elsewhere,
            separate=separate,
        )
        for key, now in version.items()
    }


def _one(
    now: Worded,
    said: Mapping[tuple[str, int], Said],
    steps: Sequence[str],
    own: frozenset[int],
    *,
    moved: bool,
    separate: bool,
) -> Judged:
    confirmed: list[Said | None] = []
    asked: list[tuple[Said, ...]] = []
    signed = set(own)
    for step in steps:
        here = [each for (at, _), each in said.items() if at == step]
        asked.append(tuple(each for each in here if each.verdict != CONFIRM))
        counts = [
            each
            for each in here
            if each.verdict == CONFIRM and each.place == now.place and each.account not in signed
        ]
        best = max(counts, key=lambda each: each.at, default=None)
        confirmed.append(best)
        if best and separate:
            signed.add(best.account)
    return Judged(now, tuple(confirmed), tuple(asked), moved)


def reviewed_on(statements: Iterable[Judged]) -> str | None:
    """The day of the oldest verification among all statements of a page; None where one is not
    verified, or where there is none."""
    days = [each.verified.on if each.verified else None for each in statements]
    if not days or None in days:
        return None
    return min(day for day in days if day)


def signers(statements: Iterable[Judged]) -> list[Said]:
    """Everybody whose confirmation counts, each once with their newest, by step and time."""
    newest: dict[int, tuple[int, Said]] = {}
    for each in statements:
        for step, said in enumerate(each.confirmed):
            if said and (said.account not in newest or newest[said.account][1].at < said.at):
                newest[said.account] = (step, said)
    ranked = sorted(newest.values(), key=lambda pair: (pair[0], pair[1].at, pair[1].account))
    return [said for _, said in ranked]


def day_of(at: datetime) -> str:
    """The day (ISO, UTC) of a moment."""
    return at.astimezone(UTC).date().isoformat()
