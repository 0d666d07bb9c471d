"""Kinds of statements: what each must have, how it is shown, found and compared."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from lxml import html as lxml_html

from statim.editions.changes import between
from statim.editions.document import (
    Document,
    InvalidDocument,
    Section,
    Statement,
    from_dict,
    from_json,
    to_dict,
)
from statim.editions.html import article as html_of
from statim.editions.kinds import Cell, Figure, Table
from statim.editions.pieces import abbreviations_of, words_of
from statim.editions.quality import findings_of
from statim.editions.validation import faults_of
from tests.documents import article, page, says

FIGURE = Figure(
    media="a" * 64, type="image/png", width=4, height=3, alt="A curve", source="Own work"
)


def table(*rows: tuple[str, ...], head: tuple[str, ...] = ("Drug", "Dose")) -> Table:
    def cells(words: tuple[str, ...]) -> tuple[Cell, ...]:
        return tuple(Cell(text=word, html=word.replace("<", "&lt;")) for word in words)

    return Table(head=cells(head), rows=tuple(map(cells, rows)), row_headers=True)


def cited_table() -> Statement:
    rows = Table(
        head=(Cell(text="Drug", html="Drug"), Cell(text="Dose", html="Dose")),
        rows=((Cell(text="K", html="K"),
               Cell(text="≤ 5 mg", html='≤ 5 mg<cite data-cites="1"></cite>')),),
        row_headers=True,
    )  # fmt: skip
    caption = says("t1", "Doses", cites=["x", "y"], html='Doses<cite data-cites="0"></cite>')
    return replace(caption, kind="table", table=rows)


def whole(*statements: Statement) -> Document:
    return page(Section(heading="", statements=statements), references=[article("x"), article("y")])


def every_kind() -> Document:
    return whole(
        cited_table(),
        says("f1", "A caption", kind="figure", figure=FIGURE),
        says("r1", "Stop at once", says("r2", "and tell somebody"), kind="red flag"),
        says("p1", "Weigh first", kind="practice point"),
        says("d1", "a way to say it", kind="definition", term="Term"),
        says("e1", "electroconvulsive therapy", kind="abbreviation", term="ECT"),
        says("g1", "Give it", certainty="low", strength="strong", strength_reason="no other way"),
    )


def shown(document: Document) -> Any:
    made = html_of(document, digest="d", bibliography=["X.", "Y."])
    return lxml_html.fragment_fromstring(made)


def test_a_document_of_every_kind_may_be_published_and_comes_back_from_its_json() -> None:
    assert faults_of(every_kind()) == []
    assert from_dict(to_dict(every_kind())) == every_kind()
    assert from_json(json.dumps(to_dict(every_kind()))) == every_kind()


def test_json_of_another_shape_is_refused_in_the_same_words_as_the_value() -> None:
    for fault in ({"schema": "another/1"}, {"emergency": "yes"}, {"topic": None}):
        value = {**to_dict(every_kind()), **fault}
        with pytest.raises(InvalidDocument) as said:
            from_dict(value)
        with pytest.raises(InvalidDocument, match=re.escape(str(said.value))):
            from_json(json.dumps(value))


def test_what_was_hashed_before_there_were_kinds_keeps_its_bytes() -> None:
    keys = set(to_dict(whole(says("a", "One")))["sections"][0]["statements"][0])
    assert keys == {"id", "kind", "text", "html", "cites", "certainty", "verified", "children"}
    assert not {"reviewed_elsewhere", "own_review"} & set(to_dict(whole(says("a", "One"))))


def with_figure(**fields: Any) -> Statement:
    return says("a", "A", kind="figure", figure=replace(FIGURE, **fields))


def with_table(rows: Table) -> Statement:
    return says("a", "A", kind="table", table=rows)


FAULTY: list[tuple[Callable[[], Statement], str]] = [
    (lambda: with_figure(source=""), "no source"),
    (lambda: with_figure(alt=""), "for those who do not see it"),
    (lambda: with_figure(alt="two\nlines"), "must be one line"),
    (lambda: with_figure(media="../etc"), "no SHA-256"),
    (lambda: with_figure(type="image/svg+xml"), "no type of picture"),
    (lambda: with_figure(width=0), "no size of a picture"),
    (lambda: says("a", "A", kind="figure"), "needs its picture"),
    (lambda: says("a", "A", kind="table"), "needs its rows"),
    (lambda: says("a", "A", table=table(("K", "5 mg"))), "holds no table"),
    (lambda: with_table(table(("K", "5 mg"), ("L",))), "not of one length"),
    (lambda: with_table(table(("", ""))), "is empty"),
    (lambda: with_table(replace(table(), rows=((Cell(text="5 mg", html="5 g"),) * 2,))),
     "row 1, column 1: its text and its markup say different words"),
    (lambda: with_table(replace(table(), rows=((Cell(text="", html="<b>x</b>"),) * 2,))),
     "not allowed"),
    (lambda: says("a", "A", kind="definition"), "needs a term"),
    (lambda: says("a", "A", term="B"), "has no term"),
    (lambda: says("a", "A", strength="weak"), "no strength of a recommendation"),
    (lambda: says("a", "A", strength="strong", certainty="very low"), "needs a reason"),
    (lambda: says("a", "A", strength_reason="so"), "no strength"),
    (lambda: says("a", "A", says("b", "B"), kind="table", table=table(("K", "5 mg"))),
     "nothing can stand under a table"),
]  # fmt: skip


@pytest.mark.parametrize(("faulty", "said"), FAULTY)
def test_what_is_not_whole_is_refused_by_name(faulty: Callable[[], Statement], said: str) -> None:
    assert any(said in fault for fault in faults_of(whole(faulty())))


def test_each_kind_is_found_on_the_page_by_its_id_and_links_to_itself() -> None:
    made = shown(every_kind())
    for name in ("t1", "f1", "r1", "r2", "p1", "d1", "e1", "g1"):
        (found,) = made.xpath(f"//*[@data-statement='{name}' and @id='s-{name}']")
        assert found.xpath(f".//a[@data-self and @href='#s-{name}']")


def test_a_table_has_its_caption_its_headers_and_its_citations() -> None:
    (made,) = shown(every_kind()).xpath("//table")
    assert made.xpath("./caption")[0].text_content().startswith("Doses (1)")
    assert [th.text_content() for th in made.xpath(".//th[@scope='col']")] == ["Drug", "Dose"]
    assert [th.text_content() for th in made.xpath(".//th[@scope='row']")] == ["K"]
    assert [a.get("href") for a in made.xpath(".//td//a[@data-cite]")] == ["#ref-2"]


def test_a_callout_is_named_and_a_picture_told_in_words() -> None:
    made = shown(every_kind())
    assert made.xpath("//*[@role='note']/@aria-label") == ["Red flag", "Practice point"]
    (picture,) = made.xpath("//figure//img")
    assert (picture.get("alt"), picture.get("src")) == ("A curve", f"/media/{'a' * 64}.png")
    assert "Source: Own work" in made.xpath("//figcaption")[0].text_content()


def test_strength_and_certainty_are_said_with_the_reason() -> None:
    (proof,) = shown(every_kind()).xpath("//*[@data-statement='g1']//small")
    assert proof.text_content() == "Strong recommendation (no other way); Low certainty"


def test_the_page_says_who_has_not_checked_it() -> None:
    said = replace(every_kind(), reviewed="2026-01-02", reviewed_elsewhere=True, own_review=True)
    made = shown(said)
    (day,) = made.xpath("//time[@data-date='reviewed']")
    assert "not verified here" in day.getparent().text_content()
    assert "their own work" in made.xpath("//*[@data-own-review]")[0].text_content()
    assert not shown(every_kind()).xpath("//*[@data-own-review or @data-reviewed-elsewhere]")


def test_the_words_of_every_kind_are_there_to_be_searched() -> None:
    said = {word for s in every_kind().sections[0].statements for word in words_of(s)}
    assert {"Doses", "≤ 5 mg", "A curve", "Own work", "Term", "ECT"} <= said
    assert abbreviations_of(every_kind()) == (("ECT", "electroconvulsive therapy"),)


def test_a_changed_cell_is_told_with_its_row_and_column() -> None:
    old = whole(with_table(table(("K", "5 mg"), ("L", "no limit"))))
    new = whole(with_table(table(("J", "1 g"), ("K", "5 g"), ("L", "no limit"))))
    (change,) = between(old, new).statements
    assert change.kinds == ("reworded",)
    told = [(c.row, c.column, [(r.kind, r.text.strip()) for r in c.runs]) for c in change.cells]
    assert told == [
        ("J", "Drug", [("added", "J")]),
        ("J", "Dose", [("added", "1 g")]),
        ("K", "Dose", [("removed", "5 mg"), ("added", "5 g")]),
    ]


def test_another_picture_strength_or_kind_is_told() -> None:
    old = whole(with_figure(), says("b", "B", strength="conditional"))
    new = whole(with_figure(media="b" * 64, alt="Another"),
                says("b", "B", strength="strong", kind="red flag"))  # fmt: skip
    first, second = between(old, new).statements
    assert {detail.name for detail in first.details} == {"picture", "what the picture shows"}
    assert {detail.name for detail in second.details} == {"strength", "kind"}


def test_quality_checks_read_cells_and_ask_callouts_for_citations() -> None:
    document = whole(with_table(table(("K", "1.0 mg"))), says("r", "Stop", kind="red flag"))
    found = list(findings_of(document, known=set(), today=date(2026, 1, 1)))
    assert ("dangerous form", "a") in {(f.kind, f.statement) for f in found}
    assert {"a", "r"} <= {f.statement for f in found if f.kind == "uncited statement"}
