"""A work's record is changed whole, once, by somebody who saw what stood there."""

from __future__ import annotations

from typing import Any

import pytest

from statim.audit.actor import Actor
from statim.audit.models import Entry
from statim.references.actions import edit_work, keep_works, mark_of, merge_works
from statim.references.doubts import doubts_of
from statim.references.errors import ChangedMeanwhile, IdentifierTaken, NoSuchWork, NotAWork
from statim.references.models import Work
from statim.references.queries import work

pytestmark = pytest.mark.django_db

BY = Actor(name="L. Librarian", role="editor")
ARTICLE: dict[str, Any] = {
    "type": "article-journal", "title": "Of things", "author": [{"family": "Loo", "given": "C"}],
    "container-title": "BMJ", "issued": {"date-parts": [[2023]]}, "DOI": "10.1000/Things",
}  # fmt: skip


@pytest.fixture
def key(db: None) -> str:
    return str(keep_works([ARTICLE], by=BY)[0]["id"])


def edited(key: str, **changes: Any) -> dict[str, Any]:
    before = work(key)
    after = {k: v for k, v in {**before, **changes}.items() if v is not None}
    return edit_work(key, after, seen=mark_of(before), by=BY)


def test_what_is_left_out_is_gone_and_the_key_stays(key: str) -> None:
    after = edited(key, title="Of other things", DOI=None, PMID="12")
    assert after == {**{k: v for k, v in ARTICLE.items() if k != "DOI"},
                     "id": key, "title": "Of other things", "PMID": "12"}  # fmt: skip
    row = Work.objects.get()
    assert (row.key, row.doi, row.pmid, row.csl) == (
        key, "", "12", {k: v for k, v in after.items() if k != "id"},
    )  # fmt: skip
    assert row.edited is not None


def test_the_log_says_what_was_changed_from_what_to_what(key: str) -> None:
    before = Entry.objects.count()
    edited(key, title="Of other things", volume="3")
    entry = Entry.objects.latest("sequence")
    assert Entry.objects.count() == before + 1
    assert (entry.act, entry.object_id) == ("edit work", key)
    assert entry.detail == {"before": {"title": "Of things"},
                            "after": {"title": "Of other things", "volume": "3"}}  # fmt: skip


def test_what_changes_nothing_writes_nothing(key: str) -> None:
    before = Entry.objects.count()
    edited(key)
    assert Entry.objects.count() == before
    assert Work.objects.get().edited is None


def test_of_two_who_edit_at_once_the_second_is_told(key: str) -> None:
    seen = work(key)
    edited(key, volume="1")
    with pytest.raises(ChangedMeanwhile):
        edit_work(key, {**seen, "volume": "2"}, seen=mark_of(seen), by=BY)
    assert work(key)["volume"] == "1"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": None}, "It has no title."),
        ({"type": "poem"}, "no type of CSL"),
        ({"DOI": "11.1000/x"}, "is no DOI"),
        ({"PMID": "x"}, "is no PubMed id"),
        ({"ISBN": "978-0-00-000000-1"}, "is no ISBN"),
        ({"URL": "javascript:alert(1)"}, "is no web address"),
        ({"abstract": "x" * 70_000}, "larger than"),
    ],
)
def test_a_record_that_cannot_be_is_refused_whole(
    key: str, changes: dict[str, Any], said: str
) -> None:
    before, rows = work(key), Entry.objects.count()
    with pytest.raises(NotAWork, match=said):
        edited(key, **changes)
    assert (work(key), Entry.objects.count()) == (before, rows)


def test_an_identifier_of_another_work_is_refused_with_its_name(key: str) -> None:
    other = keep_works([{**ARTICLE, "DOI": "10.1000/other", "page": "9"}], by=BY)[0]
    with pytest.raises(IdentifierTaken, match=other["id"]) as refused:
        edited(key, DOI="https://doi.org/10.1000/OTHER")
    assert refused.value.key == other["id"]
    merge_works(key, other["id"], by=BY)
    assert edited(key, DOI="10.1000/other")["DOI"] == "10.1000/other"


def test_an_edit_by_a_former_key_edits_the_kept_work(key: str) -> None:
    other = keep_works([{**ARTICLE, "DOI": "10.1000/other", "page": "9"}], by=BY)[0]["id"]
    merge_works(key, other, by=BY)
    assert edited(other, volume="8")["id"] == key
    with pytest.raises(NoSuchWork):
        edited("nobody1999")


def test_doubts_are_kept_with_the_work_and_go_with_it(key: str) -> None:
    assert Work.objects.get().doubtful is False
    edited(key, author=None, issued=None)
    assert Work.objects.get().doubtful is True
    edited(key, author=[{"literal": "WHO"}], issued="2020")
    assert Work.objects.get().doubtful is False


@pytest.mark.parametrize(
    ("item", "doubt"),
    [
        ({"custom": {"partial": True, "raw": "x"}}, "printed as given"),
        ({"title": ""}, "no title"),
        ({"author": None}, "names nobody"),
        ({"issued": None}, "no year"),
        ({"container-title": ""}, "no journal"),
        ({"DOI": ""}, "neither pages nor DOI"),
        ({"type": "chapter", "container-title": ""}, "no book"),
        ({"type": "webpage", "DOI": ""}, "without an address"),
        ({"type": "document"}, "what kind of work"),
        ({"PMID": "abc"}, "is no PubMed id"),
    ],
)
def test_each_doubt_is_said(item: dict[str, Any], doubt: str) -> None:
    assert doubts_of(ARTICLE) == []
    said = doubts_of({**ARTICLE, **item})
    assert any(doubt in one for one in said), said
