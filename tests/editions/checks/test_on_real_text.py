"""The checks over 5,475 real topics: few alarms, the true contradiction among them, in time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from statim.editions.checks.dangerous import dangerous_forms
from statim.editions.checks.disagreements import Stated, disagreements
from statim.editions.checks.placeholders import placeholders
from statim.editions.document import statements_of
from statim.editions.quality import quantities_of
from statim.topics.freeze import freeze
from statim.topics.reading.medquad import read_medquad


def test_real_topics_raise_few_alarms_and_the_true_contradiction(shared_data: Path) -> None:
    forms: Counter[str] = Counter()
    left_over: list[str] = []
    stated: list[Stated] = []
    for manuscript in read_medquad(shared_data / "medquad_topics.jsonl.gz"):
        document = freeze(manuscript)
        for statement in statements_of(document):
            forms.update(form.rule.name for form in dangerous_forms(statement.text))
            left_over += placeholders(statement.text)
        stated += quantities_of(document)
    candidates = disagreements(stated)
    assert forms == {"micrograms": 21, "trailing-zero": 7, "naked-decimal": 1, "units": 1}
    assert left_over == []
    assert len(candidates) == 4
    said = {frozenset((c.one.quantity.said, c.other.quantity.said)) for c in candidates}
    assert frozenset(("220 micrograms", "250 micrograms")) in said
