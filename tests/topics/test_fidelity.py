"""Ten thousand made-up statements through every format and back: not one word may change."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from html import escape

import pytest

from statim.editions.chain import canonical_bytes
from statim.editions.document import Document, statements_of, to_dict
from statim.editions.inline import sanitise
from statim.references import pandoc
from statim.topics import markdown
from statim.topics.freeze import freeze
from statim.topics.inlines import Run, from_html, to_html
from statim.topics.manuscript import statements_in
from statim.topics.reading import read_manuscript
from tests.topics.generated import LINKS, beside, document, manuscript, tokens, words

PER_FILE = 2000
FILES = 5  # for each format: ten thousand statements through every one of them
TOP_LEVEL = PER_FILE * 3 // 5  # the rest are nested in them


def written(chance: random.Random, count: int) -> list[str]:
    """The HTML of made-up statements without citations."""
    return [to_html([*tokens(chance, ()), Run("end")])[0] for _ in range(count)]


def page(statements: Sequence[str]) -> bytes:
    items = "".join(f"<li>{html}</li>" for html in statements)
    head = '<!doctype html><html><head><meta charset="utf-8"></head>'
    return f"{head}<body><h1>Title</h1><ul>{items}</ul></body></html>".encode()


def read_back(data: bytes, name: str) -> list[str]:
    return [s.html for s in statements_in(read_manuscript(data, name).sections)]


def same(document: Document) -> dict[str, object]:
    return {key: value for key, value in to_dict(document).items() if key != "published"}


@pytest.mark.parametrize("seed", range(FILES))
def test_plain_text_comes_through_unchanged(seed: int) -> None:
    chance = random.Random(seed)
    said = [words(chance) for _ in range(PER_FILE)]
    text = "Title\n\n" + "\n".join(f"  • {one}" for one in said)
    read = read_manuscript(text.encode(), "page.txt")
    assert [s.text for s in statements_in(read.sections)] == said
    assert [s.html for s in statements_in(read.sections)] == [
        escape(one, quote=False).replace("\xa0", "&nbsp;") for one in said
    ]


@pytest.mark.parametrize("seed", range(FILES))
def test_html_comes_through_unchanged(seed: int) -> None:
    said = written(random.Random(seed), PER_FILE)
    assert read_back(page(said), "page.html") == said


@pytest.mark.parametrize("seed", range(FILES))
def test_word_comes_through_unchanged(seed: int) -> None:
    """Word keeps no order of styles upon one another, so each run here has one at most."""
    chance = random.Random(seed)
    said = []
    for _ in range(PER_FILE):
        row = [
            t if not isinstance(t, Run) else Run(t.text, t.style[:1]) for t in tokens(chance, ())
        ]
        said.append(to_html([*row, Run("end")])[0])
    file = pandoc.run(["-f", "html", "-t", "docx", "-o", "-"], page(said))
    assert read_back(file, "page.docx") == said


@pytest.mark.parametrize("seed", range(FILES))
def test_a_topic_file_gives_the_same_document_ids_and_all(seed: int) -> None:
    before = document(random.Random(seed), TOP_LEVEL)
    assert sum(1 for _ in statements_of(before)) >= PER_FILE
    after = freeze(read_manuscript(markdown.write(before).encode(), "made-up.md", beside))
    assert list(statements_of(after)) == list(statements_of(before))
    assert {**same(after), "references": None} == {**same(before), "references": None}
    by_id = {item["id"]: item for item in before.references}
    assert {item["id"]: item for item in after.references} == by_id


@pytest.mark.parametrize("seed", range(FILES))
def test_the_json_of_an_edition_gives_the_same_document(seed: int) -> None:
    before = freeze(manuscript(document(random.Random(seed), TOP_LEVEL)))
    file = canonical_bytes(to_dict(before))
    assert same(freeze(read_manuscript(file, "made-up.json", beside))) == same(before)
    assert canonical_bytes(json.loads(file)) == file


@pytest.mark.parametrize("seed", range(3))
def test_the_markup_that_is_made_is_what_the_sanitiser_leaves_alone(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(1000):
        row = tokens(chance, ("a", "b"))
        html, cites = to_html(row)
        assert sanitise(html) == html
        assert to_html(from_html(html, cites)) == (html, cites)


@pytest.mark.parametrize("href", LINKS)
def test_links_come_through_unchanged(href: str) -> None:
    html, _ = to_html([Run("see "), Run("this", (f"a:{href}",))])
    assert read_back(page([html]), "page.html") == [html]
