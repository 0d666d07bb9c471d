"""What is pasted becomes works: found again or added, what is doubtful said, nothing invented."""

from __future__ import annotations

import json
from typing import Any

import pytest

from statim.audit.actor import Actor
from statim.editorial.library.adding import MOST_LOOKED_UP, Outcome, add_pasted
from statim.references.errors import LookupFailed, UnreadableFile
from statim.references.models import Work
from tests.editorial.people import person

pytestmark = pytest.mark.django_db

RECORD: dict[str, Any] = {
    "type": "article-journal", "title": "Ketamine and depression: a narrative review",
    "author": [{"family": "Corriger", "given": "A"}], "container-title": "Drug Des Devel Ther",
    "issued": {"date-parts": [[2019]]}, "volume": "13", "page": "3051-3067",
    "DOI": "10.2147/DDDT.S221437",
}  # fmt: skip
RIS = """TY  - JOUR
TI  - Of things
AU  - Loo, C
JO  - BMJ
PY  - 2023
SP  - 1
ER  -
"""
NBIB = """PMID- 123
TI  - Of other things.
FAU - Loo, Colleen
JT  - BMJ
DP  - 2022
PG  - 4
"""
BIBTEX = (
    "@article{x, title={Of third things}, author={Loo, C}, journal={BMJ}, year={2021}, pages={7}}"
)
PRINTED = (
    "Corriger A, Pickering G. Ketamine and depression: a narrative review. "
    "Drug Des Devel Ther 2019;13:3051-3067."
)


class Registry:
    """Somebody else's server: knows these records, counts what it is asked."""

    def __init__(self, *records: dict[str, Any]) -> None:
        self.records = {str(r.get("DOI", r.get("PMID"))).lower(): r for r in records}
        self.asked: list[str] = []

    def __call__(self, wanted: str) -> dict[str, Any]:
        self.asked.append(wanted)
        if wanted not in self.records:
            raise LookupFailed("It is not known there.")
        return self.records[wanted]


@pytest.fixture
def author(db: None) -> Actor:
    return person("author")


def add(text: str, by: Actor, registry: Registry | None = None) -> Outcome:
    asked = registry or Registry()
    return add_pasted(text, by=by, doi=asked, pmid=asked)


def test_a_doi_is_looked_up_once_and_found_again_afterwards(author: Actor) -> None:
    registry = Registry(RECORD)
    first = add(" https://doi.org/10.2147/DDDT.S221437 ", author, registry)
    assert [(one.item["id"], one.new, one.doubts) for one in first.works] == [
        ("corriger2019", True, ())
    ]
    again = add("doi:10.2147/dddt.s221437", author, registry)
    assert [(one.item["id"], one.new) for one in again.works] == [("corriger2019", False)]
    assert registry.asked == ["10.2147/dddt.s221437"]


def test_what_cannot_be_looked_up_is_begun_by_hand_and_nothing_is_kept(author: Actor) -> None:
    outcome = add("10.1000/unknown", author)
    assert outcome.works == []
    assert outcome.refused == ["DOI 10.1000/unknown: It is not known there."]
    assert outcome.by_hand == {"type": "article-journal", "DOI": "10.1000/unknown"}
    assert Work.objects.count() == 0


def test_several_identifiers_go_on_where_one_fails_and_are_not_many(author: Actor) -> None:
    records = [{**RECORD, "title": f"Thing {n}", "DOI": f"10.1000/{n}"} for n in range(3)]
    outcome = add("10.1000/0\n10.1000/x\n10.1000/2", author, Registry(*records))
    assert [one.item["title"] for one in outcome.works] == ["Thing 0", "Thing 2"]
    assert len(outcome.refused) == 1
    registry = Registry()
    outcome = add("\n".join(f"10.1001/{n}" for n in range(9)), author, registry)
    assert len(registry.asked) == MOST_LOOKED_UP
    assert len(outcome.refused) == 9


@pytest.mark.parametrize("text", [RIS, NBIB, BIBTEX, json.dumps([{**RECORD, "id": "x"}])])
def test_every_format_may_be_pasted(author: Actor, text: str) -> None:
    (one,) = add(f"\n\n{text}", author).works
    assert (one.new, one.doubts) == (True, ())


def test_a_printed_reference_is_read_and_kept_as_it_was_given(author: Actor) -> None:
    registry = Registry()
    (one,) = add(PRINTED, author, registry).works
    assert (one.item["title"], one.item["volume"]) == (RECORD["title"], "13")
    assert registry.asked == []


def test_a_numbered_list_is_several_references(author: Actor) -> None:
    outcome = add(f"1. {PRINTED}\n2. Loo C. Of things, and of\n   more things. BMJ 2023;1:2-3.\n",
                  author)  # fmt: skip
    assert [one.item["id"] for one in outcome.works] == ["corriger2019", "loo2023"]


def test_a_reference_that_was_not_read_whole_is_replaced_by_its_registered_record(
    author: Actor,
) -> None:
    half = "Corriger: Ketamine and depression, a narrative review (x) doi:10.2147/dddt.s221437"
    (one,) = add(half, author, Registry(RECORD)).works
    assert (one.item["volume"], one.doubts) == ("13", ())


def test_a_registered_record_under_another_title_is_not_taken(author: Actor) -> None:
    half = "Somebody: Quite another thing altogether (somewhere) doi:10.2147/dddt.s221437"
    (one,) = add(half, author, Registry(RECORD)).works
    assert "volume" not in one.item
    assert any("registered under another title" in doubt for doubt in one.doubts)
    assert any("printed as given" in doubt for doubt in one.doubts)


def test_what_it_may_double_is_offered(author: Actor) -> None:
    add(json.dumps([RECORD]), author)
    (one,) = add(json.dumps([{**RECORD, "DOI": "10.1000/other"}]), author).works
    assert one.new
    assert [(p.one, p.other, p.against) for p in one.duplicates] == [
        ("corriger2019", "corriger2019b", "their DOIs differ")
    ]


@pytest.mark.parametrize("text", ["", "   ", "x" * 1_100_000, "[1, 2", "<nothing/>"])
def test_what_is_nothing_is_refused_and_nothing_is_kept(author: Actor, text: str) -> None:
    try:
        outcome = add(text, author)
    except UnreadableFile:
        outcome = Outcome()
    assert outcome.works == []
    assert Work.objects.count() == 0


def test_a_broken_record_is_named_and_the_others_are_kept(author: Actor) -> None:
    outcome = add(f"{RIS}TY  - JOUR\nTI  - Cut off\n", author)
    assert len(outcome.works) == 1
    assert "cut off" in outcome.refused[0]
