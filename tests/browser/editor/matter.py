"""What the editor's page shows and finds in tests: a topic, works, topics, a picture."""

from __future__ import annotations

import base64
from typing import Any

TOPIC = """---
title: Ketamine in depression
references:
  - id: corriger2019
    type: article-journal
    title: "Ketamine and depression: a narrative review"
    author: [{family: Corriger, given: A}, {family: Pickering, given: G}]
    container-title: Drug Des Devel Ther
    issued: {date-parts: [[2019, 8, 27]]}
    volume: 13
    page: 3051-3067
  - id: mandal2019
    type: article-journal
    title: Efficacy of ketamine therapy in the treatment of depression
    author: [{family: Mandal, given: S}, {family: Sinha, given: VK}, {family: Goyal, given: N}]
    container-title: Indian J Psychiatry
    issued: {date-parts: [[2019]]}
    volume: 61
    issue: 5
    page: 480-485
---
- Benefit is rapid but short-lived, one to two weeks after an infusion [@corriger2019]. {#short}
  - It may last a week [@mandal2019, p. 482]. {#week}
  - Mood can fall quickly after the first improvement. {#fall}
- Do *not* give more than 0.5 mg/kg; eGFR ≤ 30 mL/min/1.73 m². {#dose}

## Mode of action

A paragraph about glutamate [@mandal2019]. {#para}

- Blocks NMDA receptors [@corriger2019; @mandal2019]. {#nmda}
"""


def _work(key: str, family: str, year: int, title: str, **more: Any) -> dict[str, Any]:
    item = {
        "id": key,
        "type": "article-journal",
        "title": title,
        "author": [{"family": family, "given": "A"}],
        "issued": {"date-parts": [[year]]},
        "container-title": "J Examples",
        "DOI": f"10.5555/{key}",
    }
    short = f"{family} {year}"
    return {
        "key": key, "short": short, "title": title, "container": "J Examples", "year": year,
        "notices": [], "item": item, **more,
    }  # fmt: skip


FOUND = [
    _work("loo2023", "Loo", 2023, "Repeated subcutaneous racemic ketamine (KADS)"),
    _work("menon2023", "Menon", 2023, "Ketamine vs electroconvulsive therapy"),
    _work(
        "doe2011",
        "Doe",
        2011,
        "A study of ketamine",
        notices=[{"kind": "retraction", "word": "Retracted", "day": "2014-05-01"}],
    ),
]
NEW = _work("njenga2024", "Njenga", 2024, "New and emerging treatments")
TOPICS = [
    {"title": "Electroconvulsive therapy", "address": "/topics/ect/", "specialty": "Psychiatry"},
    {"title": "Esketamine", "address": "/topics/esketamine/", "specialty": "Psychiatry"},
]
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
