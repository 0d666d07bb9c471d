"""The words of the diary: reasons, outcomes, domains. Pure; what is kept are the short names.

Outcomes and the three elements of a US record (question, sources, application to practice) follow
the shape of Internet point-of-care learning; domains are those of Good Medical Practice (GMC, in
force since 30 January 2024).
"""

from __future__ import annotations

REASONS = {
    "patient-care": "Care of a patient",
    "curiosity": "Curiosity",
    "teaching": "Teaching",
    "audit": "Audit or quality work",
    "appraisal": "A plan agreed at appraisal",
}
OUTCOMES = {
    "confirmed": "Confirmed what I do",
    "changed": "Changed my plan or practice",
    "no-answer": "Found no answer",
    "follow-up": "Needs following up",
}
DOMAINS = {
    "gmc-1": "GMC 1: Knowledge, skills and development",
    "gmc-2": "GMC 2: Patients, partnership and communication",
    "gmc-3": "GMC 3: Colleagues, culture and safety",
    "gmc-4": "GMC 4: Trust and professionalism",
    "application": "Application to practice",
}


def domain_words(names: list[str]) -> list[str]:
    """The domains of an entry in words; a name that is known no more stands as it is."""
    return [DOMAINS.get(name, name) for name in names]
