"""Word and HTML files: nested lists, headings, links, notes; and files that mean harm."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Any

import docx
import pytest
from docx.document import Document as WordFile

from statim.editions.document import Statement
from statim.editions.pieces import words_of
from statim.references import pandoc
from statim.topics.errors import Unreadable
from statim.topics.manuscript import Manuscript, statements_in
from statim.topics.reading import read_manuscript, word
from tests.topics.generated import PICTURE


def saved(file: WordFile) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def from_markdown(text: str) -> Manuscript:
    """A Word file as pandoc writes it."""
    data = pandoc.run(["-f", "markdown", "-t", "docx", "-o", "-"], text.encode())
    return read_manuscript(data, "page.docx")


def tree(statement: Statement) -> Any:
    if not statement.children:
        return statement.text
    return {statement.text: [tree(child) for child in statement.children]}


def test_a_word_file_with_list_styles_nests_as_it_looks() -> None:
    file = docx.Document()
    file.add_heading("Ketamine in words", 0)
    file.add_paragraph("Last reviewed 3 May 2024")
    lead = file.add_paragraph("Cells below 10")
    lead.add_run("9").font.superscript = True
    lead.add_run("/L and CO")
    lead.add_run("2").font.subscript = True
    file.add_heading("Dose", 1)
    for text, style in (("one", ""), ("two", " 2"), ("three", " 3"), ("four", "")):
        file.add_paragraph(text, style=f"List Bullet{style}")
    manuscript = read_manuscript(saved(file), "page.docx")
    assert manuscript.title == "Ketamine in words"
    assert manuscript.reviewed == "2024-05-03"
    first, second = manuscript.sections
    assert first.statements[0].html == "Cells below 10<sup>9</sup>/L and CO<sub>2</sub>"
    assert second.heading == "Dose"
    assert [tree(s) for s in second.statements] == [{"one": [{"two": ["three"]}]}, "four"]


def test_a_word_file_with_nested_lists_links_and_a_numbered_list_of_references() -> None:
    manuscript = from_markdown(
        "---\ntitle: The title\n---\n\n# Dose\n\n- one (1)\n    - two [2]\n        - three^1,2^\n"
        "- see [there](https://example.org/a?b=c&d=e)\n\n# References\n\n"
        "1. Smith J. Title. BMJ 2020;1:1.\n2. Jones K. Other. Lancet 2021;2:3-4.\n"
    )
    (section,) = manuscript.sections
    assert [tree(s) for s in section.statements] == [{"one": [{"two": ["three"]}]}, "see there"]
    assert [[c.reference for c in s.cites] for s in statements_in(manuscript.sections)] == [
        ["ref-1"], ["ref-2"], ["ref-1", "ref-2"], [],
    ]  # fmt: skip
    assert 'href="https://example.org/a?b=c&amp;d=e"' in section.statements[1].html
    assert [item["title"] for item in manuscript.references] == ["Title", "Other"]


def test_footnotes_of_word_become_references_and_the_same_note_one_reference() -> None:
    note = "Smith J. Title. BMJ 2020;1:1."
    manuscript = from_markdown(
        f"---\ntitle: T\n---\n\n- one[^a]\n- two[^b]\n- three[^c]\n\n[^a]: {note}\n\n"
        f"[^b]: Jones K. Other. Lancet 2021;2:3-4.\n\n[^c]: {note}\n"
    )
    cited = [s.cites[0].reference for s in statements_in(manuscript.sections)]
    assert cited[0] == cited[2] != cited[1]
    assert [item["custom"]["raw"] for item in manuscript.references] == [
        note,
        "Jones K. Other. Lancet 2021;2:3-4.",
    ]


def test_a_table_of_word_comes_over_with_the_caption_that_stands_over_it() -> None:
    file = docx.Document()
    file.add_heading("Title", 0)
    file.add_paragraph("Table 1. Doses")
    table = file.add_table(rows=2, cols=2)
    for row, words in zip(table.rows, (("Drug", "Dose"), ("K", "≤ 5 mg, not 5 g")), strict=True):
        for cell, word_ in zip(row.cells, words, strict=True):
            cell.text = word_
    (statement,) = statements_in(read_manuscript(saved(file), "page.docx").sections)
    assert (statement.kind, statement.text) == ("table", "Table 1. Doses")
    assert words_of(statement) == ("Table 1. Doses", "Drug", "Dose", "K", "≤ 5 mg, not 5 g")


def test_a_picture_inside_a_word_file_comes_over_and_asks_for_what_it_lacks() -> None:
    file = docx.Document()
    file.add_heading("Title", 0)
    file.add_picture(io.BytesIO(PICTURE.data))
    file.add_paragraph("Figure 1. A red square")
    manuscript = read_manuscript(saved(file), "page.docx")
    (statement,) = statements_in(manuscript.sections)
    assert statement.figure
    assert statement.text == "Figure 1. A red square"
    assert [picture.media for picture in manuscript.pictures] == [statement.figure.media]
    assert any("no source" in doubt.why for doubt in manuscript.doubts)


def test_merged_cells_of_a_page_leave_no_cell_that_reads_as_empty() -> None:
    rows = "<tr><th>Drug<th>Dose</tr><tr><td>K<td rowspan=2>5 mg</tr><tr><td>L</tr>"
    page = f"<!doctype html><html><body><h1>T</h1><table>{rows}</table></body></html>"
    manuscript = read_manuscript(page.encode(), "page.html")
    (statement,) = statements_in(manuscript.sections)
    assert statement.table
    assert [[c.text for c in row] for row in statement.table.rows] == [["K", "5 mg"], ["L", "5 mg"]]
    assert "merged cells" in {doubt.what for doubt in manuscript.doubts}


def test_a_picture_that_cannot_be_had_leaves_its_words_and_a_doubt() -> None:
    page = '<!doctype html><html><body><h1>T</h1><p><img src="https://x.org/a.png" alt="An ECG">'
    manuscript = read_manuscript(page.encode(), "page.html")
    assert [s.text for s in statements_in(manuscript.sections)] == ["An ECG"]
    assert "an image that could not be taken over" in {doubt.what for doubt in manuscript.doubts}


def package(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_bomb_is_refused_before_it_is_unpacked_in_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pandoc, "run", lambda *_: pytest.fail("pandoc saw it"))
    bomb = package({"word/document.xml": b"0" * (word.MOST_UNPACKED + 1)})
    assert len(bomb) < 1024 * 1024
    with pytest.raises(Unreadable, match="unpacks to more than"):
        read_manuscript(bomb, "bomb.docx")


def test_a_bomb_that_lies_about_its_size_is_refused_too() -> None:
    bomb = bytearray(package({"word/document.xml": b"0" * 4_000_000}))
    central = bomb.rindex(b"PK\x01\x02")
    struct.pack_into("<I", bomb, central + 24, 10)  # the directory says ten bytes
    struct.pack_into("<I", bomb, 22, 10)
    with pytest.raises(Unreadable):
        read_manuscript(bytes(bomb), "bomb.docx")


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"other.xml": b"<x/>"}, "no Word document"),
        ({"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}, "declares a document type"),
        ({f"p{n}.xml": b"" for n in range(2001)}, "2001 parts"),
        ({"word/document.xml": b"no xml"}, "."),
    ],
)
def test_what_is_no_word_file_is_refused(parts: dict[str, bytes], reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_manuscript(package(parts), "page.docx")


def test_a_damaged_or_misnamed_word_file_is_refused() -> None:
    whole = saved(docx.Document())
    for data in (whole[: len(whole) // 2], b"just text", whole[:30]):
        with pytest.raises(Unreadable):
            read_manuscript(data, "page.docx")


PAGE = """<!doctype html><html><head><title>T | Site</title><style>p {}</style></head><body>
<header><a href="/">Site</a><h1>The title</h1></header>
<nav><ul><li>Home</li></ul></nav><aside>Buy this</aside>
<main><p>Last edited 3 May 2024</p><script>alert(1)</script>
<h2>Dose <sup>1</sup></h2>
<p>BSA 1.7&nbsp;m<sup>2</sup>, 10<sup>9</sup>/L.<sup>1,2</sup> See <a href="#r2">[2]</a>.</p>
<ul><li>One <b>bold</b> (1)<ul><li>Two<ol><li>Three (n = 12)</li></ol></li></ul></li></ul>
<p hidden>Secret</p><form><input value="x">Search</form>
<h2>References</h2>
<ol><li id="r1">Smith J. Title. BMJ 2020;1:1.</li>
<li id="r2">Jones K. Other. Lancet 2021;2:3-4.</li></ol></main>
<footer>Copyright Somebody</footer></body></html>"""


def test_a_page_of_html_loses_what_stands_around_its_text() -> None:
    manuscript = read_manuscript(PAGE.encode(), "page.html")
    assert (manuscript.title, manuscript.edited) == ("The title", "2024-05-03")
    (section,) = manuscript.sections
    assert section.heading == "Dose"
    paragraph, point = section.statements
    assert paragraph.html == (
        "BSA 1.7&nbsp;m<sup>2</sup>, 10<sup>9</sup>/L."
        '<cite data-cites="0 1"></cite> See<cite data-cites="2"></cite>.'
    )
    assert [c.reference for c in paragraph.cites] == ["ref-1", "ref-2", "ref-2"]
    assert tree(point) == {"One bold": [{"Two": ["Three (n = 12)"]}]}
    said = " ".join(s.text for s in statements_in(manuscript.sections))
    for word_ in ("Home", "Buy", "alert", "Secret", "Search", "Copyright", "Site"):
        assert word_ not in said


def test_html_is_told_by_its_content_whatever_its_name() -> None:
    assert read_manuscript(PAGE.encode(), "page.txt").title == "The title"


def test_a_link_to_an_entry_goes_by_where_it_leads_not_by_what_it_says() -> None:
    page = PAGE.replace('<a href="#r2">[2]</a>', '<a href="#r1">[2]</a>')
    paragraph = read_manuscript(page.encode(), "page.html").sections[0].statements[0]
    assert [c.reference for c in paragraph.cites] == ["ref-1", "ref-2", "ref-1"]


@pytest.mark.parametrize(
    "page",
    ["<html></html>", "<html><body><h1>Only</h1></body></html>", "<!doctype html>"],
)
def test_a_page_without_text_is_refused(page: str) -> None:
    with pytest.raises(Unreadable):
        read_manuscript(page.encode(), "page.html")


def test_elements_nested_without_end_are_refused() -> None:
    page = "<html><body><h1>T</h1>" + "<ul><li>x" * 3000
    with pytest.raises(Unreadable, match="nested"):
        read_manuscript(page.encode(), "page.html")


def test_a_title_of_html_keeps_what_is_raised() -> None:
    page = "<html><body><h1>Below 10<sup>9</sup>/L of H<sub>2</sub>O</h1><p>x</p></body></html>"
    assert read_manuscript(page.encode(), "page.html").title == "Below 10⁹/L of H₂O"


def test_a_title_from_the_head_of_a_page_is_listed() -> None:
    page = "<html><head><title>One | Site</title></head><body><p>x</p></body></html>"
    manuscript = read_manuscript(page.encode(), "page.html")
    assert manuscript.title == "One | Site"
    assert [doubt.what for doubt in manuscript.doubts] == ["a title from the page's head"]


def test_numbers_with_spaces_between_them_are_resolved_in_every_format() -> None:
    body = "<p>it works (1, 2) and <em>works</em> [1, 2].</p><p>see <a href='#top'>above</a></p>"
    listed = "<ol><li>Smith J. One. BMJ 2020;1:1.</li><li>Jones K. Two. BMJ 2021;2:2.</li></ol>"
    page = f"<html><body><h1>T</h1>{body}<h2>References</h2>{listed}</body></html>"
    first, second = statements_in(read_manuscript(page.encode(), "page.html").sections)
    assert [c.reference for c in first.cites] == ["ref-1", "ref-2", "ref-1", "ref-2"]
    assert first.text == "it works and works."
    assert second.html == "see above"
