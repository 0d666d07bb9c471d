"""Which sections of a topic answer a sub-topic or a task: by the words of their headings. Pure.

A sub-topic is one of MeSH's qualifiers or words; a task one of HL7's ActTaskCodes. Nothing is
guessed about the patient, and a topic whose headings do not fit is offered whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from statim.editions.document import Document, Section
from statim.editions.folding import fold
from statim.interop.infobutton.parameters import Criterion

_DOSE = ("dos", "administration", "prescri", "how to give", "titrat")
_HARM = ("adverse", "side effect", "harm", "safety", "caution", "interaction", "toxic", "monitor")
_THERAPY = ("treat", "therap", "manage", "drug", "medic", "surg", "first line")
_DIAGNOSIS = ("diagnos", "investigat", "assess", "examin", "test", "sign", "symptom", "presentat")
_CAUSE = ("cause", "aetiolog", "etiolog", "risk factor", "mechanism")
_ACTION = ("mode of action", "mechanism", "pharmacolog", "pharmacokinetic", "half-life")

# Medical Subject Headings, qualifiers: the beginnings of words that such a section is headed by.
SUBTOPICS = {
    "Q000008": _DOSE, "Q000009": _HARM, "Q000150": ("complication",), "Q000175": _DIAGNOSIS,
    "Q000188": _THERAPY, "Q000209": _CAUSE, "Q000401": ("mortal", "prognos", "outcome"),
    "Q000453": ("epidemiolog", "prevalence", "incidence", "how common"),
    "Q000493": _ACTION, "Q000494": _ACTION, "Q000503": ("pathophysiolog", "mechanism"),
    "Q000506": ("poison", "overdose", "toxic"),
    "Q000517": ("prevent", "prophyla", "screen", "vaccin"), "Q000601": ("surg", "operat"),
    "Q000627": ("indication", "use", *_THERAPY), "Q000628": _THERAPY, "Q000633": _HARM,
    "Q000744": ("contraindicat", "contra-indicat", "when not"), "Q000981": ("imag", "scan"),
}  # fmt: skip
# HL7 ActTaskCode (2.16.840.1.113883.5.4)
TASKS = {
    "MLREV": (*_DOSE, *_HARM), "MEDOE": _DOSE, "MARWLREV": _DOSE, "ALLERLREV": _HARM,
    "ALLERLE": _HARM, "LABRREV": _DIAGNOSIS, "LABOE": _DIAGNOSIS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page with those inside it; `heading` is its own."""

    heading: str
    sections: tuple[Section, ...]

    def anchor(self) -> str:
        """The id, on the page, of its first statement; "" where it holds none."""
        return next((f"s-{s.statements[0].id}" for s in self.sections if s.statements), "")


def parts_of(document: Document) -> list[Part]:
    """The page's named sections, each with the sections inside it."""
    parts: list[list[Section]] = []
    for section in document.sections:
        if section.level <= 2 or not parts:
            parts.append([section])
        else:
            parts[-1].append(section)
    return [Part(some[0].heading, tuple(some)) for some in parts if some[0].heading]


def chosen(document: Document, subtopic: Criterion, task: str) -> list[Part]:
    """The parts that answer the sub-topic, else the task; all where neither was asked, none
    where nothing fits."""
    parts = parts_of(document)
    words = _words_of(subtopic)
    if not words and not (subtopic.code or subtopic.display or subtopic.words):
        words = TASKS.get(task, ())
        return [part for part in parts if _fits(part, words)] or parts
    return [part for part in parts if _fits(part, words)]


def _words_of(subtopic: Criterion) -> tuple[str, ...]:
    if known := SUBTOPICS.get(subtopic.code.strip().upper()):
        return known
    said = fold(subtopic.display or subtopic.words)
    return tuple(word[:6] for word in re.findall(r"[^\W\d_]{4,}", said))


def _fits(part: Part, words: tuple[str, ...]) -> bool:
    return any(_begins(heading, words) for heading in _headings(part))


def _headings(part: Part) -> Iterator[str]:
    return (fold(section.heading) for section in part.sections)


def _begins(heading: str, words: tuple[str, ...]) -> bool:
    return any(re.search(rf"\b{re.escape(word)}", heading) for word in words)
