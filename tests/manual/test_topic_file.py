"""The manual's page on topic files: its example imports, its table names the keys there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from statim.audit.actor import OPERATOR
from statim.editions import queries
from statim.editions.document import CHANGE_KINDS
from statim.editorial.imports import import_files
from statim.topics.manuscript import Manuscript, statements_in
from statim.topics.reading import read_manuscript
from statim.topics.reading.decoding import is_topic_file
from statim.topics.reading.front_matter import KEYS

MANUAL = Path(__file__).parents[2] / "docs" / "manual"
PAGE = (MANUAL / "topic-file.md").read_text(encoding="utf-8")


def example() -> str:
    found = re.search(r"```markdown\n(.+?)```", PAGE, re.DOTALL)
    assert found
    return found.group(1)


@pytest.fixture
def read() -> Manuscript:
    """The example, as import reads it."""
    return read_manuscript(example().encode(), "writing-a-good-bullet.md")


def test_the_example_reads_without_a_doubt(read: Manuscript) -> None:
    assert read.doubts == ()
    assert (read.title, read.slug) == ("Writing a good bullet", "writing-a-good-bullet")
    assert read.specialty == ("Using Statim", "Writing")
    assert read.authors[0].interests == "None declared"
    assert (read.reviewed, read.review_due) == (None, "2031-01-31")
    assert read.change and read.change.note == "First edition."


def test_the_example_holds_what_the_page_says_a_statement_may_hold(read: Manuscript) -> None:
    statements = {s.id: s for s in statements_in(read.sections)}
    assert list(statements) == ["wb-lead", "wb-one", "wb-under", "wb-link", "wb-stop"]
    assert statements["wb-lead"].kind == "paragraph"
    assert statements["wb-one"].cites[0].locator == "p. 23"
    assert [child.id for child in statements["wb-one"].children] == ["wb-under", "wb-link"]
    for tag in ("em", "strong", "sub", "sup", "code"):
        assert f"<{tag}>" in statements["wb-under"].html
    assert 'href="/topics/writing-a-topic/"' in statements["wb-link"].html
    assert [section.heading for section in read.sections] == ["", "Length"]


@pytest.mark.django_db
def test_the_example_publishes_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "example.md"
    file.write_text(example(), encoding="utf-8")
    (taken,) = import_files([file], publish=True, by=OPERATOR)
    assert taken.status == "published", taken.reason
    assert queries.latest("writing-a-good-bullet").document.change.kind == "new"


def test_the_table_of_keys_is_the_code_s() -> None:
    table = PAGE.partition("## The head")[2].partition("## The text")[0]
    rows = re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE)
    assert {key for row in rows for key in re.findall(r"`([a-z_]+)`", row)} == set(KEYS)


def test_every_kind_of_change_is_named() -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith("| `change`"))
    assert set(CHANGE_KINDS) <= set(re.findall(r"`([a-z-]+)`", row))


def test_the_kinds_of_file_are_those_that_import_reads() -> None:
    page = (MANUAL / "importing.md").read_text(encoding="utf-8").partition("## What is read")[2]
    endings = re.findall(r"`(\.[a-z]+)`", page.partition("## References")[0])
    assert endings
    assert all(is_topic_file(f"page{ending}") for ending in endings)
    assert not is_topic_file("page.pdf")
