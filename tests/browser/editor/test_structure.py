"""Typing, splitting, joining, nesting, moving: what becomes of statements and their ids."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editor.conftest import OpenEditor
from tests.browser.editor.driving import EDITOR, ids, put, read, select, tree, words_of

FALL = "Mood can fall quickly after the first improvement."
WEEK = "It may last a week."
SHORT = "Benefit is rapid but short-lived, one to two weeks after an infusion."
DOSE = "Do not give more than 0.5 mg/kg; eGFR ≤ 30 mL/min/1.73 m²."


@pytest.fixture
def page(open_editor: OpenEditor) -> Page:
    return open_editor()


def test_it_starts_with_the_topic_as_it_is(page: Page) -> None:
    assert tree(page) == [
        ["short", SHORT, ["week", WEEK], ["fall", FALL]],
        ["dose", DOSE],
        "## Mode of action",
        ["para", "A paragraph about glutamate."],
        ["nmda", "Blocks NMDA receptors."],
    ]


def test_typing_keeps_the_id(page: Page) -> None:
    put(page, "fall")
    page.keyboard.type(" Watch for it < 24 h.")
    assert words_of(page, "fall") == FALL + " Watch for it < 24 h."


def test_enter_in_the_middle_splits_and_the_first_part_keeps_the_id(page: Page) -> None:
    put(page, "fall", len("Mood can fall"))
    page.keyboard.press("Enter")
    first, second = tree(page)[0][3:]
    assert first == ["fall", "Mood can fall"]
    assert second[1].strip() == "quickly after the first improvement."
    assert second[0] not in ("fall", "")


def test_enter_at_the_start_leaves_the_id_with_the_words(page: Page) -> None:
    put(page, "fall", "start")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.type("Before it.")
    before, fall = tree(page)[0][3:]
    assert before[1] == "Before it."
    assert before[0] not in ("fall", "")
    assert fall == ["fall", FALL]


def test_enter_at_the_end_of_a_parent_starts_its_first_child(page: Page) -> None:
    put(page, "short")
    page.keyboard.press("Enter")
    page.keyboard.type("New.")
    assert [row[1] for row in tree(page)[0][2:]] == ["New.", WEEK, FALL]


def test_splitting_a_parent_hands_its_children_to_what_stands_above_them(page: Page) -> None:
    put(page, "short", len("Benefit is rapid"))
    page.keyboard.press("Enter")
    first, second, *_ = tree(page)
    assert first == ["short", "Benefit is rapid"]
    assert [row[0] for row in second[2:]] == ["week", "fall"]


def test_backspace_joins_and_the_larger_parts_id_stays(page: Page) -> None:
    put(page, "fall", "start")
    page.keyboard.press("Backspace")
    assert tree(page)[0][2:] == [["fall", WEEK + FALL]]
    put(page, "dose", "start")
    page.keyboard.press("Backspace")
    assert tree(page)[0][2:] == [["fall", WEEK + FALL + DOSE]]


def test_splitting_and_joining_again_is_as_if_nothing_happened(page: Page) -> None:
    before = read(page)
    put(page, "fall", 9)
    page.keyboard.press("Enter")
    page.keyboard.press("Backspace")
    assert read(page) == before


def test_delete_at_the_end_takes_up_the_next(page: Page) -> None:
    put(page, "week")
    page.keyboard.press("Delete")
    assert tree(page)[0] == ["short", SHORT, ["fall", WEEK + FALL]]


def test_joining_a_first_child_to_its_parent_keeps_the_other_children(page: Page) -> None:
    put(page, "week", "start")
    page.keyboard.press("Backspace")
    assert tree(page)[0] == ["short", SHORT + WEEK, ["fall", FALL]]


def test_tab_nests_and_shift_tab_brings_back(page: Page) -> None:
    before = tree(page)
    put(page, "fall", 4)
    page.keyboard.press("Tab")
    assert tree(page)[0] == ["short", SHORT, ["week", WEEK, ["fall", FALL]]]
    expect(page.get_by_role("status").last).to_have_text("Level 3")
    page.keyboard.type("!")
    assert words_of(page, "fall").startswith("Mood!")
    page.keyboard.press("Backspace")
    page.keyboard.press("Shift+Tab")
    assert tree(page) == before


def test_shift_tab_takes_the_following_ones_along_as_children(page: Page) -> None:
    put(page, "week")
    page.keyboard.press("Shift+Tab")
    assert tree(page)[:2] == [["short", SHORT], ["week", WEEK, ["fall", FALL]]]


def test_the_keyboard_nests_four_levels_and_no_more(page: Page) -> None:
    put(page, "dose")
    for word in "abcde":
        page.keyboard.press("Enter")
        page.keyboard.type(word)
        page.keyboard.press("Tab")
    expect(page.get_by_role("status").last).to_have_text("Four levels are the most.")
    row = tree(page)[1]
    depth = 1
    while len(row) > 2:
        row, depth = row[-1], depth + 1
    assert depth == 4


def test_several_statements_are_nested_together(page: Page) -> None:
    select(page, ("para", 3), ("nmda", 3))
    page.keyboard.press("Tab")
    expect(page.get_by_role("status").last).to_contain_text("no statement above")
    put(page, "dose")
    page.keyboard.press("Enter")
    page.keyboard.type("one")
    page.keyboard.press("Enter")
    page.keyboard.type("two")
    one, two = ids(page)[4:6]
    select(page, (one, 1), (two, 1))
    page.keyboard.press("Tab")
    assert tree(page)[1] == ["dose", DOSE, [one, "one"], [two, "two"]]
    page.keyboard.press("Shift+Tab")
    assert tree(page)[1:4] == [["dose", DOSE], [one, "one"], [two, "two"]]


def test_alt_and_the_arrows_move_a_statement_with_all_that_is_under_it(page: Page) -> None:
    put(page, "short")
    page.keyboard.press("Alt+ArrowDown")
    assert [row[0] for row in tree(page)[:2]] == ["dose", "short"]
    page.keyboard.press("Alt+ArrowDown")
    assert tree(page)[1:3] == [
        "## Mode of action",
        ["short", SHORT, ["week", WEEK], ["fall", FALL]],
    ]
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    assert [row[0] for row in tree(page)[:2]] == ["short", "dose"]


def test_a_child_moves_into_its_parents_neighbour(page: Page) -> None:
    put(page, "fall")
    page.keyboard.press("Alt+ArrowDown")
    assert tree(page)[:2] == [["short", SHORT, ["week", WEEK]], ["dose", DOSE, ["fall", FALL]]]
    page.keyboard.press("Alt+ArrowUp")
    assert tree(page)[0] == ["short", SHORT, ["week", WEEK], ["fall", FALL]]


def test_a_section_moves_whole(page: Page) -> None:
    put(page, "nmda")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Alt+2")
    page.keyboard.type("Safety")
    page.keyboard.press("Enter")
    page.keyboard.type("Watch.")
    put(page, "Safety")
    page.keyboard.press("Alt+ArrowUp")
    heads = [row for row in tree(page) if isinstance(row, str)]
    assert heads == ["## Safety", "## Mode of action"]
    assert tree(page)[3][1] == "Watch."


def test_undo_brings_ids_back(page: Page) -> None:
    before = read(page)
    put(page, "fall", "start")
    for key in ("Backspace", "Enter", "Tab", "Alt+ArrowUp", "Delete"):
        page.keyboard.press(key)
    select(page, ("short", 2), ("nmda", 4))
    page.keyboard.press("Backspace")
    assert read(page) != before
    for _ in range(12):
        page.keyboard.press("Control+z")
    assert read(page) == before


def test_cut_and_paste_inside_the_topic_is_a_move_and_keeps_the_id(page: Page) -> None:
    select(page, ("fall", 0), ("fall", len(FALL)))
    page.keyboard.press("Control+x")
    put(page, "nmda")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+v")
    assert words_of(page, "fall") == FALL
    assert tree(page)[-1] == ["fall", FALL]
    assert len(ids(page)) == len(set(ids(page)))


def test_cutting_several_and_pasting_them_keeps_their_ids(page: Page) -> None:
    select(page, ("week", 0), ("fall", len(FALL)))
    page.keyboard.press("Control+x")
    put(page, "nmda")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+v")
    assert [row[:2] for row in tree(page)[-2:]] == [["week", WEEK], ["fall", FALL]]


def test_a_copy_gets_an_id_of_its_own(page: Page) -> None:
    select(page, ("week", 0), ("fall", len(FALL)))
    page.keyboard.press("Control+c")
    put(page, "nmda")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+v")
    rows = tree(page)
    assert rows[0][2:] == [["week", WEEK], ["fall", FALL]]
    assert [row[1] for row in rows[-2:]] == [WEEK, FALL]
    assert not {row[0] for row in rows[-2:]} & {"week", "fall"}


def test_what_was_copied_in_another_topic_comes_without_its_ids(open_editor: OpenEditor) -> None:
    page = open_editor()
    select(page, ("week", 0), ("fall", len(FALL)))
    page.keyboard.press("Control+x")
    page.evaluate(f"{EDITOR}.settings.topic = 'another'")
    put(page, "nmda")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+v")
    rows = tree(page)
    assert [row[1] for row in rows[-2:]] == [WEEK, FALL]
    assert not {row[0] for row in rows[-2:]} & {"week", "fall"}


def test_shift_enter_is_a_line_break(page: Page) -> None:
    put(page, "fall", 13)
    page.keyboard.press("Shift+Enter")
    assert words_of(page, "fall") == "Mood can fall\n quickly after the first improvement."


def test_a_heading_becomes_of_two_signs_and_a_space(page: Page) -> None:
    put(page, "nmda")
    page.keyboard.press("Enter")
    page.keyboard.type("### Dose")
    assert tree(page)[-1] == "### Dose"


def test_a_heading_takes_no_citation_and_says_so(page: Page) -> None:
    put(page, "nmda")
    page.keyboard.press("Control+Alt+2")
    expect(page.get_by_role("status").last).to_contain_text("words only")
    assert tree(page)[-1] == ["nmda", "Blocks NMDA receptors."]


KEYS = (
    "Enter", "Enter", "Backspace", "Backspace", "Delete", "Tab", "Tab", "Shift+Tab",
    "Alt+ArrowUp", "Alt+ArrowDown", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home",
    "End", "a", "Control+z", "Shift+ArrowDown", "Control+x", "Control+v", "Shift+Enter",
    "Control+Alt+1", "Control+Alt+2",
)  # fmt: skip


# Delete right after Shift and an arrow reaches Chromium before the editor has read the selection.
# Chromium then joins the blocks itself and gives the words an inline style, which the policy
# refuses; the editor reads the joined words and draws them anew, as `read` below shows.
CHROMIUM_JOINS = "Applying inline style violates the following Content Security Policy directive"


@pytest.mark.parametrize("seed", range(4))
def test_no_row_of_keys_breaks_the_document_or_doubles_an_id(
    seed: int, open_editor: OpenEditor
) -> None:
    page = open_editor(spares=CHROMIUM_JOINS)
    chance = random.Random(seed)
    put(page, "fall", 5)
    for _ in range(80):
        page.keyboard.press(chance.choice(KEYS))
    page.evaluate(f"{EDITOR}.view.state.doc.check()")
    read(page)
    found = ids(page)
    assert len(found) == len(set(found))
    assert "" not in found
