"""Topic files in Markdown: what they may hold, and what is refused, with its line."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from statim.editions.document import Change, Citation, Code, Person
from statim.topics import markdown
from statim.topics.errors import Refused, SameIdTwice, Unreadable
from statim.topics.freeze import freeze
from statim.topics.manuscript import Manuscript, statements_in
from statim.topics.reading import read_manuscript

HEAD = (
    "---\ntitle: A title\nreferences:\n- {id: a, type: book, title: One}\n- {id: b, title: Two}\n"
)


def read(body: str, head: str = HEAD) -> Manuscript:
    return read_manuscript(f"{head}---\n\n{body}\n".encode(), "topic.md")


def htmls(manuscript: Manuscript) -> list[str]:
    return [s.html for s in statements_in(manuscript.sections)]


def test_every_key_of_the_front_matter_is_taken_over() -> None:
    manuscript = read(
        "- one {#s1}",
        "---\ntitle: No\nslug: the-slug\nid: abc123\nsynonyms: [a, 10]\n"
        "specialty: Psychiatry / Mood disorders\n"
        "codes: [{system: 'http://x', code: 0071, display: D}]\n"
        "authors: [Team, {name: N, role: R, interests: I}]\nreviewers: [{name: V}]\n"
        "edited: 2024-01-02\nreviewed: null\nreview_due: 2025-01-02\n"
        "change: {kind: safety, note: 'New: dose'}\nrelated: [other-page]\n"
        "statements: {s1: {certainty: low, verified: {by: V, on: 2024-01-01}}}\n",
    )
    assert manuscript.title == "No"
    assert (manuscript.slug, manuscript.id) == ("the-slug", "abc123")
    assert manuscript.synonyms == ("a", "10")
    assert manuscript.specialty == ("Psychiatry", "Mood disorders")
    assert manuscript.codes == (Code(system="http://x", code="0071", display="D"),)
    assert manuscript.authors == (Person(name="Team"), Person(name="N", role="R", interests="I"))
    assert (manuscript.edited, manuscript.reviewed) == ("2024-01-02", None)
    assert manuscript.change == Change(kind="safety", note="New: dose")
    statement = manuscript.sections[0].statements[0]
    assert (statement.certainty, statement.id) == ("low", "s1")
    assert statement.verified is not None and statement.verified.on == "2024-01-01"


def test_citations_keep_their_locators_and_groups() -> None:
    manuscript = read("- one [@a, p. 12] and two [@a; @b, table 2], three.")
    (statement,) = manuscript.sections[0].statements
    assert statement.text == "one and two, three."
    assert statement.cites == (
        Citation(reference="a", locator="p. 12"),
        Citation(reference="a"),
        Citation(reference="b", locator="table 2"),
    )
    assert '<cite data-cites="1 2"></cite>, three' in statement.html


def test_quotes_dashes_dollars_and_comparisons_stay_as_typed() -> None:
    said = "\"x\" -- 'y' ... p < 0.05 and $5 (5 > 4) \\alpha"
    assert htmls(read(f"- {said}")) == ["\"x\" -- 'y' ... p &lt; 0.05 and $5 (5 &gt; 4) \\alpha"]


def test_simple_html_tags_count_and_all_others_are_words() -> None:
    manuscript = read('- x<sup>2</sup> <i>y</i> <b onclick="x">z</b> <img src=x onerror=y>')
    assert htmls(manuscript) == [
        'x<sup>2</sup> <em>y</em> &lt;b onclick="x"&gt;z&lt;/b&gt; &lt;img src=x onerror=y&gt;'
    ]
    assert {doubt.what for doubt in manuscript.doubts} >= {"raw HTML in the text"}
    script = read("- a <script>alert(1)</script> b")
    assert "<script" not in "".join(htmls(script))
    assert " ".join(htmls(script)) == "a &lt;script&gt;alert(1)&lt;/script&gt; b"


def test_links_lead_only_where_pages_may_link() -> None:
    manuscript = read("- [a](javascript:alert(1)) [b](/topics/x/) [c](https://x.org/?a=1&b=2)")
    assert htmls(manuscript) == [
        'a <a href="/topics/x/">b</a> <a href="https://x.org/?a=1&amp;b=2">c</a>'
    ]
    assert "a link that was left out" in {doubt.what for doubt in manuscript.doubts}


def test_lists_need_no_empty_line_before_them() -> None:
    manuscript = read("A paragraph:\n- one\n- two\n## Next\n- three")
    assert [len(s.statements) for s in manuscript.sections] == [3, 1]


def test_a_footnote_becomes_a_reference() -> None:
    manuscript = read("- one[^n]\n\n[^n]: Smith J. Title. BMJ 2020;1:1.", "---\ntitle: T\n")
    (statement,) = manuscript.sections[0].statements
    (item,) = manuscript.references
    assert statement.cites == (Citation(reference=item["id"]),)
    assert item["custom"]["raw"] == "Smith J. Title. BMJ 2020;1:1."


def test_a_table_comes_over_cell_by_cell_and_asks_for_its_caption() -> None:
    manuscript = read("| Drug | Dose |\n|---|---|\n| K | 5 mg [@a] |")
    (statement,) = statements_in(manuscript.sections)
    assert statement.table
    assert [cell.text for cell in statement.table.head] == ["Drug", "Dose"]
    assert [[cell.text for cell in row] for row in statement.table.rows] == [["K", "5 mg"]]
    assert [cite.reference for cite in statement.cites] == ["a"]
    assert "a table without a caption" in {doubt.what for doubt in manuscript.doubts}


def test_struck_out_words_are_left_out_and_quoted_to_the_author() -> None:
    manuscript = read("- give ~~10 mg~~ 5 mg")
    assert htmls(manuscript) == ["give 5 mg"]
    assert any("10 mg" in doubt.why for doubt in manuscript.doubts)


def test_a_raised_number_in_a_heading_stays_raised() -> None:
    manuscript = read("## Below 10^9^/L H~2~O\n\n- one")
    assert manuscript.sections[0].heading == "Below 10⁹/L H₂O"


def test_doubts_name_keys_without_reference_and_references_without_citation() -> None:
    manuscript = read("- one [@nobody]")
    assert [doubt.what for doubt in manuscript.doubts] == [
        "a citation without a reference",
        "a reference that nothing cites",
        "a reference that nothing cites",
    ]


def test_a_bibliography_beside_the_file_is_read_and_no_other_file_is() -> None:
    text = b"---\ntitle: T\nbibliography: works.json\n---\n\n- one [@x2020]\n"
    works = b'[{"id": "x2020", "type": "book", "title": "Beside"}]'
    manuscript = read_manuscript(text, "t.md", {"works.json": works}.__getitem__)
    assert manuscript.references[0]["title"] == "Beside"
    for place in ("../works.json", "/etc/passwd", ".hidden"):
        with pytest.raises(Unreadable, match="beside"):
            read_manuscript(text.replace(b"works.json", place.encode()), "t.md", lambda _: works)


@pytest.mark.parametrize(
    ("head", "reason", "line"),
    [
        ("title: T\nauthor: X\n", "did you mean 'authors'", 3),
        ("title: T\nreview-due: null\n", "did you mean 'review_due'", 3),
        ("title: T\nsynonyms: {a: b}\n", "synonyms: it must be a", 3),
        ("title: [T]\n", "title: it must be a text", 2),
        ("title: T\nreviewed: 3 May 2024\n", "no day; write YYYY-MM-DD", 3),
        ("title: T\nreviewed: 2024-02-30\n", "no day", 3),
        ("title: T\nslug: No Slug\n", "slug: use a-z", 3),
        ("title: T\ntitle: U\n", "stands twice", 3),
        ("title: T\nchange: {kind: big}\n", "kind must be one of new", 3),
        ("title: T\nreferences: [{type: book}]\n", "with an id", 3),
        ("title: T\nreferences: [{id: a}, {id: a}]\n", "listed 2 times", 3),
        ("title: T\nauthors: [{role: R}]\n", "must have a name", 3),
        ("title: 'T\n", "no YAML", 3),
        ("title: &x T\nslug: *x\n", "aliases", 3),
        ("- a list\n", "holds no keys", 2),
        ("title: T\nstatements: {none: {certainty: low}}\n", "no statement has the id", 0),
        ("title: T\nstatements: {s1: {certainty: certain}}\n", "no GRADE certainty", 3),
    ],
)
def test_front_matter_is_refused_with_line_and_hint(head: str, reason: str, line: int) -> None:
    with pytest.raises(Unreadable, match=re.escape(reason)) as refusal:
        read("- one", f"---\n{head}")
    assert refusal.value.line == line


def test_a_file_without_an_end_to_its_front_matter_is_refused() -> None:
    with pytest.raises(Unreadable, match="not closed"):
        read_manuscript(b"---\ntitle: T\n\n- one\n", "t.md")


def test_one_id_on_two_statements_is_refused_with_both_lines() -> None:
    with pytest.raises(SameIdTwice, match=r"line 8.*line 9"):
        read("- one {#aa}\n- two {#aa}")
    with pytest.raises(Refused, match="no statement id"):
        read("- one {#A_b}")


def test_a_title_may_stand_in_the_text() -> None:
    manuscript = read_manuscript(b"# The *title* of 10^9^\n\n- one\n\n## Two\n\n- x\n", "t.md")
    assert manuscript.title == "The title of 10⁹"
    assert [section.level for section in manuscript.sections] == [2, 2]


def test_a_key_that_no_citation_can_hold_gets_a_name_in_the_file() -> None:
    manuscript = read("- one [@a]")
    odd = replace(
        manuscript,
        id="t",
        references=({"id": "an odd {key}", "type": "book", "title": "Odd"},),
        sections=tuple(
            replace(section, statements=(replace(
                section.statements[0], id="s1", cites=(Citation(reference="an odd {key}"),)),))
            for section in manuscript.sections
        ),
    )  # fmt: skip
    again = read_manuscript(markdown.write(freeze(odd)).encode(), "t.md")
    assert [item["title"] for item in again.references] == ["Odd"]
    assert again.sections[0].statements[0].cites[0].reference == again.references[0]["id"]
