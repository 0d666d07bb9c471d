"""A note is at its own statement, or says what became of it. Never at another, never lost."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from statim.annotations.anchoring import (
    CHANGED,
    GONE,
    KEPT,
    MOVED,
    PAGE,
    Anchor,
    Place,
    anchor_at,
    old_words,
    placed,
)
from statim.editions.document import Document, Section, Statement, statements_of
from tests.documents import page, says

SEQUENCES = 10_000


def document(*statements: Statement) -> Document:
    return page(Section(heading="", statements=statements))


ONE, TWO = says("one", "Ring first"), says("two", "Ring 5 mg later")


def test_where_nothing_changed_the_note_is_kept() -> None:
    assert placed(anchor_at(ONE), document(TWO, ONE)) == Place(KEPT, "one", "Ring first")


def test_a_note_to_the_page_is_kept_whatever_happens() -> None:
    assert placed(Anchor(), document()) == Place(KEPT, PAGE)


def test_a_statement_that_moved_on_the_page_takes_its_note_along() -> None:
    nested = document(says("two", "Ring 5 mg later", ONE))
    assert placed(anchor_at(ONE), nested).state == KEPT
    assert placed(anchor_at(ONE), nested).statement == "one"


def test_other_words_under_the_note_are_told_of_with_the_old_ones() -> None:
    place = placed(anchor_at(ONE), document(says("one", "Ring last")))
    assert place == Place(CHANGED, "one", "Ring last")
    assert old_words(anchor_at(ONE)) == "Ring first"


def test_a_change_in_markup_alone_is_a_change() -> None:
    power = says("p", "109 cells", html="10<sup>9</sup> cells")
    assert placed(anchor_at(power), document(says("p", "109 cells"))).state == CHANGED


def test_other_citations_and_other_white_space_are_no_change() -> None:
    cited = says("one", "Ring first", cites=["a"])
    assert placed(anchor_at(cited), document(says("one", "Ring  first"))).state == KEPT


def test_a_statement_that_is_gone_leaves_its_note_at_the_page() -> None:
    assert placed(anchor_at(ONE), document(TWO)) == Place(GONE)


def test_the_same_words_under_a_new_id_are_found_and_said_to_be_new() -> None:
    place = placed(anchor_at(ONE), document(says("new", "Ring first")))
    assert place == Place(MOVED, "new", "Ring first")


def test_the_same_words_twice_are_not_guessed_between() -> None:
    twice = document(says("a", "Ring first"), says("b", "Ring first"))
    assert placed(anchor_at(ONE), twice).state == GONE


def test_words_that_are_merely_alike_are_never_taken() -> None:
    assert placed(anchor_at(TWO), document(says("x", "Ring 50 mg later"))).state == GONE


def test_an_anchor_without_markup_goes_by_its_words() -> None:
    assert placed(Anchor("one", "Ring first"), document(ONE)).state == KEPT
    assert placed(Anchor("one", "Ring"), document(ONE)).state == CHANGED
    assert old_words(Anchor("one", "a < b")) == "a &lt; b"


def test_a_statement_that_comes_back_has_its_note_again() -> None:
    anchor = anchor_at(ONE)
    assert placed(anchor, document(TWO)).state == GONE
    assert placed(anchor, document(TWO, ONE)) == Place(KEPT, "one", "Ring first")


# the property


@dataclass
class Noted:
    """A note in the simulation: what it was written to, kept by hand and apart from the code."""

    anchor: Anchor
    words_then: str
    place: Place = field(default_factory=lambda: Place(KEPT))


WORDS = ("give 5 mg", "give 50 mg", "do not give", "give", "ring the team", "ring", "stop at once")


class Author:
    """Edits a document at random, as authors and imports do."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.made = 0
        self.bin: list[Statement] = []
        self.statements = [self.new() for _ in range(chance.randint(0, 5))]

    def new(self, text: str | None = None) -> Statement:
        self.made += 1
        return says(f"s{self.made}", text or self.chance.choice(WORDS))

    def document(self) -> Document:
        """The statements, some of them nested under others."""
        roots: list[Statement] = []
        for n, one in enumerate(self.statements):
            if roots and n % 3 == 2:
                roots[-1] = replace(roots[-1], children=(*roots[-1].children, one))
            else:
                roots.append(one)
        return document(*roots)

    def edit(self) -> None:
        """One change."""
        act = self.chance.choice(("reword", "cut", "add", "move", "restore", "anew", "swap words"))
        at = self.chance.randrange(len(self.statements)) if self.statements else None
        if act == "add" or at is None:
            self.statements.insert(self.chance.randint(0, len(self.statements)), self.new())
        elif act == "reword":
            text = self.chance.choice(WORDS)
            self.statements[at] = replace(self.statements[at], text=text, html=text)
        elif act == "cut":
            self.bin.append(self.statements.pop(at))
        elif act == "move":
            self.statements.insert(0, self.statements.pop(at))
        elif act == "restore" and self.bin:
            self.statements.append(self.bin.pop())
        elif act == "anew":  # an import that lost the id
            self.statements[at] = self.new(self.statements[at].text)
        elif act == "swap words" and len(self.statements) > 1:
            other = (at + 1) % len(self.statements)
            a, b = self.statements[at], self.statements[other]
            self.statements[at] = replace(a, text=b.text, html=b.html)
            self.statements[other] = replace(b, text=a.text, html=a.html)


