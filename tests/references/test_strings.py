"""Printed references are read as far as they can be; nothing is invented, no word is lost."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from statim.references.csl.render import format_items
from statim.references.strings import LONGEST, parse_reference
from tests.conftest import ROOT

DATA = Path(__file__).parents[1] / "verification" / "citations" / "vancouver.yaml"
PAGE = ROOT.parent / "shared" / "sample-page.txt"


def plain(printed: str) -> str:
    return html.unescape(re.sub(r"</?\w+\b[^>]*>", "", printed))


def printed(raw: str) -> str:
    return plain(format_items([parse_reference(raw)], "vancouver")[0])


@pytest.fixture
def pasted() -> list[dict[str, Any]]:
    if not PAGE.is_file():
        pytest.skip("the sample page is not beside this checkout (../shared/sample-page.txt)")
    return [parse_reference(line) for line in re.findall(r"^  \d\. .+$", PAGE.read_text(), re.M)]


def test_the_six_references_of_the_sample_page_are_read_whole(pasted: Any) -> None:
    mandal, corriger, college, menon, loo, njenga = pasted
    assert not any(item["custom"].get("partial") for item in pasted)
    assert mandal["issued"] == {"date-parts": [[2019, 9], [2019, 10]]}
    assert (mandal["volume"], mandal["issue"], mandal["page"]) == ("61", "5", "480-485")
    assert corriger["issued"] == {"date-parts": [[2019, 8, 27]]}
    assert corriger["container-title"] == "Drug Des Devel Ther"
    assert (college["type"], college["issued"]) == ("report", {"date-parts": [[2017, 2]]})
    assert college["author"] == [{"literal": "Royal College of Psychiatrists"}]
    assert menon["container-title"] == "JAMA Psychiatry"
    assert menon["issued"] == {"date-parts": [[2023, 4, 12]]}
    assert menon["DOI"] == "10.1001/jamapsychiatry.2023.0562"
    assert loo["author"] == [{"family": "Loo", "given": "C"}]
    assert loo["custom"]["et_al"] is True
    assert (loo["page"], "volume" in loo) == ("1-9", False)
    assert njenga["author"][1:3] == [
        {"family": "Ramanuj", "given": "P P"},
        {"non-dropping-particle": "de", "family": "Magalhães", "given": "F J C"},
    ]
    assert (njenga["container-title"], njenga["page"]) == ("BMJ", "e073823")
    assert njenga["title"] == "New and emerging treatments for major depressive disorder"


def test_the_six_references_of_the_sample_page_print_in_nlm_style(pasted: Any) -> None:
    starts = [
        "Mandal S, Sinha VK, Goyal N. ", "Corriger A, Pickering G. ",
        "Royal College of Psychiatrists. ", "Menon V, Varadharajan N, Faheem A, Andrade C. ",
        "Loo C, et al. ", "Njenga C, Ramanuj PP, de Magalhães FJC, Pincus HA. ",
    ]  # fmt: skip
    ends = [
        ". Indian J Psychiatry. 2019 Sep-Oct;61(5):480-5.",
        ". Drug Des Devel Ther. 2019 Aug 27;13:3051-67.",
        ". 2017 Feb.",
        ". JAMA Psychiatry. 2023 Apr 12. doi: 10.1001/jamapsychiatry.2023.0562. "
        "Epub ahead of print.",
        ". The British Journal of Psychiatry. 2023:1-9. doi: 10.1192/bjp.2023.79.",
        ". BMJ. 2024;386:e073823. doi: 10.1136/bmj-2022-073823.",
    ]
    for text, start, end in zip(
        map(plain, format_items(pasted, "vancouver")), starts, ends, strict=True
    ):
        assert text.startswith(start)
        assert text.endswith(end)


def test_every_reference_in_nlm_style_is_read_and_printed_again_as_it_was() -> None:
    rights = [row["right"] for row in yaml.safe_load(DATA.read_text())]
    items = [parse_reference(right) for right in rights]
    assert [plain(p) for p in format_items(items, "vancouver")] == rights
    whole = sum(not item["custom"].get("partial") for item in items)
    assert whole >= 55  # of 65; the others are printed as they were given


def test_what_was_read_is_what_was_meant() -> None:
    for row in yaml.safe_load(DATA.read_text()):
        item, meant = parse_reference(row["right"]), row["csl"]
        if item["custom"].get("partial") or "event-title" in meant:
            continue
        assert item["title"] == meant["title"]
        for field in ("DOI", "PMID", "PMCID", "issue"):
            if "supplement-number" not in meant:
                assert item.get(field) == meant.get(field)
        if meant["type"] == "article-journal":
            assert item["container-title"] == meant["container-title"]
            assert item["issued"] == meant["issued"]


@pytest.mark.parametrize(
    ("raw", "fields"),
    [
        (
            "[12] Smith J et al. Effects on E. coli in vitro vs. in vivo. Lancet 2019; 393: 12-19.",
            {"title": "Effects on E. coli in vitro vs. in vivo", "container-title": "Lancet"},
        ),
        (
            "Cipriani, A., Furukawa, T. A., & Geddes, J. R. (2018). A comparison. The Lancet, "
            "391(10128), 1357–1366. https://doi.org/10.1016/S0140-6736(17)32802-7",
            {"volume": "391", "page": "1357-1366", "DOI": "10.1016/S0140-6736(17)32802-7"},
        ),
        (
            "Jones B, O'Neill P. A title? Br J Gen Pract. 2001 Dec-2002 Jan;51(472):1-9. "
            "doi: 10.1000/x. Epub 2001 Nov 5. PMID: 12345; PMCID: PMC678.",
            {"title": "A title?", "PMID": "12345", "PMCID": "PMC678",
             "issued": {"date-parts": [[2001, 12], [2002, 1]]}},
        ),
        (
            "World Health Organization. Model list of essential medicines. 2023.",
            {"type": "report", "author": [{"literal": "World Health Organization"}]},
        ),
        (
            "Goodman DW. Adult ADHD [Internet]. Boston: Acme Press; 2010 [cited 2011 Jan 2]. "
            "Available from: https://example.org/adhd.",
            {"URL": "https://example.org/adhd", "accessed": {"date-parts": [[2011, 1, 2]]}},
        ),
    ],
)  # fmt: skip
def test_other_ways_of_writing_are_read_too(raw: str, fields: dict[str, Any]) -> None:
    item = parse_reference(raw)
    assert not item["custom"].get("partial")
    assert {key: item.get(key) for key in fields} == fields


@pytest.mark.parametrize(
    "raw",
    [
        "see the BNF",
        "http://www.nice.org.uk/guidance/ng222",
        "Personal communication, Dr A. Smith, 3 March 2020",
        "NICE. Depression in adults. NICE guideline NG222. 2022. Available from: "
        "https://www.nice.org.uk/guidance/ng222 [Accessed 3 March 2024].",
        "New treatments for depression J Made Up 2024; 1 :e1",
        "x" * (LONGEST + 1),
    ],
)
def test_what_is_uncertain_is_printed_as_it_was_given(raw: str) -> None:
    item = parse_reference(raw)
    assert item["custom"]["raw"] == raw
    assert printed(raw) == raw


def test_a_journal_is_not_guessed_where_nothing_parts_it_from_the_title() -> None:
    item = parse_reference("Smith J. New treatments for depression J Made Up 2024; 1 :e1")
    assert "container-title" not in item


@settings(max_examples=300, deadline=None)
@given(raw=st.text("ABc dé12.;:,()-–&[]doi10/'\"µ\n", max_size=200))
def test_no_string_breaks_the_reader_and_each_is_kept(raw: str) -> None:
    item = parse_reference(raw)
    assert "id" not in item
    assert item["custom"]["raw"] in raw


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["Smith J", "van Berg AB", "O'Neil C", "Magalhães FJC"]), max_size=4),
    st.text("abc µ≤±<>&\"'", min_size=1, max_size=30),
    st.integers(1, 60),
)
def test_no_word_of_a_reference_is_lost_in_print(names: list[str], words: str, volume: int) -> None:
    raw = f"{', '.join(names) or 'WHO'}. Of {' '.join(words.split())} end. J X. 2020;{volume}:1-9."
    seen = re.findall(r"[^\W_]+", printed(raw))
    assert set(re.findall(r"[^\W_]+", raw)) <= set(seen)
