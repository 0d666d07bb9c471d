"""Which statement is which: ids handed on from what was there before. Pure.

A statement keeps its id when it is reworded or moved; the id of a deleted one is never given
to an unlike text. docs/design/statement-ids.md says how it decides, and why.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest

from statim.editions.document import Section, Statement
from statim.editions.pieces import words_of
from statim.topics.errors import SameIdTwice
from statim.topics.likeness import Words, folded, likeness, sharing

Sections = tuple[Section, ...]

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0 and o, no 1, i and l
LENGTH = 8
LIKE = 0.5  # likeness from which a statement is the same one, reworded
LIKE_IN_PLACE = 0.4  # the same, where parent and both neighbours are the same too
CLOSER = 0.2  # a pair falls where one side is this much more like somebody else
PLACE_COUNTS = 0.01  # each of five points of place, beside a likeness of 0 to 1
BEST_PLACE = 5
MOST_CANDIDATES = 24
MOST_PAIRS = 10_000


def new_id() -> str:
    """A statement id that nobody has: 8 characters without look-alikes."""
    number = secrets.randbelow(len(ALPHABET) ** LENGTH)
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


@dataclass(slots=True)
class _Spot:
    """A statement and what stands around it (places in the same row; -1 for none)."""

    statement: Statement
    heading: str
    parent: int
    before: int
    after: int = -1

    @property
    def text(self) -> str:
        return " ".join(words_of(self.statement))


def keep_ids(old: Sections, new: Sections, earlier: Sections = ()) -> Sections:
    """The new sections with an id on every statement.

    `old` is what stood there last (the draft, else the latest edition); `earlier` is asked for
    what `old` no longer has. Ids given in `new` win. Raises SameIdTwice where two have one id.
    """
    spots = _spots(new)
    given = _given(spots)
    known = [*_spots(old)]
    if earlier:
        known += _spots(earlier, len(known))
    matching = _Matching(known, spots, given)
    if known and len(given) < len(spots):
        matching.by_exact_text()
        matching.by_folded_text()
        matching.by_likeness()
    return _with_ids(new, matching.finished())


def _spots(sections: Sections, offset: int = 0) -> list[_Spot]:
    spots: list[_Spot] = []

    def add(statements: tuple[Statement, ...], heading: str, parent: int) -> None:
        before = -1
        for statement in statements:
            place = offset + len(spots)
            spots.append(_Spot(statement, heading, parent, before))
            if before >= 0:
                spots[before - offset].after = place
            before = place
            add(statement.children, heading, place)

    for section in sections:
        add(section.statements, section.heading, -1)
    return spots


def _given(spots: Sequence[_Spot]) -> dict[str, int]:
    given: dict[str, int] = {}
    for place, spot in enumerate(spots):
        statement_id = spot.statement.id
        if not statement_id:
            continue
        if statement_id in given:
            first = spots[given[statement_id]].text
            raise SameIdTwice(statement_id, f"“{first[:60]}”", f"“{spot.text[:60]}”")
        given[statement_id] = place
    return given


class _Matching:
    """The pairs found so far. Every step only adds pairs; none is taken back."""

    def __init__(self, old: list[_Spot], new: list[_Spot], given: dict[str, int]) -> None:
        self.old, self.new = old, new
        self.taken = set(given)
        self.ids = {place: statement_id for statement_id, place in given.items()}
        self.partner: dict[int, int] = {}  # place in new to place in old
        for place, spot in enumerate(old):
            if spot.statement.id in given:
                self.partner.setdefault(given[spot.statement.id], place)

    def free_old(self) -> Iterator[int]:
        """Old statements whose id is still to be had; one that stands twice alike, once."""
        seen = set()
        for place, spot in enumerate(self.old):
            said = (spot.statement.id, spot.text)
            if spot.statement.id not in self.taken and said not in seen:
                seen.add(said)
                yield place

    def free_new(self) -> Iterator[int]:
        return (p for p in range(len(self.new)) if p not in self.ids)

    def pair(self, new: int, old: int) -> None:
        statement_id = self.old[old].statement.id
        self.taken.add(statement_id)
        self.ids[new] = statement_id
        self.partner[new] = old

    def by_exact_text(self) -> None:
        self._by_key(lambda spot: spot.text)

    def by_folded_text(self) -> None:
        self._by_key(lambda spot: folded(spot.text))

    def _by_key(self, key: Callable[[_Spot], str]) -> None:
        old, new = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
        for place in self.free_old():
            old[key(self.old[place])].append(place)
        for place in self.free_new():
            new[key(self.new[place])].append(place)
        several = []
        for text, olds in old.items():  # in the order of the draft, then of the edition
            if not text or text not in new:
                continue
            if len(new[text]) > 1 or len(olds) > 1:
                several.append((new[text], olds))
            elif self.old[olds[0]].statement.id not in self.taken:
                self.pair(new[text][0], olds[0])
        for places, olds in several:
            self._by_place(places, olds)

    def _by_place(self, new: list[int], old: list[int]) -> None:
        """Several statements of one text: those that stand alike first, then in order."""
        if len(new) * len(old) > MOST_PAIRS:
            ranked = [((0, 0), n, o) for n, o in zip(new, old, strict=False)]
        else:
            ranked = sorted(
                ((-self.alike_in_place(n, o), abs(i - j)), n, o)
                for i, n in enumerate(new)
                for j, o in enumerate(old)
            )
        for _, n, o in ranked:
            if n not in self.ids and self.old[o].statement.id not in self.taken:
                self.pair(n, o)

    def alike_in_place(self, new: int, old: int) -> int:
        """0 to 5: the same section, parent (counts twice), statement before and after."""
        here, there = self.new[new], self.old[old]
        return (
            (here.heading == there.heading)
            + 2 * self._same(here.parent, there.parent)
            + self._same(here.before, there.before)
            + self._same(here.after, there.after)
        )

    def _same(self, new: int, old: int) -> bool:
        if new < 0 or old < 0:
            return new < 0 and old < 0
        if new in self.ids:
            return self.ids[new] == self.old[old].statement.id
        return self.new[new].text == self.old[old].text

    def by_likeness(self) -> None:
        """The rest: the most alike first; place decides between those nearly as alike."""
        pairs = _Alike(self.old, self.new, list(self.free_old()), list(self.free_new()))
        ranked = []
        for (n, o), alike in pairs.alike.items():
            place = self.alike_in_place(n, o)
            if alike >= (LIKE_IN_PLACE if place == BEST_PLACE else LIKE):
                ranked.append((-(alike + PLACE_COUNTS * place), n, o, place))
        chosen: dict[int, int] = {}
        used: set[str] = set()
        for _, n, o, place in sorted(ranked):
            statement_id = self.old[o].statement.id
            if n in chosen or statement_id in used:
                continue
            if place < BEST_PLACE and pairs.closer_elsewhere(n, o):
                continue
            chosen[n] = o
            used.add(statement_id)
        pairs.uncross(chosen)
        for n, o in chosen.items():
            self.pair(n, o)

    def finished(self) -> list[str]:
        """The id of every new statement, in order; those that matched nothing get a new one."""
        known = {spot.statement.id for spot in self.old} | set(self.ids.values())
        ids = []
        for place in range(len(self.new)):
            statement_id = self.ids.get(place) or new_id()
            while place not in self.ids and statement_id in known:
                statement_id = new_id()
            known.add(statement_id)
            ids.append(statement_id)
        return ids


class _Alike:
    """The likeness of every pair worth comparing: those that share a telling word."""

    def __init__(
        self, old: list[_Spot], new: list[_Spot], free_old: list[int], free_new: list[int]
    ) -> None:
        words = Words()
        olds = [(s.text, words.row(s.text), words.telling(s.text)) for s in _at(old, free_old)]
        news = [(s.text, words.row(s.text), words.telling(s.text)) for s in _at(new, free_new)]
        sharers = sharing(telling for _, _, telling in olds)
        self.alike: dict[tuple[int, int], float] = {}
        self._olds_for: dict[int, list[int]] = defaultdict(list)
        self._best_for_new: dict[int, float] = {}
        self._best_for_old: dict[int, float] = {}
        for n, text in zip(free_new, news, strict=True):
            shared = defaultdict[int, float](float)
            for word in text[2]:
                places = sharers.get(word, ())
                for place in places:
                    shared[place] += 1 / len(places)
            for place in nlargest(MOST_CANDIDATES, shared, key=shared.__getitem__):
                self._keep(n, free_old[place], likeness(text, olds[place]))

    def _keep(self, new: int, old: int, alike: float) -> None:
        if alike < LIKE_IN_PLACE:
            return
        self.alike[new, old] = alike
        self._olds_for[new].append(old)
        self._best_for_new[new] = max(alike, self._best_for_new.get(new, 0))
        self._best_for_old[old] = max(alike, self._best_for_old.get(old, 0))

    def closer_elsewhere(self, new: int, old: int) -> bool:
        """Whether either side is clearly more like somebody else."""
        best = max(self._best_for_new[new], self._best_for_old[old])
        return best > self.alike[new, old] + CLOSER

    def uncross(self, chosen: dict[int, int]) -> None:
        """Exchange partners where both of two pairs are more like the other's: no two
        statements ever swap ids for the sake of their places."""
        holder = {o: n for n, o in chosen.items()}
        for n in sorted(chosen):
            for o in self._olds_for[n]:
                other, mine = holder.get(o, n), chosen[n]
                if (
                    other != n
                    and self.alike[n, o] > self.alike[n, mine]
                    and self.alike.get((other, mine), 0.0) > self.alike[other, o]
                ):
                    chosen[n], chosen[other] = o, mine
                    holder[o], holder[mine] = n, other


def _at(spots: Sequence[_Spot], places: Sequence[int]) -> Iterator[_Spot]:
    return (spots[place] for place in places)


def _with_ids(sections: Sections, ids: Sequence[str]) -> Sections:
    waiting = iter(ids)

    def named(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(
            replace(statement, id=next(waiting), children=named(statement.children))
            for statement in statements
        )

    return tuple(replace(s, statements=named(s.statements)) for s in sections)
