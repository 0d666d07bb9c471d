"""The diary as a Word file. Pure; text goes in as text, so nothing in it is markup."""

from __future__ import annotations

import io
import re

from docx import Document

from statim.accounts.cpd.formats.diary import Diary, Record, evidence_told, told
from statim.design.words import day

# XML 1.0 allows no control character but tab and line ends; a Word file cannot hold others.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def fields(one: Record) -> list[tuple[str, str]]:
    """What an entry says, as (name, words); what was not written is left out."""
    rule = f"rule “{one.rule}”, version {one.rule_version}"
    said = (
        ("Why", one.reason),
        ("Question", one.question),
        ("What I learnt", one.learned),
        ("What I will change", one.change),
        ("What came of it", one.impact),
        ("Outcome", one.outcome),
        ("Domains", "; ".join(one.domains)),
        ("Development plan", one.plan),
        ("Scope of practice", one.scope),
        ("Searched for", one.searches),
        ("Evidence", "\n".join(evidence_told(one))),
        ("Follow up on", day(one.follow_up) if one.follow_up else ""),
        ("Claimed", f"{one.credits} ({one.counted}; {rule})"),
        ("Patients", "Declared by its owner to identify no patient." if one.no_patient else ""),
        ("Locked at appraisal", day(one.locked) if one.locked else ""),
    )
    return [(name, words) for name, words in said if words]


def to_docx(diary: Diary) -> bytes:
    """A heading an entry, its fields, the pages it rests on."""
    document = Document()
    document.core_properties.title = "CPD diary"
    document.core_properties.author = _clean(diary.name)
    document.add_heading("CPD diary", 0)
    document.add_paragraph(_clean(whose(diary)))
    document.add_paragraph(
        f"{day(diary.first.isoformat())} to {day(diary.last.isoformat())}. "
        f"{len(diary.records)} entries, {diary.minutes} minutes in view, {diary.total} claimed."
    )
    for item, count in diary.by_plan():
        document.add_paragraph(_clean(f"{item} ({count})"), style="List Bullet")
    for one in diary.records:
        document.add_heading(_clean(f"{day(one.day)}: {one.title}"), 1)
        for name, words in fields(one):
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{name}: ").bold = True
            paragraph.add_run(_clean(words))
        for line in told(one.pages):
            document.add_paragraph(_clean(line), style="List Bullet")
    document.add_paragraph(SMALL_PRINT)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


SMALL_PRINT = (
    "Made by its owner from their own record. Minutes were counted while a page was in view. "
    "What is claimed is the owner’s claim; no accredited provider has awarded it."
)


def whose(diary: Diary) -> str:
    """Name, profession, registration number: what was given of them."""
    number = f"registration number {diary.registration_number}" if diary.registration_number else ""
    return ", ".join(filter(None, (diary.name, diary.profession, number)))


def _clean(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)
