"""Quality of what is published, read from the current editions. Reports; judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from statim.editions.document import Document, Section, Statement, statements_of, walk
from statim.editions.models import FormerAddress, Standing
from statim.editions.queries import online_editions
from statim.editions.standing import LINK_WITHIN

UNCITED, OVERDUE, NEVER_REVIEWED = "uncited statement", "review overdue", "never reviewed"
DEAD_LINK, IDLE_REFERENCE = "dead link", "reference not cited"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at. `statement` is its id, or "" where the whole page is meant."""

    slug: str
    kind: str
    what: str
    statement: str = ""


def findings(*, today: date) -> Iterator[Finding]:
    """Every finding on every page that is online, page by page, by title."""
    known = set(Standing.objects.filter(withdrawn__isnull=True).values_list("slug", flat=True))
    gone = set(Standing.objects.filter(withdrawn__isnull=False).values_list("topic", flat=True))
    former = dict(FormerAddress.objects.values_list("slug", "topic"))
    known |= {slug for slug, topic in former.items() if topic not in gone}
    for published in online_editions():
        yield from findings_of(published.document, known=known, today=today)


def findings_of(document: Document, *, known: set[str], today: date) -> Iterator[Finding]:
    """The findings on one page; `known` are the addresses at which a topic can be read."""
    slug = document.topic.slug
    yield from _review_findings(document, slug, today)
    yield from _uncited(document, slug)
    yield from _dead_links(document, slug, known)
    cited = {cite.reference for s in statements_of(document) for cite in s.cites}
    for number, item in enumerate(document.references, start=1):
        if item["id"] not in cited:
            title = item.get("title") or item["id"]
            yield Finding(slug, IDLE_REFERENCE, f"{number}. {title}")


def _review_findings(document: Document, slug: str, today: date) -> Iterator[Finding]:
    if document.reviewed is None:
        yield Finding(slug, NEVER_REVIEWED, "it has not been reviewed")
    if document.review_due and document.review_due < today.isoformat():
        yield Finding(slug, OVERDUE, f"the review was due on {document.review_due}")


def _uncited(document: Document, slug: str) -> Iterator[Finding]:
    """Statements that rest on nothing: neither they nor what is nested under them cite."""
    for section in document.sections:
        for statement in _resting_on_nothing(section):
            yield Finding(slug, UNCITED, _short(statement.text), statement.id)


def _resting_on_nothing(section: Section) -> Iterator[Statement]:
    for statement in walk(section.statements):
        if not any(each.cites for each in walk((statement,))):
            yield statement


def _dead_links(document: Document, slug: str, known: set[str]) -> Iterator[Finding]:
    for statement in statements_of(document):
        for target in LINK_WITHIN.findall(statement.html):
            if target not in known:
                yield Finding(slug, DEAD_LINK, f"/topics/{target}/", statement.id)
    for related in document.related:
        if related.slug not in known:
            yield Finding(slug, DEAD_LINK, f"related page /topics/{related.slug}/")


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
