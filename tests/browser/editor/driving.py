"""Driving the editor as a person does: the caret put somewhere, then keys."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

from statim.topics.editor import outline
from statim.topics.editor.outline import Outline

EDITOR = "StatimEditor.mount(document.querySelector('textarea'))"
PUT = """([id, at, part]) => {
  const editor = StatimEditor.mount(document.querySelector("textarea"));
  const { view } = editor;
  let place = null;
  view.state.doc.descendants((node, pos) => {
    if (node.type.name === "heading" && node.textContent === id) place = { node, pos };
    if (node.attrs.id !== id) return;
    node.forEach((child, offset) => {
      if (child.type.name === part) place = { node: child, pos: pos + 1 + offset };
    });
  });
  if (!place) throw new Error(`there is no statement ${id}`);
  const first = place.pos + 1;
  const last = place.pos + place.node.nodeSize - 1;
  const pos = at === "start" ? first : at === "end" ? last : first + at;
  view.focus();
  view.dispatch(editor.caretAt(view.state, place.pos));
  const { selection, doc } = view.state;
  view.dispatch(view.state.tr.setSelection(selection.constructor.create(doc, pos)));
}"""


def put(page: Page, statement: str, at: str | int = "end", part: str = "words") -> None:
    """The caret at a place of a statement's words (or its term), or of a heading by its words."""
    page.evaluate(PUT, [statement, at, part])


def value(page: Page) -> dict[str, Any]:
    """What the form would send, as JSON."""
    sent: str = page.evaluate(f"{EDITOR}.saving.flush()")
    return dict(json.loads(sent))


def read(page: Page) -> Outline:
    """What the server would read."""
    return outline.read(page.evaluate(f"{EDITOR}.saving.flush()"))


def tree(page: Page) -> list[Any]:
    """The text as rows: a heading as "## words", a statement as [id, words, children…]."""
    rows: list[Any] = []
    for section in value(page)["sections"]:
        if section["heading"]:
            rows.append("#" * section["level"] + " " + section["heading"])
        rows += [_row(one) for one in section["statements"]]
    return rows


def _row(said: dict[str, Any]) -> list[Any]:
    return [said["id"], said["text"], *(_row(child) for child in said["children"])]


def ids(page: Page) -> list[str]:
    """Every statement's id, in order."""

    def walk(row: list[Any]) -> list[str]:
        return [row[0], *(one for child in row[2:] for one in walk(child))]

    return [one for row in tree(page) if isinstance(row, list) for one in walk(row)]


def words_of(page: Page, statement: str) -> str:
    """The words of a statement."""

    def walk(row: list[Any]) -> dict[str, str]:
        found = {row[0]: row[1]}
        for child in row[2:]:
            found |= walk(child)
        return found

    known: dict[str, str] = {}
    for row in tree(page):
        if isinstance(row, list):
            known |= walk(row)
    return known[statement]


def select(page: Page, start: tuple[str, int], end: tuple[str, int]) -> None:
    """A selection from a place in one statement's words to a place in another's."""
    put(page, *start)
    first = page.evaluate(f"{EDITOR}.view.state.selection.from")
    put(page, *end)
    page.evaluate(
        f"first => {{ const v = {EDITOR}.view; const s = v.state.selection;"
        " v.dispatch(v.state.tr.setSelection(s.constructor.create(v.state.doc, first, s.to))); }",
        first,
    )


def paste(page: Page, *, html: str = "", text: str = "") -> None:
    """A paste event with this clipboard, at the caret."""
    page.evaluate(
        """([html, text]) => {
          const data = new DataTransfer();
          if (html) data.setData("text/html", html);
          data.setData("text/plain", text);
          document.querySelector(".te-text").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [html, text],
    )
