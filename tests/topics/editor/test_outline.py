"""The form's value: read strictly, written whole; nobody is believed to have verified anything."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from statim.editions import media
from statim.editions.document import Statement, Verification
from statim.topics.editor import outline
from statim.topics.editor.errors import UnfitOutline
from statim.topics.editor.widget import OutlineField, TopicEditor
from statim.topics.errors import SameIdTwice, Unreadable
from statim.topics.manuscript import Manuscript, statements_in
from tests.browser.editor.made_up import made_up
from tests.browser.editor.matter import TOPIC
from tests.topics.generated import PICTURE

Value = dict[str, Any]


HTML, CITED = 'One <cite data-cites="0"></cite>', ({"reference": "a", "locator": None},)


def value() -> Value:
    """An outline of one point, one table and one figure."""
    cell = {"text": "x", "html": "x"}
    said: Value = {"certainty": None, "verified": None, "children": []}
    figure = {
        "media": "ab" * 32, "type": "image/png", "width": 2, "height": 3, "alt": "A dot",
        "source": "Here", "licence": "",
    }  # fmt: skip
    statements = [
        said | {"id": "one", "kind": "point", "text": "One", "html": HTML, "cites": [*CITED]},
        said | {"id": "t", "kind": "table", "html": "Caption", "cites": [],
                "table": {"head": [], "rows": [[cell, cell]], "row_headers": False}},
        said | {"id": "f", "kind": "figure", "html": "Caption", "cites": [], "figure": figure},
    ]  # fmt: skip
    section = {"heading": "", "level": 2, "statements": statements}
    return {"sections": [section], "references": [{"id": "a", "type": "book"}]}


def first(said: Value) -> Any:
    """The first statement of an outline."""
    return said["sections"][0]["statements"][0]


@pytest.mark.parametrize("seed", range(40))
def test_what_is_written_is_read_the_same(seed: int) -> None:
    said = made_up(seed)
    assert outline.read(outline.write(said), before=said) == (said.sections, said.references)


def test_the_topic_file_is_read_too() -> None:
    sections, references = outline.read(TOPIC)
    assert [s.id for s in statements_in(sections)][:3] == ["short", "week", "fall"]
    assert len(references) == 2


@pytest.mark.parametrize("seed", range(10))
def test_without_scripts_the_topic_file_holds_the_same(
    seed: int, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    media.keep(PICTURE)
    said = made_up(seed)
    sections, references = outline.read(outline.as_topic_file(said), before=said)
    assert sections == said.sections
    assert {str(item["id"]): item for item in references} == {
        str(item["id"]): item for item in said.references
    }


def test_a_browser_cannot_say_who_verified_a_statement() -> None:
    said = value()
    first(said)["verified"] = {"by": "Dr Nobody", "on": "2026-01-01"}
    sections, _ = outline.read(json.dumps(said))
    assert all(s.verified is None for s in statements_in(sections))


def test_a_verification_stays_only_while_the_statement_says_the_same() -> None:
    proof = Verification(by="Dr A", on="2026-01-01")
    before = Manuscript(title="T", slug="t", sections=made_up(3).sections)
    start = before.sections[0]
    verified = replace(start.statements[0], verified=proof)
    section = replace(start, statements=(verified, *start.statements[1:]))
    before = replace(before, sections=(section, *before.sections[1:]))
    said = json.loads(outline.write(before))
    kept, _ = outline.read(json.dumps(said), before=before)
    assert kept[0].statements[0].verified == proof
    first(said)["html"] += " never"
    changed, _ = outline.read(json.dumps(said), before=before)
    assert changed[0].statements[0].verified is None


def test_markup_is_made_canonical_and_harmless() -> None:
    said = value()
    first(said).update(
        html='<b onclick="x()">One</b> <strong><em>two </em></strong>three'
        '<script>alert(1)</script><a href="javascript:x()">four</a><img src=x>',
        cites=[],
    )
    sections, _ = outline.read(json.dumps(said))
    assert sections[0].statements[0].html == "One <strong><em>two</em></strong> threefour"
    assert sections[0].statements[0].text == "One two threefour"


def test_text_is_worked_out_here_and_never_taken() -> None:
    said = value()
    first(said).update(html="Not 5 mg", text="5 mg", cites=[])
    sections, _ = outline.read(json.dumps(said))
    assert sections[0].statements[0].text == "Not 5 mg"


Spoil = Callable[[Value], Any]
SPOILT: dict[str, Spoil] = {
    "lacks 'references'": lambda v: v.pop("references"),
    "holds 'more'": lambda v: v.update(more=1),
    "Section 1, heading: it must be a text": lambda v: v["sections"][0].update(heading=3),
    "whole number from 2 to 4": lambda v: v["sections"][0].update(level=7),
    "Section 1, statement 1, id": lambda v: first(v).update(id="No Id"),
    "is none of 'point'": lambda v: first(v).update(kind="shout"),
    "is none of None, 'high'": lambda v: first(v).update(certainty="sure"),
    "no strength": lambda v: first(v).update(strength="very"),
    "is not there": lambda v: first(v).update(html='<cite data-cites="9"></cite>x', cites=[]),
    "a citation mark names": lambda v: first(v).update(html='<cite data-cites="x"></cite>x'),
    "it names no reference": lambda v: first(v).update(cites=[{"reference": "", "locator": None}]),
    "at most 20000 are taken": lambda v: first(v).update(html="x" * 20_001),
    "it must be a list": lambda v: first(v).update(children={}),
    "lacks 'cites'": lambda v: first(v).pop("cites"),
    "not of one length": lambda v: table(v)["rows"].append([]),
    "needs its rows": lambda v: v["sections"][0]["statements"][1].pop("table"),
    "no SHA-256": lambda v: v["sections"][0]["statements"][2]["figure"].update(media="../x"),
    "needs its picture": lambda v: v["sections"][0]["statements"][2].pop("figure"),
    "Reference 1: the key": lambda v: v["references"].insert(0, dict(v["references"][0])),
    "it has no key": lambda v: v["references"][0].update(id=""),
    "cannot be kept": lambda v: v["references"][0].update(title="x\x00"),
    "not every reader": lambda v: v["references"][0].update(volume=2**60),
}


def table(said: Value) -> Any:
    return said["sections"][0]["statements"][1]["table"]


@pytest.mark.parametrize("why", SPOILT)
def test_what_is_no_outline_is_refused_with_place_and_reason(why: str) -> None:
    said = value()
    SPOILT[why](said)
    with pytest.raises(UnfitOutline) as refused:
        outline.read(json.dumps(said))
    assert why.replace("Reference 1: the key", "the key") in str(refused.value)


@pytest.mark.parametrize("text", ["{", '{"sections": NaN}', "{" * 100_000, '{"sections": []}'])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(UnfitOutline):
        outline.read(text)


def test_too_deep_and_too_many_are_refused() -> None:
    said = value()
    leaf = first(said)
    for _ in range(70):
        leaf = {**leaf, "children": [leaf]}
    said["sections"][0]["statements"] = [leaf]
    with pytest.raises(UnfitOutline, match="nested deeper than 60"):
        outline.read(json.dumps(said))
    said["sections"][0]["statements"] = [{**first(value()), "children": []}] * 10_001
    with pytest.raises(UnfitOutline, match="at most 10000"):
        outline.read(json.dumps(said))


def test_a_topic_file_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(Unreadable):
        outline.read("---\ntitle: [\n---\n- x")
    with pytest.raises(SameIdTwice):
        outline.read("---\ntitle: T\n---\n- x {#a}\n- y {#a}\n")


def test_the_widget_holds_the_topic_file_and_beside_it_the_outline() -> None:
    said = made_up(5)
    widget = TopicEditor(topic="t1", grade=True, comments={"m1": 2})
    html = widget.render("text", said, {"id": "id_text"})
    assert 'data-topic="t1"' in html
    assert 'data-grade="yes"' in html
    assert "<script" not in html
    context = widget.get_context("text", said, {})["widget"]
    assert outline.read(context["attrs"]["data-outline"], before=said) == said_of(said)
    assert context["value"].startswith("---\ntitle:")


def said_of(manuscript: Manuscript) -> Any:
    return (manuscript.sections, manuscript.references)


def test_a_form_shown_again_holds_what_was_sent() -> None:
    sent = outline.write(made_up(6))
    context = TopicEditor().get_context("text", sent, {})["widget"]
    assert outline.read(context["attrs"]["data-outline"]) == outline.read(sent)
    broken = TopicEditor().get_context("text", "{broken", {})["widget"]
    assert broken["value"] == "{broken"
    assert "data-outline" not in broken["attrs"]


def test_the_field_tells_a_refusal_in_its_words() -> None:
    field = OutlineField()
    with pytest.raises(Exception, match="The text cannot be taken over"):
        field.clean("{}")
    assert isinstance(field.clean(TOPIC), outline.Outline)


def test_the_field_knows_whether_the_text_changed() -> None:
    said = made_up(7)
    field = OutlineField(before=said)
    assert not field.has_changed(said, outline.write(said))
    changed = replace(said, sections=said.sections[1:])
    assert field.has_changed(said, outline.write(changed))
    assert field.has_changed(said, "{")


def test_statements_without_an_id_are_named_in_the_topic_file() -> None:
    one = Statement(id="", text="One", html="One")
    section = replace(made_up(1).sections[0], heading="", level=2, statements=(one,))
    file = outline.as_topic_file(Manuscript(title="T", slug="t", sections=(section,)))
    sections, _ = outline.read(file)
    assert sections[0].statements[0].id
