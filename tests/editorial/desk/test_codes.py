"""Codes at the desk: suggested by open lists, ticked or typed, refused where they cannot be."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path

import pytest

from statim.audit.actor import OPERATOR, Actor
from statim.audit.models import Entry
from statim.editions.document import Code
from statim.editorial.desk.suggesting import with_taken
from statim.search.errors import NotForThisRole
from statim.search.models import NamedCode
from statim.search.suggested_codes import load_codes, suggested_codes
from statim.topics.queries import manuscript_of
from statim.topics.queries import topic as topic_with
from tests.editorial.desk.sitting import address, at_desk, filled, page, sent
from tests.editorial.people import person, save, written

pytestmark = pytest.mark.django_db

SNOMED = "http://snomed.info/sct"


def ontology(folder: Path) -> Path:
    file = folder / "doid.json"
    asthma = {"id": "DOID:2841", "label": "asthma", "synonyms": ["bronchial hyperreactivity"],
              "xrefs": ["MESH:D001249", "ICD10CM:J45", "SNOMEDCT_US_2025_09_01:195967001",
                        "MESH:nonsense"]}  # fmt: skip
    file.write_text(json.dumps([asthma]))
    return file


def test_a_list_suggests_codes_by_label_and_synonym_and_a_tick_takes_one(tmp_path: Path) -> None:
    load_codes(ontology(tmp_path), by=OPERATOR)
    author = person("author")
    topic = save(written(author), author, synonyms=("Bronchial hyper-reactivity", "Asthma"))
    client = at_desk(author)
    shown = unescape(page(client.get(address(topic))))
    assert "MeSH D001249" in shown
    assert "195967001" not in shown
    tick = json.dumps(["https://www.nlm.nih.gov/mesh", "D001249", "asthma"])
    sent(client, address(topic), **{**filled(client, topic), "suggested": tick})
    taken = Code(system="https://www.nlm.nih.gov/mesh", code="D001249", display="asthma")
    assert manuscript_of(topic_with(topic.pk)).codes == (taken,)
    assert "MeSH D001249" not in unescape(page(client.get(address(topic))))


def test_a_code_that_cannot_be_one_is_refused_at_its_field_and_a_system_may_be_named() -> None:
    author = person("author")
    topic = written(author)
    client = at_desk(author)
    form = {**filled(client, topic), "code-0-system": "snomed ct", "code-0-code": "195967002"}
    answer = sent(client, address(topic), **form)
    assert "its check digit is wrong" in page(answer)
    assert manuscript_of(topic_with(topic.pk)).codes == ()
    sent(client, address(topic), **{**form, "code-0-code": "195967001"})
    assert manuscript_of(topic_with(topic.pk)).codes == (Code(system=SNOMED, code="195967001"),)


def test_snomed_is_read_only_by_who_says_that_they_have_a_licence(tmp_path: Path) -> None:
    file = ontology(tmp_path)
    load_codes(file, by=OPERATOR)
    assert not NamedCode.objects.filter(system="snomed").exists()
    load_codes(file, by=OPERATOR, snomed=True)
    assert {one.system_name for one in suggested_codes("Asthma", ())} == {
        "MeSH", "ICD-10-CM", "SNOMED CT",
    }  # fmt: skip
    assert Entry.objects.filter(act="load codes").count() == 2
    with pytest.raises(NotForThisRole):
        load_codes(file, by=Actor(name="A", email="a@example.org", role="author"))


def test_what_was_written_stands_before_what_was_ticked_and_once() -> None:
    one, two = Code(system="s", code="1", display="written"), Code(system="s", code="2")
    ticked = [Code(system="s", code="1", display="ticked"), Code(system="s", code="3")]
    assert with_taken([one, two], ticked) == (one, two, ticked[1])


def test_the_whole_disease_ontology_is_taken_in_and_suggests(shared_data: Path) -> None:
    count = load_codes(shared_data / "disease_ontology_2026-07.json.gz", by=OPERATOR)
    assert count > 10_000
    assert ("ICD-10-CM", "J45") in {
        (one.system_name, one.code[:3]) for one in suggested_codes("Asthma", ())
    }
