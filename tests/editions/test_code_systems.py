"""Codes are known by their shape and check digits, and lead to their topics in one read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statim.editions.actions import withdraw
from statim.editions.code_systems import SYSTEMS, fault_of, lookup_key, system_named, uri_of
from statim.editions.coded import topics_coded
from statim.editions.document import Code, Document
from statim.editions.models import TopicCode
from statim.editions.verification import verify
from tests.world import EDITOR, mode_of_action, publish

SNOMED, ICD10 = "http://snomed.info/sct", "http://hl7.org/fhir/sid/icd-10"

# ids and codes as their publishers print them: SNOMED CT's Technical Implementation Guide and
# HL7's infobutton guide, the WHO's ICD-10, LOINC's and RxNorm's own pages, MeSH
REAL = [
    ("SNOMED CT", "195967001"), ("SNOMED CT", "22298006"), ("dm+d", "322236009"),
    ("ICD-10", "J45.9"), ("ICD-10", "F32"), ("ICD-10-CM", "J45.909"), ("ICD-10-CM", "C4A.9"),
    ("MeSH", "D001249"), ("MeSH", "Q000628"), ("RxNorm", "6130"), ("LOINC", "4548-4"),
    ("LOINC", "2160-0"),
]  # fmt: skip
FALSE = [
    ("SNOMED CT", "195967010"), ("SNOMED CT", "195967002"), ("SNOMED CT", "19596700"),
    ("SNOMED CT", "0195967001"), ("SNOMED CT", "301485011"), ("ICD-10", "J459"),
    ("ICD-10-CM", "asthma"), ("LOINC", "4548-5"), ("MeSH", "X001249"), ("RxNorm", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("system", "code"), REAL)
def test_codes_as_their_publishers_print_them_pass(system: str, code: str) -> None:
    assert fault_of(system, code) == ""


@pytest.mark.parametrize(("system", "code"), FALSE)
def test_mistyped_codes_are_told_with_the_system(system: str, code: str) -> None:
    assert system in fault_of(system, code)
    assert code in fault_of(system, code)


def test_every_single_wrong_digit_and_every_swap_of_neighbours_in_a_snomed_id_is_found() -> None:
    code = "195967001"
    wrong = {code[:i] + d + code[i + 1 :] for i in range(len(code)) for d in "0123456789"}
    wrong |= {code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(len(code) - 1)}
    assert all(fault_of("snomed", one) for one in wrong - {code})


def test_a_system_is_known_by_name_uri_and_oid() -> None:
    for system in SYSTEMS:
        for said in (system.name, system.uri, system.oid, f"urn:oid:{system.oid}", system.key):
            assert system_named(said.swapcase()) is system
    assert uri_of("urn:something-else") == "urn:something-else"
    assert fault_of("urn:something-else", "anything") == ""


def test_icd_is_looked_up_with_and_without_its_point() -> None:
    assert lookup_key("icd-10", "j459") == lookup_key(ICD10, "J45.9") == ("icd10", "J459")
    assert lookup_key("urn:nobody", "1") is None


def coded(*codes: tuple[str, str], document: Document | None = None) -> Document:
    document = document or mode_of_action()
    said = tuple(Code(system=system, code=code) for system, code in codes)
    return replace(document, topic=replace(document.topic, codes=said))


@pytest.mark.django_db
def test_a_code_leads_to_its_topic_until_an_edition_drops_it() -> None:
    publish(coded((SNOMED, "195967001"), (ICD10, "J45.9")), "2025-01-10")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = topics_coded([("2.16.840.1.113883.6.96", "195967001"), ("icd-10", "j459")])
    assert [one.slug for one in found] == ["mode-of-action"]
    assert len(queries) == 2  # the codes, and where their topics stand
    assert not verify().faults
    publish(coded((ICD10, "J45.9")), "2025-02-10")
    assert topics_coded([(SNOMED, "195967001")]) == []
    assert topics_coded([("urn:nobody", "195967001"), ("snomed", "")]) == []


@pytest.mark.django_db
def test_a_withdrawn_topic_is_not_found_by_its_code() -> None:
    publish(coded((SNOMED, "195967001")), "2025-01-10")
    withdraw("mode-of-action", reason="Under revision.", by=EDITOR)
    assert topics_coded([(SNOMED, "195967001")]) == []


@pytest.mark.django_db
def test_a_code_made_up_or_lost_behind_the_sites_back_is_found_by_the_proof() -> None:
    publish(coded((SNOMED, "195967001")), "2025-01-10")
    TopicCode.objects.update(code="22298006")
    assert any("codes" in str(fault) for fault in verify().faults)


@pytest.mark.django_db
def test_the_lookup_reads_the_index_and_not_the_table() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # else it reads so few rows at once
        word = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(
            f"{word} SELECT topic FROM editions_topiccode WHERE code=%s AND system=%s",
            ("195967001", "snomed"),
        )
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert ("COVERING INDEX" if connection.vendor == "sqlite" else "Index") in plan
    assert "SCAN" not in plan
