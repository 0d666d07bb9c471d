"""The findings on one page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from statim.editions.checks.policy import Policy
from statim.editions.document import Document, Section
from statim.editions.quality import findings_of
from tests.documents import article, page, says

SOUND = page(
    Section(heading="", statements=(says("a", "It works", cites=["x"]),)),
    references=[article("x")], reviewed="2025-01-01", review_due="2026-01-01",
)  # fmt: skip


def kinds(document: Document, today: str = "2025-06-01") -> list[tuple[str, str]]:
    day = date.fromisoformat(today)
    found = findings_of(document, known={"here"}, today=day)
    return [(finding.kind, finding.statement) for finding in found]


def test_a_sound_page_has_none() -> None:
    assert kinds(SOUND) == []


def test_a_review_is_overdue_from_the_day_after() -> None:
    assert kinds(SOUND, "2026-01-01") == []
    assert kinds(SOUND, "2026-01-02") == [("review overdue", "")]


def test_a_parent_rests_on_what_its_children_cite_but_not_a_child_on_its_parent() -> None:
    child = says("c", "a nested one", cites=["x"])
    parent = says("p", "Adverse effects:", child, says("d", "another"))
    section = Section(heading="", statements=(parent,))
    assert kinds(replace(SOUND, sections=(section,))) == [("uncited statement", "d")]


def test_a_link_that_leads_nowhere_is_dead_and_one_that_leads_somewhere_is_not() -> None:
    html = '<a href="/topics/here/">Here</a> <a href="/topics/gone/">there</a>'
    linking = says("l", "Here there", html=f'{html}<cite data-cites="0"></cite>', cites=["x"])
    section = Section(heading="", statements=(linking,))
    assert kinds(replace(SOUND, sections=(section,))) == [("dead link", "l")]


def test_a_reference_that_nothing_cites_is_named() -> None:
    document = replace(SOUND, references=(*SOUND.references, article("y", "Unused")))
    (finding,) = findings_of(document, known=set(), today=date(2025, 6, 1))
    assert (finding.kind, finding.what) == ("reference not cited", "2. Unused")


def test_a_statement_that_only_leads_on_needs_no_citation_but_one_that_says_something_does() -> (
    None
):
    link = '<a href="/topics/here/">Here</a>'
    leads = says("l", "See also Here.", html=f"See also {link}.")
    claims = says("c", "Avoid it, see Here", html=f"Avoid it, see {link}")
    section = Section(heading="", statements=(*SOUND.sections[0].statements, leads, claims))
    assert kinds(replace(SOUND, sections=(section,))) == [("uncited statement", "c")]


def test_dangerous_forms_and_placeholders_are_told_with_their_statement() -> None:
    dose = says("d", "Give 1.0 mg, then TODO", cites=["x"])
    section = Section(heading="Dose of .5 mg", statements=(dose,))
    assert kinds(replace(SOUND, sections=(section,))) == [
        ("dangerous form", ""), ("dangerous form", "d"), ("placeholder", "d"),
    ]  # fmt: skip


def test_a_form_that_the_site_allows_is_not_told() -> None:
    section = Section(heading="", statements=(says("d", "Give 600 IU", cites=["x"]),))
    document = replace(SOUND, sections=(section,))
    day = date(2025, 6, 1)
    allowed = Policy(allowed=frozenset({"units"}))
    assert [*findings_of(document, known=set(), today=day, policy=allowed)] == []
    assert [f.kind for f in findings_of(document, known=set(), today=day)] == ["dangerous form"]


def test_dates_that_cannot_be_are_told() -> None:
    assert kinds(replace(SOUND, edited="1970-01-01")) == [("date to check", "")]
    assert kinds(replace(SOUND, reviewed="2025-06-02")) == [("date to check", "")]
    assert kinds(replace(SOUND, reviewed="2025-06-01")) == []
