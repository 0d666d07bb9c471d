"""Two records of one work become one: nothing is lost, and the old key leads on for ever."""

from __future__ import annotations

from typing import Any

import pytest

from statim.audit.actor import OPERATOR, Actor
from statim.audit.models import Entry
from statim.references.actions import keep_apart, keep_works, merge_works, replace_notices
from statim.references.duplicates import duplicates, duplicates_of
from statim.references.errors import AlreadyOne, NoSuchWork
from statim.references.finding import find_works
from statim.references.models import Alias, Word, Work
from statim.references.notices import Notice
from statim.references.queries import (
    notices_about,
    notices_about_keys,
    row_of,
    work,
    works,
    works_with_keys,
)
from statim.references.shelf import known_keys

pytestmark = pytest.mark.django_db

BY = Actor(name="L. Librarian", role="editor")
TITLE = "Efficacy of ketamine in the treatment of depression"


def article(**fields: Any) -> dict[str, Any]:
    return {"type": "article-journal", "title": TITLE, "container-title": "J Things",
            "author": [{"family": "Mandal", "given": "S"}], "issued": {"date-parts": [[2019]]},
            **fields}  # fmt: skip


@pytest.fixture
def two(db: None) -> tuple[str, str]:
    """The same paper twice: one with a DOI, one with a PubMed id and other pages."""
    one, other = keep_works(
        [article(DOI="10.1000/one", page="480-485"), article(PMID="77", page="S480", volume="61")],
        by=BY,
    )
    return one["id"], other["id"]


def test_the_kept_record_is_completed_and_never_overwritten(two: tuple[str, str]) -> None:
    item = merge_works(*two, by=BY)
    assert (item["page"], item["volume"], item["PMID"]) == ("480-485", "61", "77")
    assert Work.objects.count() == 1
    row = Work.objects.get()
    assert (row.doi, row.pmid) == ("10.1000/one", "77")


def test_the_old_key_leads_to_the_kept_work(two: tuple[str, str]) -> None:
    keep, drop = two
    merge_works(keep, drop, by=BY)
    assert work(drop) == work(keep)
    assert work(drop)["id"] == keep
    assert {key: item["id"] for key, item in works_with_keys([keep, drop]).items()} == {
        keep: keep, drop: keep,
    }  # fmt: skip
    assert [item["id"] for item in works()] == [keep]


def test_the_dropped_record_is_kept_word_for_word(two: tuple[str, str]) -> None:
    before = Work.objects.get(key=two[1]).csl
    merge_works(*two, by=BY)
    assert Alias.objects.get().csl == before
    entry = Entry.objects.latest("sequence")
    assert (entry.act, entry.object_id, entry.detail["record"]) == ("merge works", two[0], before)


def test_a_merge_leaves_one_audit_row(two: tuple[str, str]) -> None:
    before = Entry.objects.count()
    merge_works(*two, by=BY)
    assert Entry.objects.count() == before + 1


def test_chains_of_merges_lead_to_the_last(two: tuple[str, str]) -> None:
    third = keep_works([article(DOI="10.1000/three", page="9")], by=BY)[0]["id"]
    merge_works(*two, by=BY)
    merge_works(third, two[0], by=BY)
    assert {work(key)["id"] for key in (*two, third)} == {third}
    assert set(Alias.objects.values_list("work__key", flat=True)) == {third}


def test_the_old_key_is_never_given_to_another_work(two: tuple[str, str]) -> None:
    merge_works(*two, by=BY)
    again = keep_works([article(id=two[1], DOI="10.1000/new", page="1", title="Another")], by=BY)
    assert again[0]["id"] not in two


@pytest.mark.parametrize("written", [
    {"PMID": "77"}, article(PMID="77", page="S480", volume="61"), article(page="S480"),
    article(DOI="10.1000/ONE"),
])  # fmt: skip
def test_what_found_either_finds_the_kept_one(two: tuple[str, str], written: Any) -> None:
    merge_works(*two, by=BY)
    assert known_keys([written]) == [two[0]]
    assert keep_works([written], by=BY)[0]["id"] == two[0]
    assert Work.objects.count() == 1


