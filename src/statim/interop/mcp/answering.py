"""What each tool and resource gives. Reads only; what is asked is kept nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any

from django.http import HttpRequest

from statim.editions.coded import topics_coded
from statim.editions.document import statements_of
from statim.editions.errors import NoSuchEdition
from statim.editions.following import Stands
from statim.editions.listing import Wanted, page_of_topics
from statim.editions.pieces import line_of
from statim.interop.door.gate import WHY, Keep, admit
from statim.interop.door.reading import shown_of, standing_at, standing_of
from statim.interop.door.shown import Shown, warnings
from statim.interop.mcp import write
from statim.publisher.queries import house
from statim.search.queries import suggest

Json = dict[str, Any]


class Unable(Exception):
    """A tool that cannot do what it was asked; the message is for the model and its person."""


@dataclass(slots=True)
class Asking:
    """Who asks, and what keeps the meter's count on their device afterwards."""

    request: HttpRequest
    keeps: list[Keep] = field(default_factory=list)


def _shown(asking: Asking, given: Json) -> Shown:
    """The edition, counted by the meter. Raises Unable."""
    said = str(given["topic"]).replace("\x00", "")
    standing = standing_of(said) or standing_at(said)
    if standing is None:
        raise Unable(f"There is no topic {said}. Find one with search_topics.")
    number = given.get("edition")
    try:
        shown = shown_of(standing, number)
    except NoSuchEdition as missing:
        raise Unable(str(missing)) from missing
    if shown.withdrawn and number is None:
        raise Unable(f"{shown.document.topic.title}: {warnings(shown)[0]}")
    admission = admit(asking.request, standing)
    if not admission.allowed:
        beginning = "" if admission.why == "audience" else f"\n{_beginning(shown)}"
        raise Unable(f"{WHY[admission.why]}{beginning}")
    asking.keeps.append(admission.keep)
    return shown


def _beginning(shown: Shown) -> str:
    """What everybody may see, as on the page that the meter shows."""
    document = shown.document
    first = [f"- {line_of(s)}" for s in islice(statements_of(document), 3)]
    reviewed = f"reviewed {document.reviewed}" if document.reviewed else "not yet reviewed"
    head = f"{document.topic.title} (edition {document.number}, {reviewed})"
    return "\n".join([head, *warnings(shown), *first])


def search_topics(asking: Asking, given: Json) -> Json:
    """Titles, addresses and dates."""
    limit = given.get("limit", 10)
    if "code" in given:
        found = topics_coded([(given.get("system", ""), given["code"])])
    elif "query" in given:
        found = [one.topic for one in suggest(given["query"], limit=limit)]
    else:
        raise Unable("Give a query, or a system and a code.")
    return {"topics": [_listed(one) for one in found[:limit]]}


def _listed(one: Stands) -> Json:
    page = f"{house().url}/topics/{one.slug}/"
    return {
        "topic": one.topic,
        "slug": one.slug,
        "title": one.title,
        "specialty": one.specialty,
        "url": page,
        "edition": one.number,
        "edition_url": f"{page}editions/{one.number}/",
        "hash": one.hash,
        "reviewed": one.reviewed or None,
        "review_due": one.review_due or None,
        "overdue": bool(one.review_due and one.review_due < date.today().isoformat()),
    }


def get_topic(asking: Asking, given: Json) -> Json:
    """The whole topic."""
    return write.topic(_shown(asking, given), house())


def get_statement(asking: Asking, given: Json) -> Json:
    """One statement with what is nested under it."""
    shown = _shown(asking, given)
    for one in statements_of(shown.document):
        if one.id == given["statement"]:
            marks = write.about(shown, house())
            return {"marks": marks, "statement": write.statement(shown, one, house())}
    raise Unable(f"{shown.document.topic.title}, edition {shown.document.number}, has no "
                 f"statement {given['statement']}.")  # fmt: skip


def get_references(asking: Asking, given: Json) -> Json:
    """The references."""
    shown = _shown(asking, given)
    return {"marks": write.about(shown, house()), "references": write.references(shown)}


def list_changes(asking: Asking, given: Json) -> Json:
    """What was published or withdrawn since a day."""
    try:
        since = datetime.combine(date.fromisoformat(given["since"]), time.min, tzinfo=UTC)
    except ValueError as bad:
        raise Unable("since must be a day, YYYY-MM-DD.") from bad
    rows = page_of_topics(Wanted(since=since, withdrawn=True), limit=given.get("limit", 20))
    return {
        "changes": [
            {
                "topic": row.topic,
                "title": row.title,
                "edition": row.number,
                "hash": row.hash,
                "edition_url": f"{house().url}/topics/{row.slug}/editions/{row.number}/",
                "published": row.published.isoformat(),
                "withdrawn": row.withdrawn.isoformat() if row.withdrawn else None,
            }
            for row in rows
        ]
    }


CALLS: dict[str, Callable[[Asking, Json], Json]] = {
    "search_topics": search_topics,
    "get_topic": get_topic,
    "get_statement": get_statement,
    "get_references": get_references,
    "list_changes": list_changes,
}


def called(asking: Asking, name: str, given: Json) -> Json:
    """A tool's result: the value, the same as text, and links to the editions it is of."""
    try:
        value = CALLS[name](asking, given)
    except Unable as why:
        return {"content": [{"type": "text", "text": str(why)}], "isError": True}
    content: list[Json] = [{"type": "text", "text": json.dumps(value, ensure_ascii=False)}]
    if marks := value.get("marks"):
        content.append({
            "type": "resource_link", "uri": marks["edition_url"], "name": marks["title"],
            "mimeType": "application/json",
        })  # fmt: skip
    return {"content": content, "structuredContent": value, "isError": False}
