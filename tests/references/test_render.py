"""Printed references are safe HTML, in the order given, each from its own item alone."""

from __future__ import annotations

import re
from typing import Any

import pytest

from statim.references.csl.pages import short_pages
from statim.references.csl.render import AT_ONCE, format_items, recipe
from statim.references.errors import UnknownStyle


def work(**more: Any) -> dict[str, Any]:
    return {"type": "article-journal", "title": "T", "container-title": "J", **more}


def test_order_and_number_of_items_are_kept_over_batches_and_equal_ids() -> None:
    items = [work(id="same", title=f"Number {n}") for n in range(AT_ONCE + 3)]
    printed = format_items(items, "apa")
    assert [re.findall(r"Number \d+", p) for p in printed] == [
        [f"Number {n}"] for n in range(AT_ONCE + 3)
    ]
    assert format_items([], "vancouver") == []


def test_nothing_but_inline_markup_and_web_links_comes_out() -> None:
    bad = work(
        title='<script>alert(1)</script> <i onclick="x()">a</i> <img src=x> <b>kept</b>',
        URL="javascript:alert(1)",
        publisher='"><svg onload=x>',
    )
    raw = {"custom": {"raw": "<script>x</script> see https://x.org/?a=1&b=2.", "partial": True}}
    for style in ("vancouver", "ama", "apa"):
        for printed in format_items([bad, raw], style):
            assert set(re.findall(r"<(\w+)", printed)) <= {"em", "strong", "sub", "sup", "a"}
            assert not re.search(r"<[^>]*(?:onclick|onload|javascript)", printed)
    assert "<strong>kept</strong>" in format_items([bad], "vancouver")[0]
    assert '<a href="https://x.org/?a=1&amp;b=2">' in format_items([raw], "vancouver")[0]


def test_no_number_is_left_in_front_and_doi_and_pubmed_are_links() -> None:
    printed = format_items([work(DOI="10.1000/x", PMID="12")], "vancouver")[0]
    assert printed.startswith("T. J.")
    assert '<a href="https://doi.org/10.1000/x">10.1000/x</a>' in printed
    assert re.search(r'<a href="https://[^"]*pubmed/12">12</a>', printed)


@pytest.mark.parametrize(
    ("style", "one", "seven"),
    [
        ("vancouver", "Loo C, et al. T.", "A1 A, A2 A, A3 A, A4 A, A5 A, A6 A, et al. T."),
        ("ama", "Loo C, et al. T.", "A1 A, A2 A, A3 A, et al. T."),
        (
            "apa",
            "Loo, C., et al. T.",
            "A1, A., A2, A., A3, A., A4, A., A5, A., A6, A., A7, A., et al. T.",
        ),
    ],
)
def test_et_al_that_the_source_gave_is_printed_by_each_styles_rule(
    style: str, one: str, seven: str
) -> None:
    cut = {"custom": {"et_al": True}}
    few = work(author=[{"family": "Loo", "given": "C"}], **cut)
    many = work(author=[{"family": f"A{n}", "given": "A"} for n in range(1, 8)], **cut)
    printed = [p.replace(" (n.d.).", "") for p in format_items([few, many], style)]
    assert printed[0].startswith(one)
    assert printed[1].startswith(seven)


@pytest.mark.parametrize(
    ("pages", "short"),
    [
        ("3051-3067", "3051-67"), ("284-287", "284-7"), ("S93-S99", "S93-9"), ("99-101", "99-101"),
        ("480–5", "480-5"), ("e12-e15", "e12-5"), ("iii-v", "iii-v"), ("CD011612", "CD011612"),
        ("60-61, 68-70", "60-1, 68-70"), ("12A-12F", "12A-12F"), ("1151-1168; discussion 1149-1150",
         "1151-68; discussion 1149-50"), ("100-100", "100"),
    ],
)  # fmt: skip
def test_page_ranges_drop_the_digits_that_repeat(pages: str, short: str) -> None:
    assert short_pages(pages) == short


def test_an_unknown_style_is_refused_by_name() -> None:
    with pytest.raises(UnknownStyle, match="choose vancouver, ama, apa"):
        format_items([work()], "chicago")


def test_the_recipe_tells_styles_apart() -> None:
    assert len({recipe(style) for style in ("vancouver", "ama", "apa")}) == 3