def test_what_is_said_against_either_is_said_of_both() -> None:
    one, other = keep_works([article(DOI="10.1000/one"), article(DOI="10.1000/two")], by=BY)
    replace_notices([Notice(kind="retraction", doi="10.1000/two")], source="A list", by=BY)
    assert notices_about([one]) == [[]]
    merge_works(one["id"], other["id"], by=BY)
    for item in (one, other, work(one["id"])):
        assert [n.kind for n in notices_about([item])[0]] == ["retraction"], item
    assert notices_about_keys(["doi:10.1000/one"])[0]
    assert notices_about_keys(["doi:10.1000/three"]) == [[]]
    assert find_works("mandal")[0].notices


def test_a_dropped_work_is_found_no_more_by_itself(two: tuple[str, str]) -> None:
    merge_works(*two, by=BY)
    assert [one.key for one in find_works("mandal")] == [two[0]]
    assert not Word.objects.exclude(work__key=two[0]).exists()


def test_an_identifier_that_the_dropped_work_kept_back_goes_to_the_kept_one() -> None:
    keep_works([article(DOI="10.1000/one"), article(PMID="77", title="Quite another")], by=BY)
    keep_works([article(DOI="10.1000/one", PMID="77")], by=BY)  # claims what another has
    one, other = Work.objects.order_by("pk")
    assert (one.pmid, other.pmid) == ("", "77")
    assert [pair.why for pair in duplicates()] == ["the same PubMed id"]
    merge_works(one.key, other.key, by=BY)
    assert Work.objects.get().pmid == "77"


@pytest.mark.parametrize(("keep", "drop", "refusal"), [
    (0, 0, AlreadyOne), (0, "nobody1999", NoSuchWork), ("nobody1999", 1, NoSuchWork),
])  # fmt: skip
def test_a_merge_that_cannot_be_changes_nothing(
    two: tuple[str, str], keep: Any, drop: Any, refusal: type[Exception]
) -> None:
    before = Entry.objects.count()
    keys = [two[key] if isinstance(key, int) else key for key in (keep, drop)]
    with pytest.raises(refusal):
        merge_works(*keys, by=OPERATOR)
    assert (Work.objects.count(), Entry.objects.count()) == (2, before)


def test_a_second_merge_of_the_same_two_is_refused(two: tuple[str, str]) -> None:
    merge_works(*two, by=BY)
    for keys in (two, reversed(two)):
        with pytest.raises(AlreadyOne):
            merge_works(*keys, by=BY)


# -- duplicates ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "why", "against"),
    [
        ({"DOI": "10.1000/x"}, {"DOI": "10.1000/y"}, "the same title, year and first author",
         "their DOIs differ"),
        ({"page": "1"}, {"page": "9"}, "the same title, year and first author",
         "volume, page or kind differ"),
        ({}, {"issued": {"date-parts": [[2020]]}}, "the same title", ""),
        ({"title": "A randomised trial of colour vision"},
         {"title": "A randomized trial of color vision"},
         "nearly the same title, the same year and first author", ""),
    ],
)  # fmt: skip
def test_what_may_be_one_work_is_offered(one: Any, other: Any, why: str, against: str) -> None:
    a, b = keep_works([article(**{"page": "1", **one}), article(**other)], by=BY)
    if a["id"] == b["id"]:
        pytest.fail("these are one already")
    pairs = duplicates()
    assert [(p.one, p.other, p.why, p.against) for p in pairs] == [(a["id"], b["id"], why, against)]
    assert duplicates_of(row_of(a["id"])) == duplicates_of(row_of(b["id"])) == pairs


@pytest.mark.parametrize("other", [
    {"title": "Something else altogether about hearts"},
    {"title": "Editorial", "issued": {"date-parts": [[1999]]}},
    {"author": [{"family": "Loo"}], "title": "Efficacy of ketamine in the treatment of pain"},
])  # fmt: skip
def test_what_is_plainly_another_work_is_not_offered(other: Any) -> None:
    keep_works([article(page="1"), article(**other)], by=BY)
    assert duplicates() == []


def test_what_somebody_kept_apart_is_not_offered_again(two: tuple[str, str]) -> None:
    assert len(duplicates()) == 1
    before = Entry.objects.count()
    keep_apart(*two, by=BY)
    keep_apart(*reversed(two), by=BY)
    assert duplicates() == duplicates_of(row_of(two[0])) == []
    assert Entry.objects.count() == before + 1


def test_what_was_kept_apart_stays_apart_after_a_merge(two: tuple[str, str]) -> None:
    third = keep_works([article(DOI="10.1000/three", page="9")], by=BY)[0]["id"]
    keep_apart(two[1], third, by=BY)
    merge_works(*two, by=BY)
    assert duplicates() == []
