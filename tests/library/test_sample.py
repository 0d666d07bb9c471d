"""The sample library: it imports, it publishes, and its clinical sentences cite what they say."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from statim.audit.actor import OPERATOR
from statim.editions import queries
from statim.editions.document import Statement, statements_of
from statim.editions.quality import OTHER_NUMBER, findings_of
from statim.editorial.imports import import_files
from statim.topics.computing import with_numbers
from statim.topics.freeze import freeze
from statim.topics.manuscript import Manuscript, statements_in
from statim.topics.reading import read_manuscript
from tests.library.facts import FACTS

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "library").glob("*.md"))

# Every quantity that the cited works are taken to state. Nothing else may be said with a number.
QUANTITIES = {
    "mandal2019": {"one dose", "a week"},
    "corriger2019": {"one to two weeks"},
    "rcpsych2017": {"60 minutes", "a single treatment"},
    "menon2023": set[str](),
    "loo2023": {"four weeks"},
    "njenga2024": set[str](),
    "colditz1994": set[str](),
}
_NUMBER = r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|a single)"
_UNIT = r"(?:minutes?|hours?|days?|weeks?|months?|years?|doses?|treatments?|infusions?|%|m?g|ml)"
QUANTITY = re.compile(rf"\b(?:{_NUMBER}(?: to {_NUMBER})?(?: ?{_UNIT})?|a {_UNIT})(?!\w)", re.I)
PASSING = {"a dose", "a treatment", "an infusion", "a infusion"}


@cache
def manuscript(path: Path) -> Manuscript:
    return read_manuscript(path.read_bytes(), path.name)


def clinical() -> list[Manuscript]:
    return [m for m in map(manuscript, FILES) if m.specialty[0] != "Using Statim"]


def quantities(statement: Statement) -> Iterator[str]:
    for found in QUANTITY.findall(statement.text):
        if found.casefold() not in PASSING:
            yield found.casefold()


def unsupported(statement: Statement) -> list[str]:
    """Quantities that none of the works it cites is taken to state."""
    stated = set[str]().union(*(QUANTITIES[c.reference] for c in statement.cites))
    return [said for said in quantities(statement) if said not in stated]


def test_there_are_ten_topics_or_more_in_three_specialties() -> None:
    assert len(FILES) >= 10
    assert len({m.specialty[0] for m in map(manuscript, FILES)}) == 3
    assert {"ketamine-in-depression"} < {m.slug for m in clinical()}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_file_reads_without_a_doubt_and_stands_at_its_name(path: Path) -> None:
    assert manuscript(path).doubts == ()
    assert manuscript(path).slug == path.stem


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_topic_says_that_it_is_a_demonstration_and_not_reviewed(path: Path) -> None:
    read = manuscript(path)
    assert [(p.name, p.role) for p in read.authors] == [
        ("Statim sample library", "Demonstration, not clinically reviewed")
    ]
    assert read.reviewed is None
    assert read.reviewers == ()


def test_every_clinical_statement_cites_and_every_reference_is_cited() -> None:
    for read in clinical():
        statements = list(statements_in(read.sections))
        assert [s.id for s in statements if not s.cites] == []
        assert {c.reference for s in statements for c in s.cites} == {
            item["id"] for item in read.references
        }


def test_every_clinical_statement_rests_on_a_fact_of_the_very_works_that_it_cites() -> None:
    rests: dict[str, set[str]] = {}
    for fact in FACTS:
        for name in fact.statements:
            rests.setdefault(name, set()).add(fact.work)
    cited = {
        s.id: {c.reference for c in s.cites} for m in clinical() for s in statements_in(m.sections)
    }
    assert rests == cited


def test_every_quantity_is_one_that_a_cited_work_states() -> None:
    for read in clinical():
        for statement in statements_in(read.sections):
            assert unsupported(statement) == [], statement.text


def test_the_quantities_are_found_and_a_wrong_one_is_refused() -> None:
    whole = manuscript(ROOT / "library" / "ketamine-in-depression.md")
    by_id = {s.id: s for s in statements_in(whole.sections)}
    assert list(quantities(by_id["kd-duration"])) == ["one to two weeks"]
    assert list(quantities(by_id["kd-adverse"])) == ["60 minutes"]
    said = {said for m in clinical() for s in statements_in(m.sections) for said in quantities(s)}
    assert said == set[str]().union(*QUANTITIES.values()), "the list of quantities is all in use"
    for wrong in ("It lasts seven weeks", "Give 5 mg", "Half respond"):
        altered = Statement(id="x", text=wrong, html=wrong, cites=by_id["kd-kads"].cites)
        assert unsupported(altered)


def test_statement_ids_are_fixed_in_the_files_and_unlike_everywhere() -> None:
    written = [
        i
        for path in FILES
        for i in re.findall(r"\{#([a-z0-9-]+)(?: [^{}]*)?\}$", path.read_text(), re.M)
    ]
    read = [s.id for path in FILES for s in statements_in(manuscript(path).sections)]
    assert written == read
    assert [i for i, count in Counter(read).items() if count > 1] == []


def test_a_work_is_described_alike_in_every_file() -> None:
    described: dict[str, str] = {}
    for path in FILES:
        for item in manuscript(path).references:
            as_written = json.dumps(item, sort_keys=True)
            assert described.setdefault(item["id"], as_written) == as_written, path.name


def test_links_and_related_pages_lead_to_topics_and_manual_pages_that_are_there() -> None:
    slugs = {path.stem for path in FILES}
    manual = {path.stem for path in (ROOT / "docs" / "manual").glob("*.md")}
    for path in FILES:
        read = manuscript(path)
        assert set(read.related) <= slugs - {read.slug}, path.name
        for statement in statements_in(read.sections):
            for link in re.findall(r'href="([^"]+)"', statement.html):
                place, _, name = link.strip("/").rpartition("/")
                assert name in {"topics": slugs, "about/manual": manual}[place], link


def test_no_sentence_of_the_page_that_imports_are_tried_with_is_in_the_sample(
    shared_data: Path,
) -> None:
    page = shared_data.parent / "sample-page.txt"
    if not page.exists():
        pytest.skip("../shared/sample-page.txt is not there")
    body = page.read_text(encoding="utf-8").partition("\n  1. ")[0]
    theirs = runs(body)
    for path in FILES:
        for statement in statements_in(manuscript(path).sections):
            assert not runs(statement.text) & theirs, statement.text


def runs(text: str, length: int = 8) -> set[tuple[str, ...]]:
    """Every run of so many words."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


