"""Server to editor and back, in real Chromium: not one word, id or citation may change."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from statim.editions.document import Section, Statement
from statim.editions.inline import plain_text
from statim.topics.editor import outline
from statim.topics.inlines import Run, clean_text, to_html
from statim.topics.manuscript import Manuscript, statements_in
from tests.browser.editor.conftest import OpenEditor
from tests.browser.editor.made_up import made_up, styles_apart

AT_ONCE = 30
BATCHES = 10  # three hundred outlines

THROUGH = """([values, touch]) => values.map((value) => {
  const field = document.createElement("textarea");
  field.name = "made-up";
  field.dataset.outline = value;
  field.dataset.figureAt = "/picture/";
  document.querySelector("form").append(field);
  const editor = StatimEditor.mount(field);
  if (touch) {
    const places = [];
    editor.view.state.doc.descendants((node, pos) => {
      if (["words", "term"].includes(node.type.name)) places.push(pos + node.nodeSize - 1);
    });
    const { view } = editor;
    const letter = view.state.schema.text("x");
    for (const pos of places.reverse()) view.dispatch(view.state.tr.insert(pos, letter));
  }
  const sent = new FormData(field.form).get("made-up");
  editor.destroy();
  field.remove();
  return sent;
})"""


def through(page: Page, manuscripts: list[Manuscript], touch: bool = False) -> list[str]:
    values = [outline.write(one) for one in manuscripts]
    sent: list[str] = page.evaluate(THROUGH, [values, touch])
    return sent


@pytest.mark.parametrize("batch", range(BATCHES))
def test_what_nobody_touched_comes_back_as_it_was(batch: int, open_editor: OpenEditor) -> None:
    said = [made_up(batch * AT_ONCE + n) for n in range(AT_ONCE)]
    for before, value in zip(said, through(open_editor(), said), strict=True):
        assert outline.read(value, before=before) == (before.sections, before.references)
        assert json.loads(value) == json.loads(outline.write(before))


@pytest.mark.parametrize("batch", range(3))
def test_a_letter_typed_into_every_statement_changes_nothing_else(
    batch: int, open_editor: OpenEditor
) -> None:
    said = [made_up(1000 + batch * AT_ONCE + n) for n in range(AT_ONCE)]
    for before, value in zip(said, through(open_editor(), said, touch=True), strict=True):
        sections, references = outline.read(value, before=before)
        assert references == before.references
        after = [*statements_in(sections)]
        for one, other in zip(statements_in(before.sections), after, strict=True):
            assert styles_apart(other) == styles_apart(touched(one)), one.id
        assert [s.heading for s in sections] == [s.heading for s in before.sections]


def touched(s: Statement) -> Statement:
    table = s.table and replace(
        s.table,
        head=tuple(replace(c, html=c.html + "x", text=c.text + "x") for c in s.table.head),
        rows=tuple(
            tuple(replace(c, html=c.html + "x", text=c.text + "x") for c in row)
            for row in s.table.rows
        ),
    )
    term = s.term + "x" if s.term else ""
    return replace(s, html=s.html + "x", text=s.text + "x", term=term, table=table)


def test_any_text_at_all_comes_back_as_it_was(open_editor: OpenEditor) -> None:
    page = open_editor()
    texts = st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=8)

    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(texts)
    def try_(said: list[str]) -> None:
        rows = [to_html([Run(clean_text(text))])[0] for text in said]
        statements = tuple(
            Statement(id=f"s{n}", html=html, text=plain_text(html))
            for n, html in enumerate(rows)
            if html
        )
        sections = (Section(heading="", statements=statements),) if statements else ()
        manuscript = Manuscript(title="T", slug="t", sections=sections)
        asked = outline.read(outline.write(manuscript))
        for touch in (False, True):
            [value] = through(page, [manuscript], touch)
            read = outline.read(value)
            if not touch:
                assert read == asked
            after = [s.html for s in statements_in(read.sections)]
            ends = "x" if touch else ""
            assert [html.removesuffix(ends) for html in after if html != "x"] == [
                s.html for s in statements_in(asked.sections)
            ]

    try_()
