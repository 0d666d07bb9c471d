"""Which statement is which after an edit: proved on random trees and random edits."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statim.editions.document import Section, Statement
from statim.editions.validation import STATEMENT_ID
from statim.topics.errors import SameIdTwice
from statim.topics.likeness import Words, likeness
from statim.topics.manuscript import statements_in
from statim.topics.matching import ALPHABET, LIKE_IN_PLACE, keep_ids, new_id
from tests.topics.edited import Edits, Node, Outline, built, outline, vocabulary

SEEDS = st.integers(min_value=0, max_value=2**32)


def says(*texts: str, heading: str = "", ids: Sequence[str] = ()) -> tuple[Section, ...]:
    """One section of statements, with ids or without."""
    given_ids = list(ids) or [""] * len(texts)
    return (
        Section(
            heading=heading,
            statements=tuple(
                Statement(id=i, text=t, html=t) for i, t in zip(given_ids, texts, strict=True)
            ),
        ),
    )


def ids_of(sections: tuple[Section, ...]) -> list[str]:
    return [statement.id for statement in statements_in(sections)]


def alike(one: str, other: str) -> float:
    words = Words()
    read = [(t, words.row(t), words.telling(t)) for t in (one, other)]
    return likeness(read[0], read[1])


def edited(seed: int, statements: int, edits: int) -> tuple[Outline, dict[str, Node], list[str]]:
    """An outline after random edits, its nodes by the id they got, and the new ids."""
    chance = random.Random(seed)
    words = vocabulary(chance)
    said = outline(chance, words, statements)
    before = built(said, with_ids=True)
    author = Edits(chance, words)
    for _ in range(edits):
        author.any(said)
    after = ids_of(keep_ids(before, built(said, with_ids=False)))
    nodes = said.nodes()
    assert len(after) == len(nodes)
    return said, dict(zip(after, nodes, strict=True)), after


@given(SEEDS, st.integers(1, 80), st.integers(0, 12))
@settings(max_examples=150, deadline=None)
def test_whatever_was_edited_each_statement_has_the_id_that_is_its_own(
    seed: int, statements: int, edits: int
) -> None:
    """Untouched, moved and reworded statements keep their ids; of a split and of a merger the
    larger part does; what is new has a new one; and no id is given twice."""
    said, by_id, after = edited(seed, statements, edits)
    assert len(set(after)) == len(after)
    for statement_id, node in by_id.items():
        if node.was:
            assert statement_id == node.was, node.text
        elif statement_id in said.deleted:
            assert alike(node.text, said.deleted[statement_id]) >= LIKE_IN_PLACE
        else:
            assert len(statement_id) == 8


@given(SEEDS, st.integers(2, 60))
@settings(max_examples=60, deadline=None)
def test_a_text_put_together_anew_keeps_every_id(seed: int, statements: int) -> None:
    """Every statement moved somewhere else, none reworded."""
    chance = random.Random(seed)
    said = outline(chance, vocabulary(chance), statements)
    before = built(said, with_ids=True)
    nodes = said.nodes()
    for node in nodes:
        node.children = []
    chance.shuffle(nodes)
    said.sections = [("Elsewhere", nodes)]
    assert ids_of(keep_ids(before, built(said, with_ids=False))) == [n.was for n in nodes]


@given(SEEDS, st.integers(2, 40))
@settings(max_examples=60, deadline=None)
def test_every_statement_reworded_at_once_no_two_swap(seed: int, statements: int) -> None:
    chance = random.Random(seed)
    words = vocabulary(chance)
    said = outline(chance, words, statements)
    before = built(said, with_ids=True)
    author = Edits(chance, words)
    for _ in range(statements):
        author.reword(said)
    assert ids_of(keep_ids(before, built(said, with_ids=False))) == [n.was for n in said.nodes()]


@given(SEEDS, st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_another_text_altogether_gets_no_old_id(seed: int, statements: int) -> None:
    chance = random.Random(seed)
    words = vocabulary(chance, 900)
    before = built(outline(chance, words[::2], statements), with_ids=True)
    after = built(outline(chance, words[1::2], statements), with_ids=False)
    assert not set(ids_of(keep_ids(before, after))) & set(ids_of(before))


@pytest.mark.parametrize("seed", range(2))
def test_it_holds_at_the_size_of_a_book(seed: int) -> None:
    _, by_id, after = edited(seed, 1500, 200)
    assert len(set(after)) == len(after)
    wrong = [node.text for i, node in by_id.items() if node.was and i != node.was]
    assert not wrong


def test_two_hundred_unchanged_statements_all_keep_their_ids() -> None:
    chance = random.Random(1)
    said = outline(chance, vocabulary(chance), 200)
    before, after = built(said, with_ids=True), built(said, with_ids=False)
    assert ids_of(keep_ids(before, after, earlier=before)) == ids_of(before)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Give 5 mg twice daily", "Give 10 mg twice daily"),
        ("Ketamine is recommended in pregnancy", "Ketamine is not recommended in pregnancy"),
        ("Effects last up to 60 minutes", "Effects last up to 90 minutes"),
        ("Stop if eGFR < 30 mL/min", "Stop if eGFR ≤ 30 mL/min"),
        ("nausea", "Nausea."),
        ("Monitor blood pressure", "Monitor blood pressure hourly"),
        ("Anaesthesia in higher doses", "Anesthesia in higher doses"),
    ],
)
def test_a_changed_dose_or_a_not_is_the_same_statement_reworded(old: str, new: str) -> None:
    before = says("Something else stands here", old, ids=("aa", "bb"))
    assert ids_of(keep_ids(before, says("Something else stands here", new))) == ["aa", "bb"]


def test_doses_exchanged_between_two_statements_do_not_exchange_their_ids() -> None:
    before = says("Adults: 5 mg twice daily", "Children: 2 mg twice daily", ids=("ad", "ch"))
    after = says("Adults: 2 mg twice daily", "Children: 5 mg twice daily")
    assert ids_of(keep_ids(before, after)) == ["ad", "ch"]


def test_the_same_words_twice_are_told_apart_by_their_section() -> None:
    before = (
        *says("Nausea", "Avoid in renal failure", heading="Opioids", ids=("o1", "o2")),
        *says("Nausea", "Avoid in heart failure", heading="SSRIs", ids=("s1", "s2")),
    )
    after = (
        *says("Nausea", "Avoid in heart failure", heading="SSRIs"),
        *says("Nausea", "Avoid in renal failure", heading="Opioids"),
    )
    assert ids_of(keep_ids(before, after)) == ["s1", "s2", "o1", "o2"]
    without = says("Nausea", "Avoid in heart failure", heading="SSRIs")
    assert ids_of(keep_ids(before, without)) == ["s1", "s2"]


def test_an_id_that_is_given_wins_over_every_likeness() -> None:
    before = says("First words here", "Second words there", ids=("one", "two"))
    after = says("First words here", "Second words there", ids=("two", ""))
    kept = ids_of(keep_ids(before, after))
    assert kept[0] == "two"
    assert kept[1] not in ("one", "two")


def test_an_id_given_twice_is_refused_and_both_places_are_named() -> None:
    with pytest.raises(SameIdTwice, match=r"“One”.*“Two”"):
        keep_ids((), says("One", "Two", ids=("aa", "aa")))


def test_what_the_draft_lost_is_found_again_in_the_edition() -> None:
    edition = says("Kept in both places", "Only the edition says this", ids=("aa", "bb"))
    draft = says("Kept in both places", ids=("aa",))
    after = says("Only the edition says this", "Kept in both places")
    assert ids_of(keep_ids(draft, after, earlier=edition)) == ["bb", "aa"]


def test_a_draft_reworded_away_from_the_edition_has_one_id_only() -> None:
    edition = says("Give five tablets in the morning", ids=("aa",))
    draft = says("Give six tablets in the evening", ids=("aa",))
    after = says("Give five tablets in the morning", "Give six tablets in the evening")
    kept = ids_of(keep_ids(draft, after, earlier=edition))
    assert kept[1] == "aa"
    assert kept[0] not in ("aa", "")


def test_new_ids_are_short_and_have_no_look_alikes() -> None:
    made = {new_id() for _ in range(2000)}
    assert len(made) == 2000
    assert not set("01ilo") & set(ALPHABET)
    assert all(len(i) == 8 and STATEMENT_ID.fullmatch(i) for i in made)
