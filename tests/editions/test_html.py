"""The article as HTML: every hook that a topic page holds, and nothing that was not said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html as lxml_html
from lxml.etree import _Element

from statim.editions.document import Document, Person, Section, Statement, Verification
from statim.editions.html import article, beginning
from statim.editions.html_references import letter
from tests.documents import article as work
from tests.documents import page, says


def rendered(document: Document, bibliography: list[str] | None = None, **site: str) -> _Element:
    """The article, parsed."""
    entries = bibliography or [f"{item['title']}." for item in document.references]
    made = article(replace(document, number=3), digest="ab" * 32, bibliography=entries, **site)
    found = lxml_html.fragment_fromstring(made)
    assert isinstance(found, _Element)
    return found


def texts(element: _Element, path: str) -> list[str]:
    """The words of what the path finds, white space made plain."""
    found = element.xpath(path)
    assert isinstance(found, list)
    return [" ".join(e.xpath("string()").split()) for e in found]


def test_the_article_names_its_topic_and_edition() -> None:
    made = rendered(page(Section(heading="", statements=(says("s1", "A fact"),)), topic="t9"))
    assert (made.tag, made.get("data-topic"), made.get("data-edition")) == ("article", "t9", "3")


def test_statements_nest_as_written_each_with_its_own_address() -> None:
    tree = says("a", "One", says("b", "Two", says("c", "Three")), says("d", "Four"))
    made = rendered(page(Section(heading="", statements=(tree,))))
    assert texts(made, '//li[@id="s-a"]/ul/li[@id="s-b"]/ul/li[@data-statement="c"]/span[1]') == [
        "Three"
    ]
    assert made.xpath('//li[@id="s-d"]/a/@href') == ["#s-d"]


def test_a_paragraph_is_a_paragraph_between_lists() -> None:
    statements = (says("a", "One"), says("b", "Two", kind="paragraph"), says("c", "Three"))
    made = rendered(page(Section(heading="", statements=statements)))
    found = made.xpath('//section[@class="lead"]/*')
    assert isinstance(found, list)
    assert [e.tag for e in found] == ["ul", "p", "ul"]
    assert made.xpath("//p/@data-statement") == ["b"]


def test_citations_are_numbered_as_listed_with_their_locators() -> None:
    marked = Statement(
        id="a",
        text="One and two.",
        html='One<cite data-cites="0"></cite> and two <cite data-cites="1 2"></cite>.',
        cites=says("x", "x", cites=["w2", ("w1", "p. 12"), "w2"]).cites,
    )
    made = rendered(
        page(
            Section(heading="", statements=(marked,)),
            references=[work("w2", "Second"), work("w1", "First")],
        )
    )
    assert texts(made, '//span[@class="words"]') == ["One (1) and two (2, p. 12; 1)."]
    assert made.xpath("//a[@data-cite]/@href") == ["#ref-1", "#ref-2", "#ref-1"]
    assert made.xpath("//a[@data-cite]/@data-cite") == ["1", "2", "1"]


def test_references_lead_back_to_the_statements_that_cite_them() -> None:
    made = rendered(
        page(
            Section(
                heading="",
                statements=(says("a", "One", cites=["w1"]), says("b", "Two", cites=["w1"])),
            ),
            references=[work("w1"), work("w2", "Not cited")],
        )
    )
    assert made.xpath('//*[@id="references"]/ol/li/@id') == ["ref-1", "ref-2"]
    assert made.xpath('//li[@id="ref-1"]//span[@class="back"]/a/@href') == ["#s-a", "#s-b"]
    assert "cited by no statement" in texts(made, '//li[@id="ref-2"]')[0]


@pytest.mark.parametrize(
    ("entry", "links"),
    [
        ("A trial.", ["https://doi.org/10.1/x(1)", "https://pubmed.ncbi.nlm.nih.gov/123/"]),
        (
            "A trial. doi:10.1/x(1)",
            ["https://doi.org/10.1/x(1)", "https://pubmed.ncbi.nlm.nih.gov/123/"],
        ),
        (
            'A trial. <a href="https://doi.org/10.1/x(1)">doi:10.1/x(1)</a>',
            ["https://doi.org/10.1/x(1)", "https://pubmed.ncbi.nlm.nih.gov/123/"],
        ),
        (
            'A trial. doi: <a href="https://doi.org/10.1/x(1)">10.1/x(1)</a>. PubMed PMID: '
            '<a href="https://www.ncbi.nlm.nih.gov/pubmed/123">123</a>.',
            ["https://doi.org/10.1/x(1)", "https://pubmed.ncbi.nlm.nih.gov/123"],
        ),
    ],
)
def test_each_reference_has_one_doi_and_one_pubmed_link(entry: str, links: list[str]) -> None:
    cited = says("a", "One", cites=["w1"])
    document = page(
        Section(heading="", statements=(cited,)),
        references=[work("w1", DOI="10.1/x(1)", PMID="123")],
    )
    made = rendered(document, [entry])
    found = made.xpath('//li[@id="ref-1"]//a[starts-with(@href, "https:")]/@href')
    assert found == links
    assert texts(made, '//li[@id="ref-1"]')[0].count("10.1/x(1)") == 1


def test_a_bibliography_of_another_length_is_refused() -> None:
    document = page(
        Section(heading="", statements=(says("a", "One", cites=["w1"]),)), references=[work("w1")]
    )
    with pytest.raises(ValueError, match=r"shorter|longer"):
        article(document, digest="", bibliography=["one", "two"])


def test_dates_that_have_not_been_are_said_in_words_and_the_others_as_days() -> None:
    made = rendered(page(Section(heading="", statements=(says("a", "One"),)), edited="2026-03-02"))
    assert texts(made, '//time[@data-date="edited"][@datetime="2026-03-02"]') == ["2 March 2026"]
    assert texts(made, '//*[@data-date="reviewed"]') == ["not yet reviewed"]
    assert texts(made, '//*[@data-date="review-due"]') == ["no date set"]
    assert made.xpath('//time[@data-date="reviewed"]') == []


def test_the_byline_names_everybody_with_their_declared_interests() -> None:
    document = replace(
        page(Section(heading="", statements=(says("a", "One"),))),
        authors=(Person(name="A. Uthor", role="psychiatrist"),),
        reviewers=(Person(name="R. Viewer", interests="Speaker's fee, 2025"),),
    )
    said = texts(rendered(document), "//*[@data-byline]")[0]
    assert "Written by A. Uthor (psychiatrist). Reviewed by R. Viewer." in said
    assert "A. Uthor: not stated" in said
    assert "R. Viewer: Speaker's fee, 2025" in said


def test_contents_are_listed_from_three_headed_sections_on() -> None:
    sections = [
        Section(heading=heading, statements=(says(f"s{n}", "A fact"),))
        for n, heading in enumerate(["Dose", "Dose", "Harm"])
    ]
    assert rendered(page(*sections[:2])).xpath('//nav[@aria-label="On this page"]') == []
    made = rendered(page(*sections))
    links = made.xpath('//nav[@aria-label="On this page"]//a/@href')
    assert isinstance(links, list)
    assert len(set(links)) == 3
    for link in links:
        assert len(texts(made, f'//*[@id="{str(link)[1:]}"]')) == 1


def test_certainty_and_verification_are_said_where_they_are_known() -> None:
    sure = says(
        "a", "One", certainty="very low", verified=Verification(by="R. Viewer", on="2026-03-02")
    )
    made = rendered(page(Section(heading="", statements=(sure, says("b", "Two")))))
    assert texts(made, "//small") == ["Very low certainty; verified 2 March 2026 by R. Viewer"]


def test_what_is_copied_as_citation_names_site_edition_day_and_address() -> None:
    document = replace(
        page(Section(heading="", statements=(says("a", "One"),)), slug="x", title="Dose & harm"),
        published="2026-03-02T09:00:00Z",
    )
    made = rendered(document, site_name="Statim", site_url="https://s.example")
    assert texts(made, "//*[@data-citation]") == [
        "Authoring team. Dose & harm. In: Statim. Edition 3, 2 March 2026. "
        "https://s.example/topics/x/editions/3/"
    ]


def test_nothing_that_was_typed_becomes_markup() -> None:
    evil = '<script>alert("1")</script>'
    document = replace(
        page(
            Section(heading=evil, statements=(says("a", "One", cites=[("w1", evil)]),)),
            title=evil,
            synonyms=[evil],
            specialty=[evil],
            references=[work("w1", DOI=f"10.1/{evil}")],
            note=evil,
        ),
        authors=(Person(name=evil, role=evil, interests=evil),),
    )
    made = article(document, digest=evil, bibliography=[evil], site_name=evil)
    assert "<script" not in made


def test_the_words_of_a_statement_go_through_unchanged() -> None:
    words = "≤ 0.5 mg/kg ± 0.1, not 5 µg; 10<sup>9</sup>/L, H<sub>2</sub>O, 3 × 10 mL"
    statement = says("a", "x", html=words)
    made = article(page(Section(heading="", statements=(statement,))), digest="", bibliography=[])
    assert f'<span class="words">{words}</span>' in made


def test_each_slot_stands_there_once() -> None:
    made = article(
        page(Section(heading="", statements=(says("a", "One"),))), digest="", bibliography=[]
    )
    for slot in ("notice", "overdue", "notes", "related"):
        assert made.count(f"<!--slot:{slot}-->") == 1


def test_the_beginning_shows_title_dates_and_the_first_statements_only() -> None:
    statements = tuple(says(f"s{n}", f"Fact {n}", cites=["w1"]) for n in range(9))
    document = page(
        Section(heading="", statements=statements), references=[work("w1")], title="Dose"
    )
    shown = beginning(document, overdue="<p data-overdue>late</p>")
    assert "Fact 2" in shown
    assert "Fact 3" not in shown
    assert "data-cite" not in shown
    assert 'data-date="reviewed"' in shown
    assert "<p data-overdue>late</p>" in shown


def test_back_links_are_lettered_beyond_the_alphabet() -> None:
    assert [letter(n) for n in (0, 25, 26, 27, 52)] == ["a", "z", "aa", "ab", "ba"]