def write(chance: random.Random, shown: Document) -> Noted:
    statements = [None, *statements_of(shown)]
    chosen = chance.choice(statements)
    if chosen is None:
        return Noted(Anchor(), "")
    return Noted(anchor_at(chosen), chosen.text)


def check(note: Noted, shown: Document) -> None:
    """What must hold of every note after every edition, said without the code under test."""
    texts = {s.id: s.text for s in statements_of(shown)}
    place, written_to = note.place, note.anchor.statement
    if place.statement == PAGE:
        assert place.state == (KEPT if written_to == PAGE else GONE)
        assert written_to not in texts or written_to == PAGE
        return
    assert place.statement in texts, "a note stands where nothing is"
    if place.statement == written_to:
        same = texts[written_to] == note.words_then
        assert place.state == (KEPT if same else CHANGED), "a change was not said"
    else:
        assert place.state == MOVED, "a note is on another statement and does not say so"
        assert texts[place.statement] == note.words_then, "a note is on other words"
        assert list(texts.values()).count(note.words_then) == 1, "it was guessed"


def test_in_10000_random_sequences_no_note_is_lost_or_on_a_wrong_statement_unsaid() -> None:
    states = set()
    for seed in range(SEQUENCES):
        chance = random.Random(seed)
        author, notes, written = Author(chance), list[Noted](), 0
        for _ in range(chance.randint(2, 8)):
            for _ in range(chance.randint(0, 3)):
                author.edit()
            shown = author.document()
            for note in notes:
                note.place = placed(note.anchor, shown)
                check(note, shown)
                states.add(note.place.state)
            if chance.random() < 0.6:
                notes.append(write(chance, shown))
                written += 1
        assert len(notes) == written
    assert states == {KEPT, CHANGED, MOVED, GONE}, "the sequences did not reach every state"


def test_the_property_would_find_a_note_that_slipped() -> None:
    shown = document(says("one", "Ring first"), says("two", "Ring first"))
    slipped = Noted(anchor_at(ONE), "Ring first", Place(KEPT, "two", "Ring first"))
    unsaid = Noted(anchor_at(TWO), "Ring 5 mg later", Place(KEPT, "two", "Ring first"))
    for fault in (slipped, unsaid):
        try:
            check(fault, shown)
        except AssertionError:
            continue
        raise AssertionError("a fault put in was not found")
