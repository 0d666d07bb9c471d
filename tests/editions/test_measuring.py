"""How good the pages are: counted from the record, made when something changes and once a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from statim.audit.actor import OPERATOR
from statim.editions.actions import append, withdraw
from statim.editions.document import Document, Section, Verification
from statim.editions.measuring import Numbers, Page, catch_up, numbers, summed
from statim.editions.models import Measured
from tests.documents import article, page, says

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def published(
    slug: str, *, reviewed: str | None = None, due: str | None = None, number: int = 1,
    specialty: str = "Psychiatry",
) -> None:  # fmt: skip
    """An edition of a page: of three claims, two rest on a source and one of these is verified;
    a fourth statement only leads on."""
    cited = says("s1", f"Said {number} times.", cites=["a"])
    cited = replace(cited, verified=Verification(by="R", on=reviewed) if reviewed else None)
    section = Section(
        heading="",
        statements=(
            cited,
            says("s2", "And so is this.", cites=["a"]),
            says("s3", "This rests on nothing."),
            says("s4", "See that.", html='See <a href="/topics/x/">that</a>.'),
        ),
    )
    document: Document = page(
        section, topic=f"t-{slug}", slug=slug, specialty=(specialty,), references=[article("a")],
        reviewed=reviewed, review_due=due, kind="new" if number == 1 else "clarification",
    )  # fmt: skip
    append(document, bibliography=["A."], by=OPERATOR, at=datetime(2026, 1, number, tzinfo=UTC))


def test_what_is_cited_verified_and_overdue_is_counted() -> None:
    published("a", reviewed="2026-03-01", due="2027-03-01")
    published("b", reviewed="2024-03-01", due="2026-03-01")
    published("c")
    assert catch_up(TODAY) == 3
    assert numbers() == Numbers(
        day="2026-11-24", pages=3, statements=9, cited=6, verified=1, reviewed=2, overdue=1,
        never=1, kept_in_time=1,
    )  # fmt: skip
    assert (numbers().share_cited, numbers().share_verified) == (66, 11)


def test_intervals_are_those_between_the_reviews_of_one_page_as_they_were() -> None:
    for number, day in enumerate(("2024-01-01", "2025-01-01", "2025-01-01", "2026-07-01"), start=1):
        published("a", reviewed=day, number=number)
    published("b", reviewed="2026-01-01")
    catch_up(TODAY)
    found = numbers()
    assert (found.pairs, found.months, found.longest) == (2, 15.0, 17.9)


def test_a_page_that_is_withdrawn_counts_no_more_and_one_about_the_site_never_did() -> None:
    published("a")
    published("b")
    published("help", specialty="Using Statim")
    catch_up(TODAY)
    assert (numbers().pages, numbers().statements) == (3, 6)
    withdraw("a", reason="Wrong.", by=OPERATOR)
    assert catch_up(TODAY) == 1
    assert (numbers().pages, numbers().statements) == (2, 3)
    assert Measured.objects.count() == 2


def test_a_day_that_passes_makes_reviews_old_without_an_edition() -> None:
    published("a", reviewed="2026-03-01", due="2026-12-01")
    catch_up(TODAY)
    assert (numbers().verified, numbers().overdue) == (1, 0)
    assert catch_up(date(2027, 4, 1)) == 0
    assert (numbers().verified, numbers().overdue) == (0, 1)


def test_shares_are_rounded_down_so_that_all_means_all() -> None:
    nearly = summed([Page(statements=1000, cited=999)], TODAY)
    assert nearly.share_cited == 99
    assert summed([], TODAY).share_cited is None


def test_the_page_reads_one_row_however_many_pages_there_are(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    published("a", reviewed="2026-03-01", due="2027-03-01")
    published("b")
    catch_up(TODAY)
    with django_assert_max_num_queries(1):
        said = Client().get("/about/quality/").content.decode()
    assert "4 of 6" in said
    assert "66&nbsp;%" in said
    assert "24 November 2026" in said


def test_before_the_first_publication_the_page_claims_nothing() -> None:
    said = Client().get("/about/quality/").content.decode()
    assert "Nothing has been measured yet" in said
    assert "%</td>" not in said
    catch_up(TODAY)
    assert "No page can be read here yet" in Client().get("/about/quality/").content.decode()


def test_the_policy_names_the_intervals_of_the_site_and_those_kept() -> None:
    published("a", reviewed="2025-03-01", due="2027-03-01")
    published("a", reviewed="2026-03-01", due="2027-03-01", number=2)
    catch_up(TODAY)
    said = Client().get("/about/editorial/").content.decode()
    assert "after 12 months where outdated words could do high harm" in said
    assert "after 12.0 months for the middle one" in said
    assert "within the time: 1; overdue: 0; never reviewed: 0" in said
