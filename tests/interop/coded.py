"""A topic with codes and named sections, published, for the doors that are asked by code."""

from __future__ import annotations

from dataclasses import replace

from statim.editions.document import Code, Document, Section
from statim.editorial.sentinel import take_notices
from statim.references.notices import Notice
from tests.documents import says
from tests.world import EDITOR, mode_of_action, publish, works

SNOMED = "http://snomed.info/sct"
SNOMED_OID = "2.16.840.1.113883.6.96"
ASTHMA = "195967001"


def coded() -> Document:
    """The overdue page of the world, with codes and two sections more."""
    document = mode_of_action()
    codes = (
        Code(system=SNOMED, code=ASTHMA, display="Asthma"),
        Code(system="http://hl7.org/fhir/sid/icd-10", code="J45.9"),
    )
    dose = says("m-dose", "Give 0.5 mg/kg & not <5 mg", cites=["loo2023"], certainty="low")
    harm = says(
        "m-harm", "Dizziness is common", says("m-under", "It passes"), cites=["rcpsych2017"]
    )
    return replace(
        document,
        topic=replace(document.topic, codes=codes, synonyms=("NMDA blockade",)),
        sections=(
            *document.sections,
            Section(heading="Dose and administration", statements=(dose,)),
            Section(heading="Adverse effects", statements=(harm,)),
        ),
        references=tuple(works("mandal2019", "loo2023", "rcpsych2017")),
    )


def publish_coded(day: str = "2025-01-10") -> Document:
    """Publish it; the address is /topics/mode-of-action/."""
    document = coded()
    publish(document, day)
    return document


def retract(doi: str) -> None:
    """A work is taken back, by the word of a list."""
    notice = Notice(kind="retraction", doi=doi, day="2026-01-02", source="A list")
    take_notices([notice], source="A list", by=EDITOR)
