"""What a hit says of its works: short names, and what is known against them today."""

from __future__ import annotations

from typing import Any

import pytest

from statim.editions.document import Section
from statim.editorial.sentinel import take_notices
from statim.references.notices import Notice
from statim.search import follower
from statim.search.queries import find
from statim.search.short_names import short_name
from tests.documents import article, page, says
from tests.world import EDITOR, publish


def person(*families: str) -> list[dict[str, str]]:
    return [{"family": family, "given": "A"} for family in families]


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"author": person("Mandal", "Sinha", "Goyal")}, "Mandal et al. 2019"),
        ({"author": person("Corriger", "Pickering")}, "Corriger and Pickering 2019"),
        ({"author": [{"family": "Hoog", "non-dropping-particle": "de"}]}, "de Hoog 2019"),
        ({"author": [{"literal": "Royal College of Psychiatrists"}]},
         "Royal College of Psychiatrists 2019"),
        ({"editor": person("Baker")}, "Baker 2019"),
        ({"title": "Statement on the use of a very long name for a report"},
         "Statement on the use of a very long… 2019"),
        ({}, "2019"),
    ],
)  # fmt: skip
def test_a_work_is_named_in_few_words(item: dict[str, Any], name: str) -> None:
    assert short_name({**item, "issued": {"date-parts": [[2019, 5]]}}) == name
    assert short_name({**item, "issued": {"raw": "May"}}) == (name.removesuffix(" 2019") if item
                                                              else "a work")  # fmt: skip


@pytest.mark.django_db
def test_a_retracted_work_is_marked_at_the_hit_and_at_each_statement(own_index: object) -> None:
    works = [
        article("good", "Good", author=person("Good"), DOI="10.1000/good"),
        article("bad", "Bad", author=person("Bad"), DOI="10.1000/bad"),
        article("odd", "Odd", author=person("Odd"), PMID="77"),
    ]
    lines = [
        says("s1", "Wheeze is cured", cites=["good", "bad"]),
        says("s2", "Wheeze is rare", cites=["odd"]),
        says("s3", "Wheeze is common", cites=["good"]),
    ]
    section = Section(heading="", statements=tuple(lines))
    publish(page(section, references=works, slug="asthma", title="Asthma"), "2026-01-01")
    follower.catch_up()
    assert find("wheeze").hits[0].cautions == []
    notices = [
        Notice(kind="retraction", doi="10.1000/bad", day="2026-02-01", source="A list"),
        Notice(kind="expression-of-concern", pmid="77", source="A list"),
    ]
    take_notices(notices, source="A list", by=EDITOR)
    hit = find("wheeze").hits[0]
    assert [(one.number, one.kind, one.day) for one in hit.cautions] == [
        (2, "retraction", "2026-02-01"), (3, "expression-of-concern", ""),
    ]  # fmt: skip
    said = {line.id: [(c.number, c.name, c.caution) for c in line.cited] for line in hit.lines}
    assert said == {
        "s1": [(1, "Good", ""), (2, "Bad", "retraction")],
        "s2": [(3, "Odd", "expression-of-concern")],
        "s3": [(1, "Good", "")],
    }
