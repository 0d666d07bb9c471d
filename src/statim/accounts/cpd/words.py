"""The words of the diary: reasons, outcomes, domains. Pure; what is kept are the short names.

Outcomes and the three elements of a US record (question, sources, application to practice) follow
the shape of Internet point-of-care learning; domains are those of Good Medical Practice (GMC, in
force since 30 January 2024).
"""

from __future__ import annotations

from statim.design.speech import later, say

REASONS = {
    "patient-care": later("Care of a patient"),
    "curiosity": later("Curiosity"),
    "teaching": later("Teaching"),
    "audit": later("Audit or quality work"),
    "appraisal": later("A plan agreed at appraisal"),
}
OUTCOMES = {
    "confirmed": later("Confirmed what I do"),
    "changed": later("Changed my plan or practice"),
    "no-answer": later("Found no answer"),
    "follow-up": later("Needs following up"),
}
DOMAINS = {
    "gmc-1": later("GMC 1: Knowledge, skills and development"),
    "gmc-2": later("GMC 2: Patients, partnership and communication"),
    "gmc-3": later("GMC 3: Colleagues, culture and safety"),
    "gmc-4": later("GMC 4: Trust and professionalism"),
    "application": later("Application to practice"),
}


def domain_words(names: list[str]) -> list[str]:
    """The domains of an entry in words; a name that is known no more stands as it is."""
    return [say(DOMAINS.get(name, name)) for name in names]
