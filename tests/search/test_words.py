"""Words as they are looked up: spellings, ligatures, Greek letters, hyphens."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statim.search.asked import read
from statim.search.engine import stem_of, stems
from statim.search.words import WORD, folded, forms_of_name, normal, pieces, uncut, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("anaemia", "anemia"),
        ("Anæmia", "ANEMIA"),
        ("œdema", "oedema"),
        ("oedema", "edema"),
        ("haemorrhage", "hemorrhage"),
        ("diarrhoea", "diarrhea"),
        ("tumour", "tumor"),
        ("behavioural", "behavioral"),
        ("randomised", "randomized"),
        ("paralysed", "paralyzed"),
        ("fibre", "fiber"),
        ("sulphate", "sulfate"),
        ("leucocyte", "leukocyte"),
        ("labelled", "labeled"),
        ("analogue", "analog"),
        ("paediatric", "pediatric"),
        ("adrenaline", "epinephrine"),
        ("frusemide", "furosemide"),
        ("Ménière’s disease", "Meniere disease"),
        ("β-blocker", "beta blocker"),
        ("β₂-agonist", "beta 2 agonist"),
        ("TNF-α", "tnf alpha"),
        ("5 µg", "5 mcg"),
        ("ACE‑inhibitor", "ace inhibitor"),
    ],
)
def test_two_spellings_are_looked_up_as_one(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"), [("infections", "infection"), ("ulcers", "ulcer"), ("biopsies", "biopsy")]
)
def test_singular_and_plural_have_one_stem(one: str, other: str) -> None:
    assert stems(normal(one)) == stems(normal(other))


def test_different_words_stay_different() -> None:
    words = ["toe", "shoe", "she", "ileum", "ilium", "mitosis", "meiosis", "hypertension"]
    assert len({*stems([form for word in words for form in normal(word)])}) == len(words)


def test_a_hyphened_name_is_found_open_and_closed_up() -> None:
    assert {"x", "ray", "xray"} <= {*forms_of_name("Chest X-ray")}


def test_quotation_marks_make_a_phrase_and_stop_words_tell_nothing() -> None:
    asked = read("what is the dose of “heart attack” aspirin")
    assert asked.phrases == [["heart", "attack"]]
    assert asked.terms == ["dose", "heart", "attack", "aspirin"]


def test_a_query_of_stop_words_alone_is_still_a_query() -> None:
    assert read("it is").terms == ["it", "is"]


@given(st.text(max_size=300))
def test_every_text_is_taken_apart_and_each_word_has_one_stem(text: str) -> None:
    asked = read(text)
    assert len(stems(asked.terms)) == len(asked.terms)
    forms = [form for _, _, word in pieces(text) for form in normal(word)]
    assert len(stems(forms)) == len(forms)


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=80))
def test_text_without_accents_is_folded_as_text_with_them(text: str) -> None:
    assert folded(f"{text} é") == f"{folded(text)} e"


@settings(max_examples=100)
@given(st.text(max_size=200))
def test_words_are_the_same_however_fast_they_are_found(text: str) -> None:
    assert uncut(text) == WORD.findall(folded(text))
    assert stems(normal(text)) == [stem_of(word) for word in uncut(text)]


def test_a_long_word_is_cut_alike_in_a_statement_and_in_a_question() -> None:
    long = "anaemia" * 30
    assert len(words_of(long)[0]) == 60
    assert [stem_of(word) for word in uncut(long)] == stems(normal(long))
