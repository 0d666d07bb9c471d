"""Field words: they narrow, they are never an error, and what they cannot read they say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statim.editions.document import Code, Document, Person, Section
from statim.editions.kinds import Cell, Table
from statim.search import asked, engine, follower, narrowing
from statim.search.engine import Part, Writer
from statim.search.entries import entry_of
from statim.search.fields import NAMES, Field
from statim.search.preparing import documents_of
from statim.search.queries import Filters, find
from tests.documents import article, page, says
from tests.world import World, publish

pytestmark = pytest.mark.usefixtures("own_index")


def slugs(query: str, **options: Any) -> set[str]:
    """The addresses of the topics found."""
    follower.catch_up()
    return {hit.topic.slug for hit in find(query, **options).hits}


def days(query: str) -> tuple[int, int]:
    """The days that a question about the review asks for."""
    (field,) = asked.read(query).fields
    return field.least, field.most


@pytest.fixture
def drawn(db: None) -> None:
    """Three pages that differ in what fields speak of."""
    works = [article("w1", "One", DOI="10.1000/One", PMID="123"), article("w2", "Two", PMID="77")]
    fact = says("a1", "Wheeze is common", cites=["w1"])
    first = page(
        Section(heading="Signs", statements=(fact, says("a2", "Wheeze is rare", cites=["w2"]))),
        topic="t-a", slug="asthma", title="Asthma in adults", synonyms=["reactive airways"],
        specialty=("Medicine", "Lung disease"), references=works, reviewed="2025-03-10",
    )  # fmt: skip
    first = replace(
        first,
        authors=(Person(name="Zoë O’Neill"),),
        reviewers=(Person(name="Rex Reviewer"),),
        topic=replace(first.topic, codes=(Code(system="urn:x", code="J45.9"),)),
    )
    publish(first, "2026-01-01")
    publish(
        page(
            Section(heading="", statements=(says("b1", "Asthma may cause wheeze"),)),
            topic="t-b", slug="cough", title="Cough", specialty=("Medicine", "Skin"),
            reviewed="2024-12-31",
        ),
        "2026-01-01",
    )  # fmt: skip
    third = Section(heading="Asthma", statements=(says("c1", "Wheeze"),))
    publish(page(third, topic="t-c", slug="croup", title="Croup"), "2026-01-01")


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("wheeze", {"asthma", "cough", "croup"}),
        ("title:asthma", {"asthma"}),
        ('title:"asthma adult"', {"asthma"}),
        ("Title:asthma wheeze", {"asthma"}),
        ("title:cough asthma", {"cough"}),
        ("synonym:airway", {"asthma"}),
        ("heading:asthma", {"croup"}),
        ("specialty:lung", {"asthma"}),
        ("specialty:medicine wheeze", {"asthma", "cough"}),
        ('specialty:"skin medicine"', {"cough"}),
        ("author:oneill", set()),
        ("author:o’neill", {"asthma"}),
        ("author:zoe wheeze", {"asthma"}),
        ("reviewer:rex", {"asthma"}),
        ("author:rex", set()),
        ("code:j45.9", {"asthma"}),
        ("cites:10.1000/ONE", {"asthma"}),
        ("cites:https://doi.org/10.1000/one", {"asthma"}),
        ("cites:123", {"asthma"}),
        ("cites:pmid:77", {"asthma"}),
        ("cites:10.1000/other", set()),
        ("wheeze reviewed:2025", {"asthma"}),
        ("wheeze reviewed:<2025", {"cough"}),
        ("wheeze reviewed:>=2024-12-31", {"asthma", "cough"}),
        ("wheeze reviewed:>2024-12", {"asthma"}),
        ("wheeze reviewed:2024..2025-03-09", {"cough"}),
        ("wheeze reviewed:never", {"croup"}),
        ("reviewed:>9999", set()),
        ("has:red-flags", set()),
    ],
)
def test_a_field_word_narrows(query: str, found: set[str]) -> None:
    assert slugs(query) == found


@pytest.mark.usefixtures("drawn")
def test_a_search_for_a_citation_shows_the_statements_that_cite_it() -> None:
    follower.catch_up()
    (hit,) = find("cites:10.1000/one").hits
    assert [line.id for line in hit.lines] == ["a1"]
    assert [line.id for line in find("wheeze cites:77").hits[0].lines] == ["a2"]


@pytest.mark.parametrize(
    ("query", "span"),
    [
        ("reviewed:2024", (20240101, 20241231)),
        ("reviewed:=2024-02", (20240201, 20240229)),
        ("reviewed:>2024", (20241232, 99991231)),
        ("reviewed:>=2024-02-29", (20240229, 99991231)),
        ("reviewed:<2024", (1, 20240100)),
        ("reviewed:<=2024-06", (1, 20240630)),
        ("reviewed:..2024", (1, 20241231)),
        ("reviewed:2024..", (20240101, 99991231)),
        ("reviewed:no", (0, 0)),
    ],
)
def test_days_are_read_as_written(query: str, span: tuple[int, int]) -> None:
    assert days(query) == span


@pytest.mark.parametrize(
    "query",
    ["reviewed:banana", "reviewed:2025-13", "reviewed:2025-02-30", "cites:nothing", "has:fever",
     "title:???", "author:--", "reviewed:0000", "cites:https://[", "reviewed:>", "code", "has:"],
)  # fmt: skip
def test_what_is_not_understood_is_read_as_words_and_said(query: str) -> None:
    read = asked.read(query)
    assert read.fields == []
    name, colon, value = query.partition(":")
    if colon and value:
        assert name in read.notes[0]
        assert "plain words" in read.notes[0]


def test_words_that_only_look_like_fields_stay_words() -> None:
    for query in ("ratio 2:1", "http://example.org", "who:am", "xtitle:a", "a:b:c"):
        assert (asked.read(query).fields, asked.read(query).notes) == ([], [])


def test_so_many_fields_are_read_and_the_rest_as_words() -> None:
    read = asked.read(" ".join(f"title:a{n}" for n in range(20)))
    assert len(read.fields) == 8
    assert "a9" in read.typed


HARD = [
    'title:"' * 20_000, "cites:" + "10.1/" * 20_000, "reviewed:>" * 10_000,
    "reviewed:" + "9" * 9_999,
    "author:a " * 20_000, "title:* " * 9_000, "has:" + "red-" * 30_000,
    'specialty:"' + "x " * 40_000 + '"', "cites:https://[" * 7_000, "cites:10.1234/" + "(" * 9_000,
    "code:" + "%" * 9_999, "reviewed:2025..2024", "title:(a+)+$", "author:\x00", "code:\ud800",
    "cites:\u202e10.1/x", "title:" + "ﷺ" * 900,
]  # fmt: skip


@pytest.mark.parametrize("query", HARD, ids=range(len(HARD)))
def test_a_hard_field_word_is_answered_from_the_index(world: World, query: str) -> None:
    follower.catch_up()
    assert find(query).plain is False


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(NAMES), value=st.text(max_size=60), rest=st.text(max_size=30))
def test_no_field_word_is_an_error(world: World, name: str, value: str, rest: str) -> None:
    follower.catch_up()
    assert find(f"{name}:{value} {rest}").plain is False


# red flags, and what else a statement may be


def flagged() -> Document:
    """A page one of whose statements is a red flag."""
    flag = says("f1", "Sudden headache", kind="red flag")
    return page(Section(heading="", statements=(flag, says("f2", "Headache"))), topic="t-f")


def test_pages_and_statements_with_a_red_flag_are_known(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    plain = page(Section(heading="", statements=(says("p1", "Headache"),)), topic="t-p")
    entries = [entry_of(one, digest="", shelf="") for one in (flagged(), plain)]
    writer.put(map(documents_of, entries), {}, forget=[])
    writer.close()
    asides = narrowing.of_filters(Filters(flags=True))
    found = Part(tmp_path / "pages").ask(engine.every(*asides), 9).kept
    assert [one["topic"] for one in found] == ["t-f"]
    lines = narrowing.of_lines([Field("has", [], ["red-flag"])])
    assert [one["id"] for one in Part(tmp_path / "lines").ask(lines[0], 9).kept] == ["f1"]


def test_the_filter_for_red_flags_leaves_out_pages_without(world: World) -> None:
    follower.catch_up()
    assert find("ketamine", filters=Filters(flags=True)).hits == []
    assert find("ketamine").hits


@pytest.mark.django_db
def test_a_published_red_flag_is_found_by_filter_and_field(client: Client) -> None:
    publish(flagged(), "2026-01-01")
    other = Section(heading="", statements=(says("o1", "Headache"),))
    publish(page(other, topic="t-o", slug="other"), "2026-01-01")
    assert slugs("headache") == {"a-topic", "other"}
    assert slugs("headache", filters=Filters(flags=True)) == {"a-topic"}
    (hit,) = find("headache has:red-flags").hits
    assert [(line.id, line.red_flag) for line in hit.lines] == [("f1", True)]
    html = client.get("/search/?q=headache&flags=1").content.decode()
    assert html.count("data-red-flag") == 1


@pytest.mark.django_db
def test_the_words_of_a_definition_and_of_a_tables_cells_are_found() -> None:
    cells = tuple(Cell(text=text, html=text) for text in ("Lithium", "narrow window"))
    table = says("x1", "Drugs", kind="table", table=Table(rows=(cells,)))
    term = says("x2", "A fall in mood", kind="definition", term="Dysphoria")
    publish(page(Section(heading="", statements=(table, term)), topic="t-x"), "2026-01-01")
    for query, statement in (("lithium window", "x1"), ("dysphoria", "x2")):
        assert slugs(query) == {"a-topic"}
        assert [line.id for line in find(query).hits[0].lines] == [statement]
