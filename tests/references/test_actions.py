"""Works are kept once, completed and never overwritten; printing goes through the table."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statim.audit.actor import Actor
from statim.audit.models import Entry
from statim.references.actions import format_bibliography, keep_works
from statim.references.models import Formatted, Work
from statim.references.queries import work, works
from statim.references.strings import parse_reference

pytestmark = pytest.mark.django_db

LIBRARIAN = Actor(name="L. Librarian", role="editor")


def article(n: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "type": "article-journal",
        "title": f"Of things, part {n}",
        "author": [{"family": "Corriger", "given": "A"}],
        "issued": {"date-parts": [[2019, 8, 27]]},
        "DOI": f"10.1000/Thing.{n}",
        **more,
    }


def test_a_work_is_found_again_by_any_way_of_writing_its_doi() -> None:
    first = keep_works([article()], by=LIBRARIAN)[0]
    for written in ("https://doi.org/10.1000/THING.1", "doi: 10.1000/thing.1.", "10.1000/thing.1"):
        again = keep_works([{"type": "article", "title": "?", "DOI": written}], by=LIBRARIAN)[0]
        assert again["id"] == first["id"] == "corriger2019"
    assert Work.objects.count() == 1
    assert work("corriger2019")["DOI"] == "10.1000/Thing.1"


@pytest.mark.parametrize(
    ("known", "new"),
    [
        ({"PMID": "00123"}, {"PMID": "PMID: 123"}),
        ({"type": "book", "ISBN": "0-306-40615-2"}, {"type": "book", "ISBN": "9780306406157"}),
        ({"URL": "http://Example.org/a"}, {"URL": "https://example.org/a#top"}),
        (
            {"title": "A <i>title</i>: of it", "issued": {"date-parts": [[2001]]}},
            {"title": "A title – of it.", "issued": {"date-parts": [[2001, 5]]}},
        ),
        ({"custom": {"raw": "See the BNF."}}, {"custom": {"raw": "see the  BNF"}}),
    ],
)
def test_a_work_is_found_again_by_what_it_has(known: Any, new: Any) -> None:
    one, other = keep_works([known, new], by=LIBRARIAN)
    assert one["id"] == other["id"]
    assert Work.objects.count() == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (article(1), article(1, DOI="10.1000/other")),
        (article(1, DOI="", page="1-9"), article(1, DOI="", page="30")),
        (
            {"type": "chapter", "title": "One", "ISBN": "9780306406157"},
            {"type": "chapter", "title": "Two", "ISBN": "9780306406157"},
        ),
        (
            {"title": "One", "URL": "https://nice.org.uk/"},
            {"title": "Two", "URL": "https://nice.org.uk"},
        ),
        ({"title": "Same", "issued": {"date-parts": [[2001]]}}, {"title": "Same"}),
    ],
)
def test_what_contradicts_stays_two_works(one: Any, other: Any) -> None:
    assert len({item["id"] for item in keep_works([one, other], by=LIBRARIAN)}) == 2


def test_namesakes_of_a_year_get_a_letter() -> None:
    kept = keep_works([article(n) for n in range(1, 30)], by=LIBRARIAN)
    keys = [item["id"] for item in kept]
    assert keys[:3] == ["corriger2019", "corriger2019b", "corriger2019c"]
    assert keys[25:27] == ["corriger2019z", "corriger2019ba"]
    assert len(set(keys)) == 29
    assert keep_works([article(40)], by=LIBRARIAN)[0]["id"] == "corriger2019bd"


def test_an_id_that_has_the_shape_of_a_key_is_kept_where_it_is_free() -> None:
    kept = keep_works([article(1, id="loo2023c"), article(2, id="loo2023c")], by=LIBRARIAN)
    assert [item["id"] for item in kept] == ["loo2023c", "corriger2019"]


@pytest.mark.parametrize(
    ("item", "key"),
    [
        ({"author": [{"family": "Magalhães", "non-dropping-particle": "de"}]}, "demagalhaesnd"),
        ({"author": [{"literal": "WHO"}], "issued": {"date-parts": [[2023]]}}, "who2023"),
        ({"title": "The 21st century"}, "work21stnd"),
        ({"title": "Ketamine", "issued": {"raw": "spring 1999"}}, "ketamine1999"),
        ({"author": [{"family": "李"}], "issued": {"date-parts": [[2020]]}}, "li2020"),
    ],
)
def test_a_key_is_made_of_letters_and_digits(item: Any, key: str) -> None:
    assert keep_works([item], by=LIBRARIAN)[0]["id"] == key


def test_a_known_work_is_completed_and_never_overwritten() -> None:
    keep_works([article(volume="13")], by=LIBRARIAN)
    again = keep_works([article(volume="14", issue="2", PMID="31695332")], by=LIBRARIAN)[0]
    assert (again["volume"], again["issue"], again["PMID"]) == ("13", "2", "31695332")
    assert Work.objects.get().pmid == "31695332"
    assert Entry.objects.latest("sequence").detail["completed"] == {
        "corriger2019": ["PMID", "issue"]
    }


def test_a_list_that_said_et_al_is_completed_by_the_whole_list() -> None:
    short = {"author": [{"family": "Loo", "given": "C"}], "custom": {"et_al": True}}
    whole = [{"family": "Loo", "given": "C"}, {"family": "Glozier", "given": "N"}]
    keep_works([article(**short)], by=LIBRARIAN)
    kept = keep_works([article(author=whole)], by=LIBRARIAN)[0]
    assert kept["author"] == whole
    assert "et_al" not in kept.get("custom", {})


def test_an_identifier_of_another_work_is_not_taken_over() -> None:
    keep_works([article(1), article(2, PMID="7")], by=LIBRARIAN)
    keep_works([article(1, PMID="7")], by=LIBRARIAN)
    assert Work.objects.get(key="corriger2019").pmid == ""
    assert Work.objects.get(pmid="7").key == "corriger2019b"


def test_no_items_cost_no_query_and_known_ones_two(django_assert_num_queries: Any) -> None:
    six = [article(n) for n in range(6)]
    keep_works(six, by=LIBRARIAN)
    format_bibliography(six, "vancouver")
    with django_assert_num_queries(0):
        assert keep_works([], by=LIBRARIAN) == []
        assert format_bibliography([], "vancouver") == []
    with django_assert_num_queries(2):
        format_bibliography(keep_works(six, by=LIBRARIAN), "vancouver")


def test_many_new_works_cost_few_queries() -> None:
    with CaptureQueriesContext(connection) as seen:
        keep_works([article(n) for n in range(100)], by=LIBRARIAN)
    assert len(seen) <= 16


def test_one_audit_row_tells_of_a_batch_and_none_of_what_was_known() -> None:
    before = Entry.objects.count()
    keep_works([article(1), article(2)], by=LIBRARIAN)
    keep_works([article(1), article(2)], by=LIBRARIAN)
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("sequence")
    assert (entry.act, entry.actor_name) == ("keep works", "L. Librarian")
    assert entry.detail["added"] == ["corriger2019", "corriger2019b"]


def test_the_string_that_a_use_was_read_from_stays_with_that_use() -> None:
    raw = "Corriger A. Of things, part 1. J Things. 2019;1:2. doi:10.1000/thing.1"
    keep_works([article()], by=LIBRARIAN)
    used = keep_works([parse_reference(raw)], by=LIBRARIAN)[0]
    assert used["custom"]["raw"] == raw
    assert "custom" not in next(works())


def test_references_are_printed_once_and_again_when_the_work_changes() -> None:
    items = keep_works([article(1), article(2)], by=LIBRARIAN)
    html = format_bibliography([items[1], items[0], items[1]], "vancouver")
    assert html[0] == html[2] != html[1]
    assert "part 2" in html[0]
    assert Formatted.objects.count() == 2
    assert format_bibliography(items, "vancouver") == [html[1], html[0]]
    format_bibliography([{**items[0], "volume": "2"}], "vancouver")
    format_bibliography([{**items[0], "id": "another"}], "vancouver")
    assert Formatted.objects.count() == 3
    format_bibliography(items, "apa")
    assert Formatted.objects.count() == 5


def test_yaml_and_other_ways_of_writing_come_to_the_same() -> None:
    kept = keep_works(
        [{"title": "T", "issued": "2019-08-27", "author": "WHO", "volume": 13, "page": 1.0}],
        by=LIBRARIAN,
    )[0]
    assert kept["issued"] == {"date-parts": [[2019, 8, 27]]}
    assert kept["author"] == [{"literal": "WHO"}]
    assert (kept["volume"], kept["page"], kept["type"]) == (13, "1", "document")


def test_a_work_that_somebody_else_adds_at_this_moment_is_found_not_doubled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from statim.references import queries
    from statim.references.actions import keeping

    keep_works([article()], by=LIBRARIAN)
    blind = iter([True, True])  # the look before the transaction, and the one inside it

    def late(identities: Any, **how: Any) -> list[Work]:
        return [] if next(blind, False) else queries.rows_like(identities, **how)

    monkeypatch.setattr(keeping, "rows_like", late)
    assert keep_works([article()], by=LIBRARIAN)[0]["id"] == "corriger2019"
    assert Work.objects.count() == 1
