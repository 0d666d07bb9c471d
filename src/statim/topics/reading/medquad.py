"""MedQuAD's topics (CC BY 4.0): real, messy text to try speed and search with.

About 2016 to 2018 and too old for care: every topic says so in its first line and in its
byline. Not a word is changed; only white space, and where a statement ends, is decided here.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from slugify import slugify

from statim.editions.document import Change, Person, Section, Statement
from statim.topics.errors import Unreadable
from statim.topics.manuscript import Manuscript

SOURCES = {
    "1": "Cancer",
    "2": "Rare diseases",
    "3": "Genetics",
    "4": "Health topics",
    "5": "Digestive and kidney",
    "6": "Neurology",
    "7": "Older people",
    "8": "Heart, lung and blood",
    "9": "Infection and prevention",
}
BYLINE = Person(
    name="MedQuAD, from sites of the US National Institutes of Health",
    role="old material for trying out speed and search, not for care",
)
WARNING = (
    "Old material (about 2016 to 2018) for trying out speed and search; not for care. "
    "From MedQuAD (CC BY 4.0): "
)

_BULLET = re.compile(r"(?:^|\s{2,})-\s+")
_SENTENCE_END = re.compile(r"(?<=[a-z)]{2}[.?])\s+(?=[A-Z][a-z])")


def count_medquad(path: Path) -> int:
    """How many topics the file holds. Raises Unreadable."""
    return sum(1 for _ in _rows(path))


def read_medquad(path: Path) -> Iterator[Manuscript]:
    """One manuscript a line of the (gzipped) JSONL file, in its order; the same each time.

    Raises Unreadable, with the line, where a line is not one of MedQuAD's topics.
    """
    taken: set[str] = set()
    for number, line in _rows(path):
        try:
            row = json.loads(line)
            # three rows have no title; their page's address says at least where they are from
            row["title"] = row["title"].strip() or f"Without a title ({row['url']})"
            yield _manuscript(row, _address(row, taken))
        except (ValueError, KeyError, TypeError, AttributeError) as wrong:
            raise Unreadable(path.name, f"not a topic of MedQuAD ({wrong!r})", number) from wrong


def _rows(path: Path) -> Iterator[tuple[int, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, line
    except (OSError, EOFError, UnicodeDecodeError) as broken:
        raise Unreadable(path.name, str(broken)) from broken


def _address(row: dict[str, Any], taken: set[str]) -> str:
    """An address of its own: the title's, then with the source, then with the source's id."""
    base = slugify(row["title"], max_length=150) or "topic"
    source = slugify(SOURCES[row["source"][0]])
    for slug in (base, f"{base}-{source}", f"{base}-{source}-{slugify(row['id'])}"):
        if slug not in taken:
            break
    taken.add(slug)
    return slug


def _manuscript(row: dict[str, Any], slug: str) -> Manuscript:
    url = html.escape(row["url"])
    source = Statement(
        id="source",
        kind="paragraph",
        text=f"{WARNING}{row['url']}",
        html=f'{WARNING}<a href="{url}">{url}</a>',
    )
    sections = [Section(heading="", statements=(source,))]
    for index, section in enumerate(row["sections"], start=1):
        statements = tuple(_statements(section["answer"], f"s{index}"))
        if statements:
            sections.append(Section(heading=section["question"].strip(), statements=statements))
    return Manuscript(
        id=f"mq-{hashlib.sha256(slug.encode()).hexdigest()[:12]}",
        slug=slug,
        title=row["title"],
        synonyms=tuple(row.get("synonyms") or ()),
        specialty=("MedQuAD", SOURCES[row["source"][0]]),
        authors=(BYLINE,),
        change=Change(kind="new", note="Loaded from MedQuAD."),
        sections=tuple(sections),
    )


def _statements(answer: str, prefix: str) -> Iterator[Statement]:
    """Sentences of paragraphs, and the bullets of flattened lists, in their order."""
    number = 0
    for paragraph in answer.split("\n"):
        for part in _BULLET.split(paragraph):
            for sentence in _SENTENCE_END.split(part):
                if words := " ".join(sentence.split(None)):
                    number += 1
                    yield Statement(
                        id=f"{prefix}-{number}", text=words, html=html.escape(words, quote=False)
                    )
