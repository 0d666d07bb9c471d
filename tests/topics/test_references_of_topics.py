"""What a topic's references say: the library's record for printed ones, the file's own words
for those that an author wrote as data."""

from __future__ import annotations

from typing import Any

import pytest

from statim.audit.actor import OPERATOR
from statim.editions.document import Citation, Section, Statement
from statim.references.actions import keep_works
from statim.topics.actions import import_manuscript
from statim.topics.manuscript import Manuscript, from_dict

WORK: dict[str, Any] = {
    "id": "menon2023",
    "type": "article-journal",
    "title": "Ketamine vs electroconvulsive therapy for major depressive episode",
    "author": [{"family": "Menon", "given": "V"}],
    "container-title": "JAMA Psychiatry",
    "DOI": "10.1001/jamapsychiatry.2023.0562",
}


def manuscript(item: dict[str, Any], slug: str = "one") -> Manuscript:
    cited = Statement(
        id="", text="A trend", html='A trend<cite data-cites="0"></cite>',
        cites=(Citation(reference=item["id"]),),
    )  # fmt: skip
    return Manuscript(
        title=slug,
        slug=slug,
        references=(item,),
        sections=(Section(heading="", statements=(cited,)),),
    )


def kept(item: dict[str, Any], slug: str = "one") -> dict[str, Any]:
    topic = import_manuscript(manuscript(item, slug), by=OPERATOR)
    return from_dict(topic.draft).references[0]


@pytest.mark.django_db
def test_data_stands_as_written_whatever_the_library_knows_besides() -> None:
    keep_works([{**WORK, "volume": "80", "page": "639-642"}], by=OPERATOR)
    assert kept(WORK) == WORK


@pytest.mark.django_db
def test_importing_again_changes_nothing_after_the_library_learnt_more() -> None:
    first = kept(WORK)
    kept({**WORK, "volume": "80"}, slug="two")
    assert kept(WORK) == first


@pytest.mark.django_db
def test_a_printed_reference_is_completed_from_the_library() -> None:
    keep_works([{**WORK, "volume": "80"}], by=OPERATOR)
    printed = {**WORK, "id": "ref-4", "custom": {"raw": "Menon V. Ketamine vs …"}}
    found = kept(printed)
    assert found["id"] == "menon2023"
    assert found["volume"] == "80"
    assert found["custom"]["raw"] == "Menon V. Ketamine vs …"


@pytest.mark.django_db
def test_a_reference_given_only_by_its_doi_is_taken_from_the_library() -> None:
    keep_works([WORK], by=OPERATOR)
    found = kept({"id": "m", "type": "article-journal", "DOI": WORK["DOI"]})
    assert found["title"] == WORK["title"]


@pytest.mark.django_db
def test_another_key_for_a_known_work_becomes_the_librarys() -> None:
    keep_works([WORK], by=OPERATOR)
    topic = import_manuscript(manuscript({**WORK, "id": "trend"}), by=OPERATOR)
    draft = from_dict(topic.draft)
    assert draft.references[0]["id"] == "menon2023"
    assert draft.sections[0].statements[0].cites[0].reference == "menon2023"
