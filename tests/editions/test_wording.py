"""Word by word: what is kept, added and removed, with numbers, units and negations whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statim.editions.inline import plain_text, sanitise
from statim.editions.wording import Run, wording


def shown(old: str, new: str) -> str:
    """Runs as one line: [-removed-] {+added+}."""
    signs = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return " ".join(signs[run.kind].format(run.text.strip()) for run in wording(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Give 5 mg daily", "Give 5 g daily", "Give [-5 mg-] {+5 g+} daily"),
        ("Give 0.5 mg/kg once", "Give 5 mg/kg once", "Give [-0.5 mg/kg-] {+5 mg/kg+} once"),
        ("INR &lt; 3 is safe", "INR &gt; 3 is safe", "INR [-< 3-] {+> 3+} is safe"),
        ("It was ≤ 10 µg", "It was ≤ 10 mg", "It was [-≤ 10 µg-] {+≤ 10 mg+}"),
        ("Fell by ± 2 % only", "Fell by 2 % only", "Fell by [-± 2 %-] {+2 %+} only"),
        ("It is not recommended here", "It is recommended here",
         "It is [-not recommended-] {+recommended+} here"),
        ("Safe with alcohol", "Safe without alcohol",
         "Safe [-with alcohol-] {+without alcohol+}"),
        ("for 1 to 2 weeks after", "for 1 to 2 days after",
         "for [-1 to 2 weeks-] {+1 to 2 days+} after"),
        ("in 3 of 10 patients", "in 7 of 10 patients", "in [-3 of 10-] {+7 of 10+} patients"),
        ("about 5–10 mg at night", "about 5–10 mL at night",
         "about [-5–10 mg-] {+5–10 mL+} at night"),
    ],
)  # fmt: skip
def test_a_number_keeps_its_unit_and_a_negation_its_word(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


def test_a_superscript_that_becomes_a_digit_is_a_change() -> None:
    runs = wording("10<sup>9</sup> per litre", "109 per litre")
    assert [(r.kind, r.html) for r in runs] == [
        ("removed", "10<sup>9</sup> "),
        ("added", "109 "),
        ("kept", "per litre"),
    ]


def test_a_link_that_leads_elsewhere_is_a_change() -> None:
    old, new = (
        '<a href="https://a.example/?x=1&amp;y=2">BNF</a>',
        '<a href="https://b.example/">BNF</a>',
    )
    assert [(r.kind, r.html) for r in wording(old, new)] == [("removed", old), ("added", new)]


def test_citation_marks_are_no_words() -> None:
    old = 'It works<cite data-cites="0"></cite> fast<cite data-cites="1"></cite>'
    assert wording(old, "It works fast") == ()


def test_the_same_words_give_no_runs() -> None:
    assert wording("It <em>works</em>", "It <em>works</em>") == ()


def test_a_line_break_is_a_change() -> None:
    assert shown("one<br>two", "one two") == "one [--] two" or "[-" in shown(
        "one<br>two", "one two"
    )


words = st.lists(
    st.sampled_from(
        ["not", "no", "5", "mg", "≤", "10", "%", "to", "in", "ketamine", "0.5", "mg/kg", "µg",
         "<em>dose</em>", "10<sup>9</sup>/L", "H<sub>2</sub>O", "a&amp;b", "&lt;", "rapid,"]
    ),
    min_size=1,
    max_size=25,
).map(" ".join)  # fmt: skip


def _joined(runs: tuple[Run, ...], *kinds: str) -> list[str]:
    return " ".join(run.text for run in runs if run.kind in kinds).split()


@given(words, words)
def test_the_runs_hold_every_word_of_both_sides_in_order(old: str, new: str) -> None:
    runs = wording(old, new)
    if not runs:
        assert plain_text(old) == plain_text(new)
        return
    assert _joined(runs, "kept", "removed") == plain_text(old).split()
    assert _joined(runs, "kept", "added") == plain_text(new).split()


@given(words, words)
def test_the_markup_of_every_run_is_safe_and_says_its_words(old: str, new: str) -> None:
    for run in wording(old, new):
        assert sanitise(run.html) == run.html
        assert plain_text(run.html) == run.text.strip()


@given(words)
def test_nothing_changes_against_itself(html: str) -> None:
    assert wording(html, html) == ()
