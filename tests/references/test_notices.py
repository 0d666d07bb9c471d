"""Lists of retractions: both shapes read, bad rows refused by line, what holds told apart."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from statim.audit.actor import Actor
from statim.audit.models import Entry
from statim.references.actions import keep_works, replace_notices
from statim.references.errors import SourceNeeded, UnreadableFile
from statim.references.models import Notice as NoticeRow
from statim.references.notice_files import NoticesRead, read_notices
from statim.references.notices import Notice, standing
from statim.references.queries import noticed_works, notices_about

LIBRARIAN = Actor(name="L. Librarian", role="editor")
HEADER = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,"
    "RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,"
    "OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes\n"
)


def row(
    doi: str = "10.1000/a",
    nature: str = "Retraction",
    *,
    day: str = "5/3/2021 0:00",
    pmid: str = "0",
    notice: str = "unavailable",
    reason: str = "",
) -> str:
    """A line of the full list; what is not named is as the list has it."""
    return (
        f'1,"On things, and more",(HSC) Medicine;,X,J,P,UK,"A;B",,Review;,{day},{notice},0,'
        f"1/1/2019 0:00,{doi},{pmid},{nature},{reason},No,\n"
    )


def full(*rows: str) -> NoticesRead:
    return read_notices((HEADER + "".join(rows)).encode(), "list.csv")


def short(*rows: str) -> NoticesRead:
    return read_notices(("doi,retractionwatch\n" + "\n".join(rows)).encode(), "list.csv")


def kinds(read: NoticesRead) -> list[str]:
    return [notice.kind for notice in standing(read.notices)]


def test_the_full_list_is_read_with_date_notice_and_reasons() -> None:
    read = full(
        row("https://doi.org/10.1000/A", pmid="00123", notice="10.1000/Notice",
            reason="+Fake Peer Review;+Concerns/Issues About Data;"),
    )  # fmt: skip
    assert read.refused == []
    assert read.notices == [
        Notice(
            kind="retraction", doi="10.1000/a", pmid="123", day="2021-05-03",
            notice_doi="10.1000/notice",
            reasons=("Fake Peer Review", "Concerns/Issues About Data"),
        )
    ]  # fmt: skip


def test_the_short_list_is_read_packed_or_not_each_nature_by_itself() -> None:
    data = b"doi,retractionwatch\r\n10.1000/A,Expression of concern;Retraction\r\n"
    for given in (data, gzip.compress(data), b"\xef\xbb\xbf" + data):
        read = read_notices(given, "list")
        assert [(n.kind, n.doi) for n in read.notices] == [
            ("expression-of-concern", "10.1000/a"), ("retraction", "10.1000/a"),
        ]  # fmt: skip
        assert kinds(read) == ["retraction", "expression-of-concern"]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (row("not a doi"), "'not a doi' is no DOI"),
        (row(pmid="12x"), "'12x' is no PubMed id"),
        (row(day="13/45/2020 0:00"), "'13/45/2020 0:00' is no date"),
        (row(day="soon"), "'soon' is no date"),
        (row(nature="Blessing"), "'Blessing' is no notice that is known"),
        (row(nature=""), "does not say what the notice is"),
        ("1,2,3\n", "it has 3 columns, the first line has 20"),
    ],
)
def test_a_bad_row_is_refused_by_line_and_the_others_go_on(bad: str, why: str) -> None:
    read = full(row("10.1000/a"), bad, row("10.1000/b"))
    assert [n.doi for n in read.notices] == ["10.1000/a", "10.1000/b"]
    (refused,) = read.refused
    assert str(refused).startswith("list.csv, line 3: ")
    assert why in refused.reason


def test_a_quotation_mark_left_open_is_refused_with_every_line_that_it_swallows() -> None:
    read = full(row("10.1000/a"), '1,"open,x\n' + row("10.1000/b"), row("10.1000/c"))
    assert str(read.refused[0]).startswith("list.csv, lines 3-4: it has")
    assert [n.doi for n in read.notices] == ["10.1000/a", "10.1000/c"]


def test_a_row_that_names_no_work_is_passed_over_and_counted() -> None:
    read = full(row("unavailable"), row("", pmid=""), row("Unavailable", pmid="77"))
    assert read.nameless == [2, 3]
    assert read.refused == []
    assert [n.pmid for n in read.notices] == ["77"]


@pytest.mark.parametrize(
    "data",
    [b"", b"name,age\nA,1\n", b"doi,retractionwatch\n", b"\x1f\x8b\x08 cut off",
     gzip.compress(b"doi,retractionwatch\n10.1/a,Retraction\n" * 99)[:40], b"\x00\xff" * 40],
    ids=["empty", "another table", "no row", "no archive", "archive cut off", "bytes"],
)  # fmt: skip
def test_what_is_no_such_list_or_cut_off_or_empty_is_refused_as_a_whole(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="list"):
        read_notices(data, "list")


@pytest.mark.parametrize(
    ("rows", "hold"),
    [
        ([row(), row(nature="Reinstatement", day="6/1/2022 0:00")], []),
        ([row(nature="Reinstatement", day="6/1/2022 0:00"), row()], []),
        ([row(nature="Reinstatement", day="1/1/2020 0:00"), row()], ["retraction"]),
        ([row(nature="Correction"), row(nature="Reinstatement")], ["correction"]),
        ([row(nature="Expression of concern"), row(nature="Reinstatement")], []),
    ],
)
def test_a_reinstatement_undoes_what_was_before_it(rows: list[str], hold: list[str]) -> None:
    assert kinds(full(*rows)) == hold


@pytest.mark.parametrize(
    ("natures", "hold"),
    [
        ("Retraction;Reinstatement", []),
        ("Reinstatement;Retraction", ["retraction"]),
        ("Correction;Retraction;Reinstatement", ["correction"]),
        ("Reinstatement", []),
    ],
)
def test_without_dates_the_order_of_the_list_counts(natures: str, hold: list[str]) -> None:
    assert kinds(short(f"10.1000/a,{natures}")) == hold


def test_a_reinstatement_undoes_only_what_the_same_source_said() -> None:
    said = Notice(kind="retraction", doi="10.1000/a", day="2020-01-01", source="One")
    back = Notice(kind="reinstatement", doi="10.1000/a", day="2021-01-01", source="Other")
    assert standing([said, back]) == [said]


def test_the_whole_real_list_is_read_without_a_refusal(shared_data: Path) -> None:
    name = "retractionwatch_doi_nature.csv.gz"
    read = read_notices((shared_data / name).read_bytes(), name)
    assert (len(read.notices), read.refused, len(read.nameless)) == (59_698, [], 2)


@pytest.mark.django_db
def test_a_new_list_takes_the_place_of_what_its_source_said_and_of_nothing_else() -> None:
    replace_notices(short("10.1000/a,Retraction", "10.1000/b,Correction").notices,
                    source="One", by=LIBRARIAN)  # fmt: skip
    replace_notices(short("10.1000/z,Retraction").notices, source="Other", by=LIBRARIAN)
    done = replace_notices(
        short("10.1000/c,Retraction", "10.1000/b,Correction").notices, source="One", by=LIBRARIAN
    )
    assert (done.added, done.gone) == (1, 1)
    assert done.works == {"doi:10.1000/a", "doi:10.1000/c"}
    assert set(NoticeRow.objects.values_list("doi", flat=True)) == {
        "10.1000/b", "10.1000/c", "10.1000/z",
    }  # fmt: skip
    entry = Entry.objects.order_by("sequence").last()
    assert entry
    assert (entry.act, entry.actor_name, entry.object_id) == (
        "load notices", "L. Librarian", "One",
    )  # fmt: skip


@pytest.mark.django_db
def test_the_same_list_again_changes_nothing_and_leaves_no_row() -> None:
    notices = full(row(reason="+A;+B;"), row(nature="Correction"), row("10.1000/b")).notices
    replace_notices(notices, source="One", by=LIBRARIAN)
    rows, before = list(NoticeRow.objects.values()), Entry.objects.count()
    done = replace_notices(notices, source="One", by=LIBRARIAN)
    assert (done.added, done.gone, done.works) == (0, 0, frozenset())
    assert (list(NoticeRow.objects.values()), Entry.objects.count()) == (rows, before)


@pytest.mark.django_db
@pytest.mark.parametrize("source", ["", "  ", "x" * 101])
def test_a_list_must_say_whose_it_is(source: str) -> None:
    with pytest.raises(SourceNeeded):
        replace_notices([], source=source, by=LIBRARIAN)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "item",
    [
        {"DOI": "10.1000/A"},
        {"DOI": "https://doi.org/10.1000/a"},
        {"URL": "https://doi.org/10.1000/a"},
        {"PMID": "123"},
        {"URL": "https://pubmed.ncbi.nlm.nih.gov/123/"},
        {"DOI": "10.1000/other", "PMID": "123"},
    ],
)
def test_a_work_is_found_by_either_identifier_however_written(item: dict[str, Any]) -> None:
    replace_notices(full(row("10.1000/a", pmid="123")).notices, source="One", by=LIBRARIAN)
    found, other = notices_about([{"id": "x", **item}, {"id": "y", "DOI": "10.1000/b"}])
    assert [notice.kind for notice in found] == ["retraction"]
    assert other == []


@pytest.mark.django_db
def test_a_work_is_found_by_an_identifier_that_only_the_library_knows() -> None:
    replace_notices(full(row("", pmid="123")).notices, source="One", by=LIBRARIAN)
    assert notices_about([{"id": "x", "DOI": "10.1000/a"}]) == [[]]
    kept = keep_works([{"type": "book", "title": "A", "DOI": "10.1000/a", "PMID": "123"}],
                      by=LIBRARIAN)  # fmt: skip
    assert [n.kind for n in notices_about([{"id": "x", "DOI": "10.1000/a"}])[0]] == ["retraction"]
    assert list(noticed_works()) == [kept[0]["id"]]
