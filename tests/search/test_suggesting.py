"""As you type: what is offered, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from statim.editions.document import Code, Section
from statim.search import follower
from statim.search.queries import Suggestion, suggest
from tests.documents import page, says
from tests.world import World, publish

pytestmark = pytest.mark.usefixtures("own_index")


def add(slug: str, title: str, *synonyms: str, code: str = "") -> None:
    """A topic of one statement."""
    fact = Section(heading="", statements=(says(f"s-{slug}"[:40], "A fact"),))
    document = page(fact, topic=f"t-{slug}", slug=slug, title=title, synonyms=synonyms)
    if code:
        codes = (Code(system="http://hl7.org/fhir/sid/icd-10", code=code),)
        document = replace(document, topic=replace(document.topic, codes=codes))
    publish(document, "2026-01-01")


def offered(query: str) -> list[Suggestion]:
    """What is offered once the index is up to date."""
    follower.catch_up()
    return suggest(query)


def slugs(query: str) -> list[str]:
    """The addresses of what is offered."""
    return [one.topic.slug for one in offered(query)]


@pytest.mark.django_db
def test_exact_comes_before_beginning_before_words_and_a_title_before_a_synonym() -> None:
    add("f", "Wheeze", "exercise asthma")
    add("e", "Exercise-induced asthma")
    add("d", "Bronchial spasm", "asthma of the bronchi")
    add("c", "Asthma in adults")
    add("b", "Reversible obstruction", "asthma")
    add("a", "Asthma")
    assert slugs("asthma") == ["a", "b", "c", "d", "e", "f"]


@pytest.mark.django_db
def test_of_two_that_match_alike_the_shorter_comes_first() -> None:
    add("long", "Asthma in adults and adolescents")
    add("short", "Asthma in adults")
    assert slugs("asth") == ["short", "long"]


@pytest.mark.django_db
def test_the_beginning_of_any_word_finds_a_topic() -> None:
    add("mi", "Acute myocardial infarction", "heart attack", "MI")
    for query in ("myo", "inf", "acu inf", "hea", "att hea", "mi"):
        assert slugs(query) == ["mi"], query


@pytest.mark.django_db
def test_a_synonym_is_named_as_it_is_written() -> None:
    add("mi", "Myocardial infarction", "Heart attack")
    (found,) = offered("heart")
    assert (found.match, found.also) == ("synonym", "Heart attack")


@pytest.mark.django_db
def test_an_ambiguous_abbreviation_offers_each_meaning() -> None:
    add("ms", "Multiple sclerosis", "MS")
    add("mitral", "Mitral stenosis", "MS")
    assert {*slugs("ms")} == {"ms", "mitral"}


@pytest.mark.django_db
def test_a_code_finds_its_topic_and_is_named() -> None:
    add("k", "Ketamine in depression", code="F32.2")
    (found,) = offered("F32.2")
    assert (found.match, found.also) == ("code", "F32.2")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Anaemia", "anemia"),
        ("Anemia", "anaem"),
        ("Anemia", "ana"),
        ("Oedema", "edem"),
        ("Œdema", "oede"),
        ("Ménière’s disease", "MENIERES"),
        ("β-blockers", "beta blocker"),
        ("Beta blockers", "β-bl"),
        ("Beta-blockers", "betablock"),
        ("Urinary tract infection", "infections"),
        ("Brain tumours", "tumor"),
    ],
)
def test_spelling_plural_greek_letters_and_hyphens_do_not_matter(title: str, query: str) -> None:
    add("it", title)
    found = offered(query)
    assert [one.topic.slug for one in found] == ["it"]
    assert found[0].match == "title"


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["athsma", "asthna", "astma", "asthmma", "sathma"])
def test_a_slip_finds_the_topic_and_is_labelled(query: str) -> None:
    add("a", "Asthma")
    add("b", "Eczema")
    (found,) = offered(query)
    assert (found.topic.slug, found.match) == ("a", "typo")


@pytest.mark.django_db
def test_a_likeness_is_not_offered_where_something_begins_so() -> None:
    add("a", "Asthma")
    add("b", "Asthenia")
    assert [one.match for one in offered("asthe")] == ["title"]


def test_a_withdrawn_topic_is_never_offered_even_by_an_index_that_missed_it(world: World) -> None:
    from statim.audit.actor import Actor
    from statim.editions.actions import withdraw

    assert "mode-of-action" in slugs("ketamine")
    withdraw("mode-of-action", reason="A fault.", by=Actor(name="An editor"))
    assert "mode-of-action" not in [one.topic.slug for one in suggest("ketamine")]
    assert "mode-of-action" not in slugs("ketamine")


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "  ", "!?", "a", "zz", "\ud800", "\x00", "x" * 100_000])
def test_nothing_typed_is_an_error(query: str) -> None:
    add("a", "Asthma")
    assert isinstance(offered(query), list)
