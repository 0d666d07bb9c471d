"""What changed between two editions, found by the ids of statements."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statim.editions.changes import CitationChange, SectionChange, between
from statim.editions.document import Document, Section, Statement, statements_of, walk
from statim.editions.placement import out_of_order
from tests.documents import article, page, says


def lead(*statements: Statement, heading: str = "") -> Section:
    return Section(heading=heading, statements=statements)


def happened(old: Document, new: Document) -> dict[str, tuple[str, ...]]:
    return {change.id: change.kinds for change in between(old, new).statements}


A, B, C, D = (says(i, f"Statement {i}") for i in "abcd")


def test_a_first_edition_is_all_new() -> None:
    changes = between(None, page(lead(A, B), references=[article("x")]))
    assert [c.kinds for c in changes.statements] == [("added",), ("added",)]
    assert [(r.kind, r.id) for r in changes.references] == [("added", "x")]


def test_adding_or_removing_neighbours_moves_nobody() -> None:
    new = page(lead(says("n", "New"), B, says("m", "More"), D))
    assert happened(page(lead(A, B, C, D)), new) == {
        "a": ("removed",), "n": ("added",), "m": ("added",), "c": ("removed",)
    }  # fmt: skip


def test_one_statement_that_goes_to_the_end_is_the_only_one_moved() -> None:
    assert happened(page(lead(A, B, C, D)), page(lead(B, C, D, A))) == {"a": ("moved",)}


def test_a_statement_under_another_parent_moved_and_took_its_children_along() -> None:
    child = says("k", "Child")
    old = page(lead(A, says("b", "Statement b", child)))
    new = page(lead(says("a", "Statement a", says("b", "Statement b", child))))
    assert happened(old, new) == {"b": ("moved",)}


def test_a_statement_can_be_moved_reworded_and_cited_anew_at_once() -> None:
    old = page(lead(A, B), references=[article("x")])
    new = page(lead(B, heading="One"), lead(says("a", "Else", cites=["x"]), heading="Two"))
    new = replace(new, references=(article("x"),))
    assert happened(old, new) == {"a": ("reworded", "moved", "recited")}


def test_another_heading_moves_no_statement() -> None:
    old, new = page(lead(A, B, heading="Uses")), page(lead(A, B, heading="Indications"))
    changes = between(old, new)
    assert changes.statements == ()
    assert changes.sections == (SectionChange(kind="renamed", old="Uses", new="Indications"),)


def test_a_section_that_goes_up_is_one_move_and_its_statements_none() -> None:
    old = page(lead(A, heading="One"), lead(B, heading="Two"), lead(C, heading="Three"))
    new = page(lead(C, heading="Three"), lead(A, heading="One"), lead(B, heading="Two"))
    changes = between(old, new)
    assert changes.statements == ()
    assert changes.sections == (SectionChange(kind="moved", old="Three", new="Three"),)


def test_of_two_sections_with_one_heading_the_right_one_is_gone() -> None:
    old = page(lead(A, heading="Dose"), lead(B, heading="Dose"))
    changes = between(old, page(lead(B, heading="Dose")))
    assert [(c.id, c.kinds) for c in changes.statements] == [("a", ("removed",))]
    assert changes.sections == (SectionChange(kind="removed", old="Dose", new=""),)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ((), ("x",), CitationChange(kind="added", reference="x")),
        (("x",), (), CitationChange(kind="removed", reference="x")),
        ((("x", "p. 1"),), (("x", "p. 2"),),
         CitationChange(kind="locator", reference="x", old="p. 1", new="p. 2")),
        ((("x", "p. 1"), ("x", "p. 2")), (("x", "p. 2"),),
         CitationChange(kind="removed", reference="x", old="p. 1")),
    ],
)  # fmt: skip
def test_citations_come_go_and_change_their_page(
    old: tuple[str, ...], new: tuple[str, ...], expected: CitationChange
) -> None:
    changes = between(
        page(lead(says("a", "It", cites=old)), references=[article("x")]),
        page(lead(says("a", "It", cites=new)), references=[article("x")]),
    )
    assert [c.citations for c in changes.statements] == [(expected,)]
    assert changes.statements[0].kinds == ("recited",)


def test_a_mark_that_stands_at_other_words_is_seen() -> None:
    mark = '<cite data-cites="0"></cite>'
    old = says("a", "It works fast", cites=["x"], html=f"It works{mark} fast")
    new = says("a", "It works fast", cites=["x"], html=f"It works fast{mark}")
    (change,) = between(page(lead(old)), page(lead(new))).statements
    assert change.citations == (CitationChange(kind="placed", reference=""),)


def test_markup_without_a_word_is_seen() -> None:
    old = says("a", "109/L", html="10<sup>9</sup>/L")
    assert happened(page(lead(old)), page(lead(says("a", "109/L")))) == {"a": ("reworded",)}


def test_certainty_dates_title_and_references_are_seen() -> None:
    old = page(lead(A), references=[article("x"), article("y")], reviewed="2025-01-02")
    new = page(
        lead(replace(A, certainty="low")), title="Another", reviewed="2026-03-04",
        references=[article("x", "Corrected"), article("z")],
    )  # fmt: skip
    changes = between(old, new)
    assert [(f.name, f.old, f.new) for f in changes.fields] == [
        ("title", "A topic", "Another"), ("reviewed", "2025-01-02", "2026-03-04")
    ]  # fmt: skip
    assert [(r.kind, r.id) for r in changes.references] == [
        ("removed", "y"), ("changed", "x"), ("added", "z")
    ]  # fmt: skip
    assert [(d.name, d.old, d.new) for d in changes.statements[0].details] == [
        ("certainty", "", "low")
    ]


def test_number_day_and_note_are_no_changes() -> None:
    old = page(lead(A))
    new = replace(old, number=7, published="2026-01-01T00:00:00Z", previous="f" * 64)
    assert not between(old, new)


@st.composite
def trees(draw: st.DrawFn) -> Document:
    """A document of up to three sections and eighteen statements, up to three deep."""
    count = draw(st.integers(1, 18))
    shape = random.Random(draw(st.integers(0, 10**9)))
    children: dict[int, list[int]] = {n: [] for n in range(-3, count)}
    depth = dict.fromkeys(range(-3, 0), 0)
    for n in range(count):
        parent = shape.choice([p for p in range(-3, n) if depth[p] < 3])
        children[parent].append(n)
        depth[n] = depth[parent] + 1

    def grow(n: int) -> Statement:
        return says(f"s{n}", f"Words of {n}", *map(grow, children[n]), cites=["x"] * (n % 2))

    sections = [
        Section(heading=f"Section {s}", statements=tuple(map(grow, children[s])))
        for s in range(-3, 0)
    ]
    return page(*sections, references=[article("x")])


def edited(document: Document, edit: dict[str, Statement | None]) -> Document:
    """The document with statements put in place of others, or left out (with their children)."""

    def mend(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        kept = []
        for statement in statements:
            now = edit.get(statement.id, statement)
            if now is not None:
                kept.append(replace(now, children=mend(statement.children)))
        return tuple(kept)

    return replace(
        document,
        sections=tuple(replace(s, statements=mend(s.statements)) for s in document.sections),
    )


@given(trees())
def test_nothing_changes_against_itself(document: Document) -> None:
    assert not between(document, document)


@given(trees(), st.randoms(use_true_random=False))
def test_random_removals_rewordings_and_citations_are_found_exactly(
    document: Document, chance: random.Random
) -> None:
    edit: dict[str, Statement | None] = {}
    expected: dict[str, tuple[str, ...]] = {}
    for statement in statements_of(document):
        fate = chance.choice(["keep", "keep", "remove", "reword", "recite"])
        if fate == "remove":
            edit[statement.id] = None
        elif fate == "reword":
            edit[statement.id] = replace(says(statement.id, "Other"), cites=statement.cites)
            expected[statement.id] = ("reworded",)
        elif fate == "recite":
            edit[statement.id] = says(statement.id, statement.text, cites=[("x", "p. 9")])
            expected[statement.id] = ("recited",)
    new = edited(document, edit)
    left = {s.id for s in statements_of(new)}
    gone = {s.id: ("removed",) for s in statements_of(document) if s.id not in left}
    expected = {i: kinds for i, kinds in expected.items() if i in left} | gone
    assert happened(document, new) == expected
    assert happened(new, document) == {
        i: ("added",) if kinds == ("removed",) else kinds for i, kinds in expected.items()
    }


@given(trees(), st.randoms(use_true_random=False))
def test_a_statement_taken_elsewhere_is_the_only_one_moved(
    document: Document, chance: random.Random
) -> None:
    taken = chance.choice(list(statements_of(document)))
    rest = edited(document, {taken.id: None})
    homes = [None, *(s.id for s in statements_of(rest))]
    home = chance.choice(homes)
    if any(taken.id in (c.id for c in s.children) for s in statements_of(document) if s.id == home):
        return

    def plant(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(
            replace(s, children=(*plant(s.children), taken) if s.id == home else plant(s.children))
            for s in statements
        )

    sections = tuple(replace(s, statements=plant(s.statements)) for s in rest.sections)
    if home is None:
        sections = (*sections, lead(taken, heading="A section of its own"))
    moved = {c.id for c in between(document, replace(rest, sections=sections)).of_kind("moved")}
    alone = any(
        {s.id for s in walk(section.statements)} == {s.id for s in walk((taken,))}
        for section in document.sections
    )
    assert moved == ({taken.id} if home or not alone else set())


@given(trees(), trees())
def test_changes_come_in_reading_order(old: Document, new: Document) -> None:
    place = {s.id: n for n, s in enumerate(statements_of(new))}
    order = [place[c.id] for c in between(old, new).statements if c.new]
    assert order == sorted(order)
    was = {s.id: n for n, s in enumerate(statements_of(old))}
    removed = [was[c.id] for c in between(old, new).of_kind("removed")]
    assert len(removed) == len(set(removed))
    assert {c.id for c in between(old, new).of_kind("removed")} == set(was) - set(place)


@given(st.permutations(range(7)))
def test_the_fewest_possible_count_as_moved(order: list[int]) -> None:
    moved = out_of_order(list(range(7)), order)
    stayed = [n for n in order if n not in moved]
    assert stayed == sorted(stayed)
    longest = max(
        size
        for size in range(8)
        for kept in combinations(order, size)
        if list(kept) == sorted(kept)
    )
    assert len(stayed) == longest


def test_a_related_page_that_only_got_another_title_is_no_change() -> None:
    statement = says("one", "A line")
    old, new = (
        page(Section(heading="", statements=(statement,)), related=[("t", "other", title)])
        for title in ("other", "Another page")
    )
    assert not between(old, new).fields
