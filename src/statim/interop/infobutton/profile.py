"""The profile that a hospital's infobutton manager imports, so that it knows this site. Pure.

The shape is OpenInfobutton's ResourceProfile. It holds no password and asks for none.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from statim.editions.code_systems import SYSTEMS
from statim.publisher.house import House

TASK_SYSTEM = "2.16.840.1.113883.5.4"
CONTEXTS = (
    ("Problems and diagnoses", ("PROBLISTREV", "PROBLISTE", "DIAGLISTREV", "DIAGLISTE")),
    ("Medicines: list review and order entry", ("MLREV", "MEDOE", "OE")),
    ("Laboratory: results and orders", ("LABRREV", "LABOE")),
    ("Allergies and clinical notes", ("ALLERLREV", "ALLERLE", "CLINNOTEE")),
)
_SEARCHED = (
    "informationRecipientLanguage", "informationRecipientUserType", "conceptOfInterest",
)  # fmt: skip


def profile(house: House, *, published: str) -> bytes:
    """The profile as XML. `published` is the moment (ISO 8601) from which it holds."""
    root = etree.Element("knowledgeResourceProfile")
    header = etree.SubElement(root, "header", id="1")
    etree.SubElement(header, "title").text = house.site_name
    about = f"Clinical topics of {house.publisher}, every statement with its references."
    etree.SubElement(header, "profileDescription").text = about
    etree.SubElement(header, "versionControl", publicationDate=published)
    definition = etree.SubElement(
        root, "profileDefinition", hl7URLCompliant="true", hl7KnowledgeResponseCompliant="true"
    )
    etree.SubElement(definition, "authorizedOrganizations")
    spoken = etree.SubElement(definition, "supportedTerminologies")
    for system in SYSTEMS:
        etree.SubElement(spoken, "supportedTerminology", id=system.oid, name=system.name)
    contexts = etree.SubElement(definition, "contexts")
    for number, (name, tasks) in enumerate(CONTEXTS, start=1):
        _context(contexts, number, name, tasks, house)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _context(contexts: Any, number: int, name: str, tasks: tuple[str, ...], house: House) -> None:
    context = etree.SubElement(contexts, "context", name=name, id=str(number))
    definition = etree.SubElement(context, "contextDefinition")
    for patient in ("patientGender", "patientAgeGroup"):  # said to nobody: no answer depends on it
        etree.SubElement(definition, patient, match="false", search="false")
    task = etree.SubElement(definition, "task", match="true", search="true")
    domain = etree.SubElement(task, "matchingDomain")
    listed = etree.SubElement(domain, "enumeration", includeDescendants="false")
    for code in tasks:
        etree.SubElement(listed, "code", codeSystem=TASK_SYSTEM, code=code)
    for searched in _SEARCHED:
        etree.SubElement(definition, searched, match="false", search="true")
    subtopics = etree.SubElement(definition, "subTopics")
    etree.SubElement(subtopics, "subTopic", linkName=house.site_name)
    service = etree.SubElement(context, "knowledgeRequestService")
    where = f"{house.url}/infobutton?knowledgeResponseType=text/xml&"
    etree.SubElement(service, "knowledgeRequestServiceLocation", url=where)
