"""One topic with everything that outputs must carry, and one whose every text is hostile."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from statim.editions.document import Change, Code, Document, Person, Section
from statim.publisher.house import House
from tests.documents import article, page, says

DIGEST = "a" * 64
HOSTILE = """"></title><script>alert(1)</script><!-- '&amp; ]]> \u2028 </SCRIPT/x>"""

HOUSE = House(
    site_name="Statim",
    url="https://ref.example",
    publisher="Example Hospital Trust",
    copyright="© 2026 Example Hospital Trust",
    disclaimer="For information only.",
    audience_notice="For healthcare professionals",
    audience="notice",
    citation_style="vancouver",
    language="en-GB",
    contact="library@ref.example",
)

REFERENCES: list[dict[str, Any]] = [
    article(
        "a2019",
        "A trial of <i>x</i>",
        DOI="10.1001/jama(2023)<1>",
        PMID="31000001",
        URL="https://doi.org/10.1001/x",
        author=[{"family": "Beethoven", "given": "L", "non-dropping-particle": "van"}],
        issued={"date-parts": [[2019, 8, 27]]},
        **{"container-title": "Lancet"},
    ),
    {
        "id": "b2017",
        "type": "report",
        "title": "A statement",
        "author": [{"literal": "Royal College of Examples"}],
        "issued": {"date-parts": [["2017", "2"]]},
        "publisher": "Royal College of Examples",
        "URL": "javascript:alert(1)",
    },
    {"id": "c", "type": "book", "title": "A book", "ISBN": "9780306406157"},
    {"id": "d", "type": "chapter", "title": "A chapter", "container-title": "A whole book"},
    {"id": "e", "type": "software", "title": None, "author": "nobody", "issued": {"raw": "soon"}},
]


def whole() -> Document:
    """A published edition that uses every key."""
    document = page(
        Section(
            heading="",
            statements=(
                says("s1", "Drug 5 mg is ≤ 10 µg/kg & not < 2.", cites=["a2019", "b2017"]),
                says("s2", "A second statement.", cites=["c", "d", "e"]),
            ),
        ),
        slug="a-topic",
        title="Asthma & wheeze",
        synonyms=["Wheezy chest"],
        specialty=["Respiratory", "Airways"],
        references=REFERENCES,
        kind="correction",
        note="The dose was 50 mg; it is 5 mg.",
        reviewed="2026-11-01",
        edited="2026-10-30",
    )
    topic = replace(
        document.topic,
        codes=(Code(system="http://snomed.info/sct", code="195967001", display="Asthma"),),
    )
    return replace(
        document,
        topic=topic,
        number=3,
        published="2026-11-23T10:00:00Z",
        authors=(
            Person(name="Airways authoring team"),
            Person(name="Ann Example, FRCP, MD", role="Consultant", interests="None"),
        ),
        reviewers=(Person(name="Bo Example", role="Pharmacist"),),
    )


def hostile() -> tuple[Document, House]:
    """The same shape, with markup in every text that a person may write."""
    document = page(
        Section(heading=HOSTILE, statements=(says("s1", HOSTILE, cites=["x"]),)),
        title=HOSTILE,
        synonyms=[HOSTILE],
        specialty=[HOSTILE],
        references=[
            article(
                "x",
                HOSTILE,
                DOI=HOSTILE,
                PMID=HOSTILE,
                URL=f"https://ref.example/{HOSTILE}",
                author=[{"family": HOSTILE, "given": HOSTILE}, {"literal": HOSTILE}],
                publisher=HOSTILE,
            )
        ],
        reviewed="2026-11-01",
    )
    document = replace(
        document,
        number=1,
        published="2026-11-23T10:00:00Z",
        authors=(Person(name=HOSTILE, role=HOSTILE, interests=HOSTILE),),
        reviewers=(Person(name=HOSTILE),),
        change=Change(kind="safety", note=HOSTILE),
        topic=replace(document.topic, codes=(Code(system=HOSTILE, code=HOSTILE, display=HOSTILE),)),
    )
    words = {"site_name", "publisher", "copyright", "disclaimer", "audience_notice"}
    return document, replace(HOUSE, **dict.fromkeys(words, HOSTILE))
