"""Marks are put into a finished article exactly where they belong, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

from statim.editions.document import Section
from statim.editions.html import article
from statim.editions.html_marks import marked
from tests.documents import article as work
from tests.documents import page, says


def made() -> str:
    both = says("a", "Both", html='Both <cite data-cites="0 1"></cite>.', cites=["x", "y"])
    odd = says("b", "Odd", cites=[("y", 'p. 2 <a data-cite="1" href="#ref-1">')])
    document = page(
        Section(heading="", statements=(both, odd)),
        references=[work("x", "One"), work("y", "Two"), work("z", "Idle")],
    )
    return article(document, digest="d", bibliography=["One.", "Two <i>of</i> it.", "Idle."])


def flag(numbers: Sequence[int]) -> str:
    return "".join(f"[{n}]" for n in numbers)


def test_every_citation_mark_is_asked_with_its_own_numbers() -> None:
    said = marked(made(), at_references={}, beside_citations=flag)
    assert ">2</a>)</span>[1][2]." in said
    assert said.count("[2]") == 2
    assert said.count("[1]") == 1  # a locator cannot pretend to be a citation
    assert said.replace("[1]", "").replace("[2]", "") == made()


def test_a_piece_stands_under_its_reference_and_no_other() -> None:
    said = marked(made(), at_references={2: "<b>!</b>"}, beside_citations=lambda numbers: "")
    assert '<span class="entry">Two <i>of</i> it.</span><b>!</b><div class="ref-foot">' in said
    assert said.count("<b>!</b>") == 1


def test_a_number_that_the_page_does_not_have_changes_nothing() -> None:
    said = marked(made(), at_references={9: "<b>!</b>"}, beside_citations=lambda numbers: "")
    assert said == made()
