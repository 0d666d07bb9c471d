"""A small library with drafts and pages that use it, for tests: built through actions only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from statim.audit.actor import Actor
from statim.editorial.actions import publish_manuscripts
from statim.editorial.library.actions import add_works
from statim.topics.models import Topic
from tests.editorial.people import person, save, says, section, written
from tests.editorial.test_publishing import draft
from tests.editorial.test_publishing import says as printed

LOO: dict[str, Any] = {
    "type": "article-journal", "title": "Repeated subcutaneous ketamine: the KADS trial",
    "author": [{"family": "Loo", "given": "C"}, {"family": "Glozier", "given": "N"}],
    "container-title": "Br J Psychiatry", "issued": {"date-parts": [[2023]]},
    "DOI": "10.1192/bjp.2023.79", "page": "1-9",
}  # fmt: skip
AGAIN: dict[str, Any] = {**LOO, "page": "533-541", "volume": "223", "PMID": "37449354"}
del AGAIN["DOI"]
NOBODY: dict[str, Any] = {
    "type": "book", "title": "A book that nobody cites", "author": [{"literal": "WHO"}],
    "issued": {"date-parts": [[2001]]}, "ISBN": "9780306406157", "publisher": "WHO",
}  # fmt: skip


@dataclass(frozen=True)
class Shelves:
    """The people; the keys of the trial, of its second record, and of the unused book; the topic
    whose page and draft cite the trial, and the one whose draft cites the second record."""

    author: Actor
    editor: Actor
    trial: str
    again: str
    unused: str
    page: Topic
    draft: Topic


def shelves() -> Shelves:
    """Draw them."""
    author, editor = person("author"), person("editor", "Edith Editor")
    keys = [kept.item["id"] for kept in add_works([LOO, AGAIN, NOBODY], by=editor)]
    assert keys == ["loo2023", "loo2023b", "who2001"]
    manuscript = draft(
        sections=printed("It worked over four weeks", cite="mine"), slug="on-the-page",
        references=({**LOO, "id": "mine"},),
    )  # fmt: skip
    publish_manuscripts([manuscript], by=editor)
    topic = written(author, slug="a-draft")
    topic = save(
        topic, author, section(says("It was safe", cite="k")), references=({**AGAIN, "id": "k"},)
    )
    page = Topic.objects.get(slug="on-the-page")
    return Shelves(author, editor, keys[0], keys[1], keys[2], page, topic)
