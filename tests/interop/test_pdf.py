"""The PDF says what the edition says, and carries what its reader needs to check it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pypdf
import pytest

from statim.design import typesetting
from statim.design.typesetting import Unprintable
from statim.editions.check_code import code_of
from statim.editions.document import Document, Section, statements_of
from statim.editions.paper import Copy
from statim.interop.pdf.content import Words, page_of
from statim.interop.pdf.write import pdf
from tests import compared
from tests.documents import page, says
from tests.interop.samples import DIGEST, HOUSE, whole
from tests.topics import generated

MADE = datetime(2026, 11, 23, tzinfo=UTC)
UNSEEN = "\u200b\u2060\ufeff"  # characters that take no room: a PDF has no place for them


def copy(document: Document, **fields: Any) -> Copy:
    entries = tuple(f"Author {n}. Title." for n, _ in enumerate(document.references, start=1))
    given = {"digest": DIGEST, "bibliography": entries, **fields}
    return Copy(document=document, **given)


def read(data: bytes) -> list[str]:
    """The words of each page, lines joined."""
    reader = pypdf.PdfReader(BytesIO(data))
    return [" ".join(each.extract_text().split()) for each in reader.pages]


def plain(runs: Sequence[dict[str, Any]]) -> str:
    return "".join("\n" if "br" in run else run.get("t", "") for run in runs)


def squeezed(words: str) -> str:
    return re.sub(r"[ \n]+", " ", words).strip()


def trees(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    waiting = [one for section in said["sections"] for one in section["tree"]]
    while waiting:
        one = waiting.pop(0)
        yield one
        waiting = [*one["children"], *waiting]


def test_ten_thousand_statements_reach_the_template_word_for_word() -> None:
    chance = random.Random(4)
    seen = 0
    while seen < 10_000:
        statements = tuple(generated.statement(chance, n) for n in range(200))
        document = replace(whole(), sections=(Section(heading="", statements=statements),))
        said = page_of(copy(document), HOUSE.url)
        for shown, meant in zip(trees(said), statements_of(document), strict=True):
            assert squeezed(plain(shown["runs"])) == squeezed(meant.text), meant.html
            assert shown.get("term", "") == meant.term
            if meant.table:
                cells = [cell for row in (shown["table"]["head"], *shown["table"]["rows"])
                         for cell in row]  # fmt: skip
                rows = (meant.table.head, *meant.table.rows)
                assert [squeezed(plain(c)) for c in cells] == [
                    squeezed(cell.text) for row in rows for cell in row
                ]
            seen += 1


def test_numbers_units_and_nots_are_read_back_from_the_paper() -> None:
    """What pypdf reads again, word for word; marks of no width are not drawn."""
    chance = random.Random(9)
    words = [generated.words(chance, 12) for _ in range(120)]
    said = [re.sub(rf"[{UNSEEN}]|日本語|x̄", "", one) for one in words]
    document = page(Section(heading="", statements=tuple(
        says(f"s{n}", one) for n, one in enumerate(said))))  # fmt: skip
    found = "".join(read(pdf([copy(document)], HOUSE, made=MADE))).replace(" ", "")
    for one in said:
        assert "".join(one.split()) in found, one


def test_no_word_is_taken_for_markup_of_the_template() -> None:
    hostile = "a *b* _c_ #let x = 1 $y$ `z` @t0 <t0> \\ // /* \"q\" 's' -- ... [ ] https://e.org/#x"
    document = page(Section(heading="= No heading", statements=(says("s", hostile),)))
    paper = " ".join(read(pdf([copy(document)], HOUSE, made=MADE)))
    assert hostile in paper
    assert "= No heading" in paper


def test_it_carries_date_edition_code_and_a_way_to_check() -> None:
    document = whole()
    paper = " ".join(read(pdf([copy(document)], HOUSE, made=MADE)))
    code = code_of(DIGEST)
    for said in (
        document.topic.title, "Edition 3, published", f"edition 3, 23 November 2026 · check {code}",
        f"https://ref.example/check/{code}", f"SHA-256 {DIGEST}", "Reviewed Edited Next review",
        "For information only.", "© 2026 Example Hospital Trust", "Made on 23 November 2026",
    ):  # fmt: skip
        assert said in paper, said


def test_a_comparison_is_on_paper_with_its_plot_and_every_number() -> None:
    paper = " ".join(read(pdf([copy(compared.document())], HOUSE, made=MADE))).replace("\xa0", " ")
    for said in (
        "It halves the risk: RR 0.49 (95% CI 0.34 to 0.70).", "505/88391", "1.01 (0.89 to 1.14)",
        "Random effects (REML), 95% interval", "Summary of findings", "20 per 1,000",
        "favours BCG vaccine",  # in the plot
    ):  # fmt: skip
        assert said in paper, said


def test_what_is_known_against_a_work_stands_at_it_and_at_its_citations() -> None:
    one = copy(
        whole(),
        notices=("Superseded: this is edition 3; edition 4 is current.",),
        known={1: ("Retracted, 3 May 2024: Data. Listed by Retraction Watch.",)},
        marks={1: "Retracted"},
    )
    paper = " ".join(read(pdf([one], HOUSE, made=MADE)))
    assert "Superseded: this is edition 3; edition 4 is current." in paper
    assert "Retracted, 3 May 2024: Data. Listed by Retraction Watch." in paper
    assert "(1) Retracted" in paper


def test_a_booklet_begins_with_its_contents() -> None:
    first, second = whole(), replace(whole(), number=4)
    pages = read(pdf([copy(first), copy(second, digest="b" * 64)], HOUSE, made=MADE, title="Ward"))
    assert pages[0].startswith("Ward")
    assert code_of("a" * 64) in pages[0]
    assert code_of("b" * 64) in pages[0]
    starts = [n for n, words in enumerate(pages, start=1) if "Also: Wheezy chest" in words]
    assert len(starts) == 2
    for start in starts:
        assert re.search(rf"{re.escape(first.topic.title)} {start}\b", pages[0])


def test_it_is_tagged_and_says_its_language_and_title() -> None:
    reader = pypdf.PdfReader(BytesIO(pdf([copy(whole())], HOUSE, made=MADE)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == whole().topic.title
    assert "pdfuaid:part" in reader.xmp_metadata.stream.get_data().decode()  # type: ignore[union-attr]  # asserted to be there


def test_the_same_copy_on_the_same_day_is_the_same_file() -> None:
    assert pdf([copy(whole())], HOUSE, made=MADE) == pdf([copy(whole())], HOUSE, made=MADE)


def test_a_character_without_a_glyph_is_refused_and_never_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compiled = typesetting.typst.compile
    monkeypatch.setattr(
        typesetting.typst, "compile",
        lambda *given, **named: compiled(*given, **named, ignore_system_fonts=True),
    )  # fmt: skip
    document = page(Section(heading="", statements=(says("s", "dose 5 mg 日"),)))
    with pytest.raises(Unprintable, match="日"):
        pdf([copy(document)], HOUSE, made=MADE)


def test_links_within_the_site_lead_to_the_site() -> None:
    html = '<a href="/topics/other/">Other</a> and <a href="tel:111">111</a>'
    document = page(Section(heading="", statements=(says("s", "Other and 111", html=html),)))
    runs = Words(copy(document), HOUSE.url).runs(html)
    assert [run.get("a") for run in runs] == ["https://ref.example/topics/other/", None, "tel:111"]
