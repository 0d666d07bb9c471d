"""A record of generated topics, for measuring search at a size that no shared data has.

Names are those of the Human Disease Ontology in 25 circumstances each ("in children"), with an
invented eponym as synonym; three statements say definitions of the ontology, one of them cited.
The rows are written as publication writes them (canonical JSON, hash chain, standing), without
its pages, because 300,000 publications would take hours. Not for reading.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

AT_ONCE = 5000
WHERE = """in children|in adults|in old age|in pregnancy|after childbirth|in infancy|recurrent
    |in adolescence|with kidney disease|with liver disease|with heart failure|after transplantation
    |in palliative care|in primary care|in intensive care|in the tropics|in travellers|in athletes
    |at high altitude|with diabetes|with cancer|after surgery|of early onset|of late onset
    |familial"""
ENDS = ("berg", "ström", "ini", "owski", "sen", "aka", "ova", "escu", "son", "ez", "dottir", "man")
PUBLISHED = "2026-01-01T00:00:00Z"


def fill(topics: int, ontology: Path) -> None:
    """Write so many topics into the empty record of this process's database."""
    from django.db import connection, transaction

    from statim.editions.models import RecordHead

    previous = ""
    with transaction.atomic(), connection.cursor() as cursor:
        batch: list[tuple[tuple[Any, ...], tuple[Any, ...]]] = []
        for number, value in enumerate(documents(topics, ontology), start=1):
            batch.append(_rows(number, value, previous))
            previous = batch[-1][0][-1]
            if len(batch) == AT_ONCE or number == topics:
                cursor.executemany(_EDITIONS, [rows[0] for rows in batch])
                cursor.executemany(_STANDINGS, [rows[1] for rows in batch])
                batch = []
        slug = f"t-{topics}"
        RecordHead.objects.update_or_create(
            id=1, defaults={"sequence": topics, "hash": previous, "slug": slug, "number": 1}
        )


_EDITIONS = (
    "INSERT INTO editions_edition (sequence, topic, number, slug, title, published, canonical, "
    "previous, hash) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_STANDINGS = (
    "INSERT INTO editions_standing (topic, slug, edition_id, number, hash, turn, title, title_key, "
    "words, specialty, shelf, published, reviewed, review_due, emergency, related, withdrawn, "
    "withdrawn_reason, corrected) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, "
    "%s, %s, %s, %s, %s)"
)


def _rows(number: int, value: dict[str, Any], previous: str) -> tuple[Any, Any]:
    value["previous"] = previous or None
    # the same bytes as RFC 8785's, because there is no number but small whole ones
    said = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = hashlib.sha256(said.encode()).hexdigest()
    topic = value["topic"]
    key, slug, title = topic["id"], topic["slug"], topic["title"]
    at = PUBLISHED.replace("T", " ").rstrip("Z")
    folded = "\n".join([title.casefold(), *(name.casefold() for name in topic["synonyms"])])
    edition = (number, key, 1, slug, title, at, said, previous, digest)
    standing = (
        key, slug, number, 1, digest, 1, title, title.casefold(), folded, "Medicine", "medicine",
        at, "", "", False, "[]", None, "", "",
    )  # fmt: skip
    return edition, standing


def documents(topics: int, ontology: Path) -> Iterator[dict[str, Any]]:
    """`statim-edition/1` values of so many topics, always the same."""
    with gzip.open(ontology, "rt", encoding="utf-8") as file:
        terms = [term for term in json.load(file) if term["label"]]
    told = [term["definition"] for term in terms if term["definition"]]
    dice = random.Random(1)
    circumstances = [" ".join(one.split()) for one in WHERE.split("|")]
    for number in range(topics):
        term, place = terms[number % len(terms)], circumstances[number // len(terms)]
        letters = "".join(dice.choice("bcdfghklmnprstvw") + dice.choice("aeiou") for _ in "ab")
        eponym = f"{letters.title()}{dice.choice(ENDS)}"
        yield _document(number + 1, f"{term['label']} {place}", eponym, dice.sample(told, 2), dice)


def _document(
    number: int, title: str, eponym: str, told: list[str], dice: random.Random
) -> dict[str, Any]:
    rate = f"About {dice.randrange(1, 99)} % of those with {title} recover."
    texts = [*told, rate]
    cites = [{"reference": "w", "locator": None}]
    return {
        "schema": "statim-edition/1",
        "topic": {
            "id": f"t-{number}", "slug": f"t-{number}", "title": title,
            "synonyms": [f"{eponym} disease {title.rsplit(maxsplit=1)[-1]}"],
            "specialty": ["Medicine"], "codes": [],
        },
        "number": 1, "published": PUBLISHED, "edited": None, "reviewed": None, "review_due": None,
        "authors": [{"name": "A generator", "role": "", "interests": ""}], "reviewers": [],
        "change": {"kind": "new", "note": ""},
        "sections": [{"heading": "About it", "level": 2, "statements": [
            {"id": f"s{place}", "kind": "point", "text": text, "html": text,
             "cites": cites if text is rate else [], "certainty": None, "verified": None,
             "children": []}
            for place, text in enumerate(texts)
        ]}],
        "references": [{
            "id": "w", "type": "article-journal", "title": "A generated work",
            "DOI": f"10.5555/{number}", "author": [{"family": eponym}],
        }],
        "related": [], "previous": None,
    }  # fmt: skip