@pytest.mark.django_db
def test_the_whole_sample_publishes_and_a_second_time_changes_nothing() -> None:
    first = list(import_files(FILES, publish=True, by=OPERATOR))
    assert [(t.path.name, t.reason) for t in first if t.status != "published"] == []
    document = queries.latest("ketamine-in-depression").document
    assert [item["id"] for item in document.references][:2] == ["corriger2019", "mandal2019"]
    assert document.authors[0].interests == "None declared"
    assert document.related[0].slug == "ketamine-mode-of-action"
    again = list(import_files(FILES, publish=True, by=OPERATOR))
    assert {t.status for t in again} == {"unchanged"}


def test_the_sample_comparisons_say_what_their_reviews_printed() -> None:
    printed = {
        "bcg-risk": "RR 0.49 (95%\u00a0CI 0.34 to 0.70) in 13 studies",
        "ke-trend": "SMD \u22120.39 (95%\u00a0CI \u22120.81 to 0.02)",
    }
    for name in ("bcg-and-tuberculosis", "ketamine-and-ect"):
        document = freeze(computed(manuscript(ROOT / "library" / f"{name}.md")))
        said = {s.id: s.text for s in statements_of(document)}
        assert [words in said[key] for key, words in printed.items() if key in said] == [True]
        kinds = {one.kind for one in findings_of(document, known=set(), today=date(2026, 1, 1))}
        assert OTHER_NUMBER not in kinds


def computed(read: Manuscript) -> Manuscript:
    return replace(read, sections=with_numbers(read.sections))
