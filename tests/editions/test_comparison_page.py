"""A comparison as readers see it: result, plot, the same numbers as a table, its sources."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from statim.editions.changes import between
from statim.editions.document import Document, Section
from statim.editions.html import article
from statim.editions.html_evidence import summary_of_findings
from statim.editions.plain import lines_of
from statim.topics.freeze import freeze
from tests.compared import compared, document, manuscript
from tests.documents import says

BOOK = ["Protective vaccination."]


def shown(page: Document) -> str:
    return unescape(article(page, digest="", bibliography=BOOK)).replace("\xa0", " ")


def test_plot_and_table_say_the_same_numbers() -> None:
    page = shown(document())
    figure = page[page.index('<figure class="comparison"') : page.index("</figure>")]
    assert figure.count("<svg") == 4  # the plot and the people, each wide and narrow
    table = figure[figure.index("<table") : figure.index("</table>")]
    effects = re.findall(r"\d\.\d\d \(\d\.\d\d to \d+\.\d\d\)", table)
    assert len(effects) == 14
    assert all(effect in figure[: figure.index("<table")] for effect in effects)


def test_ids_stand_once_and_nothing_is_styled_or_scripted_in_line() -> None:
    page = article(document(), digest="", bibliography=BOOK)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "<script" not in page and " style=" not in page


def test_an_embedded_number_leads_to_its_comparison() -> None:
    page = shown(document())
    assert '<a class="number" href="#s-bcg-tb"><data value="bcg-tb effect">RR 0.49' in page


def test_each_study_leads_to_its_reference_and_back() -> None:
    page = shown(document())
    assert (
        '<li>Aronson <span class="cites">(<a data-cite="1" href="#ref-1">1</a>)</span></li>' in page
    )
    assert "#s-bcg-tb" in page[page.index('id="references"') :]


def test_reasons_of_the_certainty_are_told_and_what_is_open_is_said() -> None:
    page = shown(document())
    assert "Rated down one level for inconsistency: The trials differ widely." in page
    assert "Not judged yet: indirectness, imprecision, publication bias." in page
    assert 'data-certainty="moderate"' in page


def test_the_summary_of_findings_has_a_row_for_each_comparison_and_none_without_rating() -> None:
    said = unescape(summary_of_findings(document()))
    assert "RR 0.49 (0.34 to 0.70)" in said and "357,347" in said and "20 per 1,000" in said
    unrated = freeze(manuscript(compared(assessment=None)))
    assert summary_of_findings(unrated) == ""


def test_hostile_words_stay_words() -> None:
    page = document()
    first, second = page.sections[0].statements
    assert second.comparison is not None
    data = replace(second.comparison.data, intervention='<b onclick="x">', population="<i>")
    wild = replace(second, comparison=replace(second.comparison, data=data))
    written = article(
        replace(page, sections=(Section(heading="", statements=(first, wild)),)),
        digest="",
        bibliography=BOOK,
    )
    assert "<b onclick" not in written and "<i>" not in written


def test_changed_numbers_are_told_study_by_study() -> None:
    before, after = (freeze(manuscript(says("x", "x"), compared(n))) for n in (12, 13))
    (change,) = between(before, after).statements
    told = {detail.name for detail in change.details}
    assert {"study Comstock et al (1976)", "result"} <= told
    assert "study Aronson" not in told


def test_a_terminal_gets_the_numbers_in_words() -> None:
    lines = "\n".join(lines_of(document(), bibliography=BOOK))
    assert "Aronson 1948 events 4, total 123, control events 11, control total 139" in lines
