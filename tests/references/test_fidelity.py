"""The words of a title go through formatting and every format unchanged: µ, ≤, ±, signs, braces."""

from __future__ import annotations

import html
import re
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statim.references.csl.render import format_items
from statim.references.reading import read_works
from statim.references.writing import write_works

WORDS = [
    "ketamine", "0.5", "µg/kg", "≤", "≥ 65", "±", "5 %", "p<0.05", "p < .001", "α2", "not", "−3",
    "10<sup>9</sup>/L", "CO<sub>2</sub>", "<i>E. coli</i>", "R&D", "A & B", '"low dose"', "'x'",
    "{braces}", "{", "}", "[18F]", "a_b", "x^2", "$5", "#1", "~4", "100%", "\\alpha", "--", "---",
    "``", "''", "naïve", "Ménière's", "Ångström", "β-blocker", "1:1000", "vs.", "St. John's", "/",
    "<b", "<5", ">", "&amp;", "&lt;", "@home", "e.g.", "?", "!", "(n=12)", "“curly”", "李", "50–60",
    "*", "**bold**", "`code`", "|", "<b>bold</b>", "1.5×10", "½", "™", "…", "; ", ", ", "=", "+",
]  # fmt: skip

titles = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.text("abcXYZ0123µ≤±°%&\"'{}[]()<>\\^_$#~-.,;:!?/|*`@éß", min_size=1, max_size=6),
    ),
    min_size=1,
    max_size=8,
).map(lambda words: "Of " + " ".join(" ".join(words).split()) + " end")


def words(text: str) -> str:
    """The words that a reader sees of a title with CSL's inline tags."""
    while True:
        bare = re.sub(r"<(i|b|sub|sup|em|strong)>(.*?)</\1>", r"\2", text)
        if bare == text:
            return " ".join(text.split())
        text = bare


def printed_words(printed: str) -> str:
    return " ".join(
        html.unescape(re.sub(r"</?(?:em|strong|sub|sup|a)\b[^>]*>", "", printed)).split()
    )


def article(title: str) -> dict[str, Any]:
    return {"id": "of2020", "type": "article-journal", "title": title, "container-title": "J X"}


@pytest.mark.parametrize("style", ["vancouver", "ama", "apa"])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(batch=st.lists(titles, min_size=30, max_size=30))
def test_the_words_of_a_title_are_printed_unchanged(style: str, batch: list[str]) -> None:
    for title, printed in zip(
        batch, format_items([article(title) for title in batch], style), strict=True
    ):
        assert words(title) in printed_words(printed)


@pytest.mark.parametrize("style", ["vancouver", "ama", "apa"])
def test_every_awkward_word_is_printed_unchanged(style: str) -> None:
    awkward = [f"Of {word} end" for word in WORDS]
    for title, printed in zip(
        awkward, format_items([article(t) for t in awkward], style), strict=True
    ):
        assert words(title) in printed_words(printed)


@pytest.mark.parametrize("kind", ["csl-json", "ris", "bibtex"])
@settings(max_examples=300, deadline=None)
@given(title=titles)
def test_a_title_comes_back_from_every_format_that_we_write(kind: str, title: str) -> None:
    text = write_works([article(title)], kind)
    back = read_works(text.encode(), "exported").items[0]
    assert back["title"] == title


@settings(max_examples=200, deadline=None)
@given(title=titles)
def test_a_title_is_read_unchanged_from_pubmed(title: str) -> None:
    lines = "\n      ".join(title.split(" "))
    medline = f"PMID- 1\nTI  - {lines}\n"
    assert read_works(medline.encode(), "x").items[0]["title"] == title
    marked = re.sub(r"&lt;(/?(?:i|b|sub|sup))&gt;", r"<\1>", escape(title))
    if marked.count("<") != 2 * marked.count("</"):
        marked = escape(title)
    xml = (
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>"
        f"<ArticleTitle>{marked}</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
        "</PubmedArticleSet>"
    )
    assert read_works(xml.encode(), "x").items[0]["title"] == title


def test_all_fields_come_back_from_csl_json_and_most_from_the_others() -> None:
    item = {
        "id": "smith2020", "type": "article-journal", "title": "A title",
        "author": [
            {"non-dropping-particle": "de", "family": "Magalhães", "given": "F J C"},
            {"family": "Brewer", "given": "H B", "suffix": "Jr"},
            {"literal": "World Health Organization & Friends"},
        ],
        "container-title": "Journal of X & Y", "container-title-short": "J X Y",
        "issued": {"date-parts": [[2020, 9, 3]]}, "volume": "42", "issue": "2",
        "page": "S1-S9", "DOI": "10.1000/a_b(1)", "PMID": "12", "URL": "https://x.org/a_b?c=1&d=%20",
    }  # fmt: skip
    for kind in ("csl-json", "ris", "bibtex"):
        back = read_works(write_works([item], kind).encode(), kind).items[0]
        lost = {"id"} if kind == "ris" else set()
        assert back == {k: v for k, v in item.items() if k not in lost}
