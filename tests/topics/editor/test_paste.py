"""What is pasted becomes clean nested statements, and no word of it is lost."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest
from django.test import RequestFactory
from lxml import html as lxml_html

from statim.editions.document import Statement
from statim.topics.editor import paste
from statim.topics.editor.views import LARGEST
from statim.topics.editor.views import paste as paste_view
from statim.topics.errors import Unreadable
from statim.topics.inlines import Run, to_html
from statim.topics.manuscript import statements_in
from tests.topics.editor.clipboards import GOOGLE, PAGE, TEXT, WORD
from tests.topics.generated import tokens


def rows(pasted: paste.Pasted) -> list[Any]:
    """Headings as "## words", statements as [html, children…]."""

    def row(s: Statement) -> list[Any]:
        return [s.html, *(row(child) for child in s.children)]

    found: list[Any] = []
    for section in pasted.sections:
        if section.heading:
            found.append("#" * section.level + " " + section.heading)
        found += [row(s) for s in section.statements]
    return found


def test_words_lists_become_nested_points() -> None:
    pasted = paste.read(html=WORD)
    assert rows(pasted) == [
        "## Treatment",
        ["A <strong>plain</strong> paragraph: do <em>not</em> exceed 10&nbsp;mg."],
        [
            "Start at 2.5 mg; eGFR ≤ 30 mL/min/1.73 m<sup>2</sup>: stop",
            ["CO<sub>2</sub> retention is a risk", ["less than 1 in 1,000"]],
        ],
        ["Review after 4–6 weeks"],
        ["After the list."],
        ["First step"],
        ["Second step"],
    ]
    kinds = [s.kind for s in statements_in(pasted.sections)]
    assert kinds == ["paragraph", *["point"] * 4, "paragraph", "point", "point"]
    assert [d.what for d in pasted.doubts] == ["a numbered list"]


def test_google_docs_lists_and_styles_are_kept() -> None:
    assert rows(paste.read(html=GOOGLE)) == [
        "## Monitoring",
        [
            "<strong>Never</strong> give with an MAOI; <em>wait 14 days</em>",
            ["10<sup>9</sup>/L or more"],
        ],
        ["Blood pressure before and after"],
    ]


def test_the_printed_numbers_of_a_page_become_citations() -> None:
    pasted = paste.read(html=PAGE)
    assert [item["title"][:12] for item in pasted.references] == ["Ketamine and", "Efficacy of "]
    short, weeks, grade, safe = statements_in(pasted.sections)
    assert [[c.reference for c in s.cites] for s in (short, weeks, safe)] == [
        ["ref-1"], ["ref-1", "ref-2"], ["ref-2"],
    ]  # fmt: skip
    assert grade.text == "Not in grade (3) disease"
    assert grade.cites == ()
    assert weeks.text == "Up to 1–2 weeks."


def test_plain_text_becomes_nested_statements_with_its_references() -> None:
    pasted = paste.read(text=TEXT)
    cited = '<cite data-cites="0"></cite>'
    assert rows(pasted) == [
        "## Benefit",
        [f"Rapid but short-lived{cited}", ['Up to 1–2 weeks<cite data-cites="0 1"></cite>']],
        ["Safe over four weeks, ≤ 0.5 mg/kg"],
    ]
    assert len(pasted.references) == 2


def test_a_table_of_word_becomes_a_table() -> None:
    html = (
        "<!--StartFragment--><table class=MsoTableGrid border=1><tr><th><p class=MsoNormal>Drug"
        "<o:p></o:p></p></th><th><p>Dose</p></th></tr><tr style='height:1pt'><td><p>A</p></td>"
        "<td style='border:none'><p>≤ 0.5&nbsp;mg/kg</p></td></tr></table><!--EndFragment-->"
    )
    [one] = statements_in(paste.read(html=html).sections)
    assert one.kind == "table"
    assert one.table
    assert [c.text for c in one.table.head] == ["Drug", "Dose"]
    assert [[c.html for c in row] for row in one.table.rows] == [["A", "≤ 0.5&nbsp;mg/kg"]]


def test_a_picture_that_was_not_copied_along_is_a_doubt() -> None:
    html = '<p>One</p><p><img src="file:///C:/Users/x/clip_image001.png" alt="A scan"></p>'
    pasted = paste.read(html=html)
    assert any("image" in str(doubt) for doubt in pasted.doubts)
    assert "scan" in words_out(pasted)


def test_a_pasted_topic_file_brings_its_references_and_no_ids() -> None:
    file = (
        "---\ntitle: T\nreferences:\n  - {id: a, type: book, title: A book}\n---\n"
        "- One [@a, p. 3] {#one}\n  - Two {#two}\n"
    )
    pasted = paste.read(text=file)
    [one] = pasted.sections[0].statements
    assert (one.text, one.id, one.children[0].id) == ("One", "", "")
    assert one.cites[0].locator == "p. 3"
    assert pasted.references == ({"id": "a", "type": "book", "title": "A book"},)


def test_a_numbered_list_that_nothing_cites_stays_in_the_text() -> None:
    html = "<p>In order:</p><ol><li>Guidance of 2019</li><li>See https://example.org/x</li></ol>"
    pasted = paste.read(html=html)
    assert rows(pasted) == [["In order:"], ["Guidance of 2019"], ["See https://example.org/x"]]
    assert pasted.references == ()


def bag(text: str) -> list[str]:
    return sorted(re.findall(r"\w+", text))


def words_out(pasted: paste.Pasted) -> list[str]:
    said = [section.heading for section in pasted.sections]
    said += [s.text for s in statements_in(pasted.sections)]
    return bag(" ".join(said))


@pytest.mark.parametrize("seed", range(20))
def test_every_word_in_comes_out(seed: int) -> None:
    """Lists and paragraphs at random, in the shapes of Word, Google and a browser."""
    chance = random.Random(seed)
    said = [to_html([*tokens(chance, ()), Run("end")])[0] for _ in range(40)]
    shapes = (
        "<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'>"
        "<![if !supportLists]><span style='mso-list:Ignore'>·&nbsp;</span><![endif]>{html}</p>",
        "<ul><li><p>{html}</p></li></ul>",
        "<nav><p>{html}</p></nav>",
        "<header><div>{html}</div></header>",
        "<p class=MsoNormal>{html}</p>",
        "<blockquote>{html}</blockquote>",
        "<aside><ol><li>{html}</li></ol></aside>",
    )
    said.append("not the references")
    source = "".join(
        chance.choice(shapes).format(html=html, level=chance.randint(1, 5)) for html in said[:-1]
    )
    source += f"<p>{said[-1]}</p>"
    plain = " ".join(
        str(
            lxml_html.fragment_fromstring(
                html.replace("<br>", " "), create_parent="div"
            ).text_content()
        )
        for html in said
    )
    assert words_out(paste.read(html=source)) == bag(plain)


def test_what_was_struck_out_stands_in_a_doubt() -> None:
    html = '<p>Give <span style="text-decoration: line-through">50</span> 5 mg</p><p>Two</p>'
    pasted = paste.read(html=html)
    assert [s.text for s in statements_in(pasted.sections)] == ["Give 5 mg", "Two"]
    assert "50" in str(pasted.doubts[0])


def test_no_script_comes_through() -> None:
    html = '<p onclick="x()">One<script>alert(1)</script> <a href="javascript:x()">two</a></p>'
    [one] = statements_in(paste.read(html=html).sections)
    assert one.html == "One two"


def test_what_is_too_much_is_refused_with_the_reason() -> None:
    with pytest.raises(Unreadable, match="import it as a file"):
        paste.read(text="x" * (paste.LONGEST + 1))
    with pytest.raises(Unreadable, match="too deep"):
        paste.read(html="<div>" * 300 + "x" + "</div>" * 300)


def ask(body: bytes, **headers: str) -> Any:
    request = RequestFactory().post("/", body, content_type="application/json", headers=headers)
    return paste_view(request)


def test_the_answer_holds_sections_references_and_doubts() -> None:
    said = json.loads(ask(json.dumps({"html": WORD, "text": ""}).encode()).content)
    assert said.keys() == {"sections", "references", "doubts"}
    assert said["sections"][0]["heading"] == "Treatment"
    assert said["doubts"][0].keys() == {"what", "where", "why"}


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"html": 3}', b"[" * 100_000])
def test_what_is_no_request_is_refused(body: bytes) -> None:
    answer = ask(body)
    assert answer.status_code == 400
    assert json.loads(answer.content)["error"]


def test_a_refusal_is_told_in_words() -> None:
    answer = ask(json.dumps({"html": "<div>" * 300 + "x", "text": ""}).encode())
    assert answer.status_code == 422
    assert "too deep" in json.loads(answer.content)["error"]
    assert ask(b"{}", content_length=str(LARGEST + 1)).status_code == 413
