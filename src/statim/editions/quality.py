"""Quality of what is published, read from the current editions. Reports; judges nothing.

The rules for text are in `editions.checks`, pure, for the desk to call while writing too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from statim.editions.checks.dangerous import dangerous_forms
from statim.editions.checks.disagreements import Disagreement, Stated, disagreements, stated_in
from statim.editions.checks.placeholders import is_empty_day, placeholders
from statim.editions.checks.policy import Policy
from statim.editions.checks.typed_numbers import disagreeing
from statim.editions.conclusions import linked_to
from statim.editions.document import Document, Section, Statement, statements_of, walk
from statim.editions.kinds import ABBREVIATION
from statim.editions.models import FormerAddress, Standing
from statim.editions.pieces import comparisons_of, line_of, markup_of, words_of
from statim.editions.queries import online_editions
from statim.editions.standing import LINK_WITHIN

UNCITED, OVERDUE, NEVER_REVIEWED = "uncited statement", "review overdue", "never reviewed"
DEAD_LINK, IDLE_REFERENCE = "dead link", "reference not cited"
DANGEROUS, PLACEHOLDER, WRONG_DATE = "dangerous form", "placeholder", "date to check"
DISAGREEMENT, OTHER_NUMBER = "stated differently", "not what its comparison says"
LONGEST_CONTEXT = 120  # a longer parent says too much to tell what its child is about
_LINK = re.compile(r"<a [^>]*>.*?</a>", re.DOTALL)
_LEADING = re.compile(r"(?:see(?: also)?|and|or|for more|more (?:in|at|on)|read|[\W_])*", re.I)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at. `statement` is its id, or "" where the whole page is meant."""

    slug: str
    kind: str
    what: str
    statement: str = ""


def site_policy() -> Policy:
    """What this site wants of its writing, from its settings."""
    said = settings.STATIM_WRITING
    return Policy(
        style=str(said["style"]),
        allowed=frozenset(said["allowed"]),
        exempt=frozenset(said["exempt"]),
    )


def findings(*, today: date) -> list[Finding]:
    """Every finding on every page that is online, page by page, by title."""
    known = set(Standing.objects.filter(withdrawn__isnull=True).values_list("slug", flat=True))
    gone = set(Standing.objects.filter(withdrawn__isnull=False).values_list("topic", flat=True))
    former = dict(FormerAddress.objects.values_list("slug", "topic"))
    known |= {slug for slug, topic in former.items() if topic not in gone}
    found: dict[str, list[Finding]] = {}
    stated: list[Stated] = []
    policy = site_policy()
    for published in online_editions():
        document = published.document
        found[published.slug] = [*findings_of(document, known=known, today=today, policy=policy)]
        stated += quantities_of(document)
    for finding in _as_findings(disagreements(stated)):
        found[finding.slug].append(finding)
    return [finding for about in found.values() for finding in about]


def findings_of(
    document: Document, *, known: set[str], today: date, policy: Policy | None = None
) -> Iterator[Finding]:
    """The findings on one page; `known` are the addresses at which a topic can be read."""
    slug = document.topic.slug
    policy = policy or Policy()
    yield from _review_findings(document, slug, today)
    yield from _date_findings(document, slug, today)
    yield from uncited_in(document, policy)
    yield from _dead_links(document, slug, known)
    yield from _written(document, slug, policy)
    yield from _other_numbers(document, slug)
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


def _date_findings(document: Document, slug: str, today: date) -> Iterator[Finding]:
    for name in ("edited", "reviewed", "review_due"):
        day = getattr(document, name)
        if is_empty_day(day):
            yield Finding(slug, WRONG_DATE, f"{name}: {day} is what programs write for no date")
        elif day and name != "review_due" and day > today.isoformat():
            yield Finding(slug, WRONG_DATE, f"{name}: {day} is still to come")


def uncited_in(document: Document, policy: Policy) -> Iterator[Finding]:
    """Clinical statements that rest on nothing: neither they nor what is nested under them cite.

    A picture rests on its source, a comparison on its studies, what leans on a comparison on that,
    and an abbreviation claims nothing.

    A citation above does not count: it supports the words that it stands at, and what is
    nested under them says something more. A citation below does: a parent sums up its
    children. What only leads to other pages, or stands in an exempt specialty, claims nothing.
    """
    if document.topic.specialty and document.topic.specialty[0] in policy.exempt:
        return
    comparisons = comparisons_of(document).keys()
    for section in document.sections:
        for statement in _resting_on_nothing(section):
            if linked_to(statement) & comparisons:
                continue
            yield Finding(document.topic.slug, UNCITED, _short(line_of(statement)), statement.id)


def _resting_on_nothing(section: Section) -> Iterator[Statement]:
    for statement in walk(section.statements):
        if statement.figure or statement.comparison or statement.kind == ABBREVIATION:
            continue
        if not any(each.cites for each in walk((statement,))) and not _only_leads_on(statement):
            yield statement


def _only_leads_on(statement: Statement) -> bool:
    if statement.table:
        return False
    rest, links = _LINK.subn("", statement.html)
    return links > 0 and _LEADING.fullmatch(rest) is not None


def _dead_links(document: Document, slug: str, known: set[str]) -> Iterator[Finding]:
    for statement in statements_of(document):
        for target in (t for html in markup_of(statement) for t in LINK_WITHIN.findall(html)):
            if target not in known:
                yield Finding(slug, DEAD_LINK, f"/topics/{target}/", statement.id)
    for related in document.related:
        if related.slug not in known:
            yield Finding(slug, DEAD_LINK, f"related page /topics/{related.slug}/")


def _other_numbers(document: Document, slug: str) -> Iterator[Finding]:
    """Statements that lean on a comparison of the page and say otherwise."""
    comparisons = comparisons_of(document)
    if not comparisons:
        return
    for statement in statements_of(document):
        for key in sorted(linked_to(statement) & comparisons.keys()):
            for words in disagreeing(statement, comparisons[key]):
                yield Finding(slug, OTHER_NUMBER, words, statement.id)


def _written(document: Document, slug: str, policy: Policy) -> Iterator[Finding]:
    """Dangerous forms and placeholders, in the statements and in what stands around them."""
    around = [document.topic.title, document.change.note, *(s.heading for s in document.sections)]
    texts = [("", text) for text in around if text]
    said = ((s.id, words) for s in statements_of(document) for words in words_of(s))
    for where, text in [*texts, *said]:
        for form in dangerous_forms(text, policy):
            yield Finding(slug, DANGEROUS, f"“{form.found}”: {form.advice}", where)
        for words in placeholders(text):
            yield Finding(slug, PLACEHOLDER, f"“{words}”", where)


def quantities_of(document: Document) -> Iterator[Stated]:
    """Every dose and threshold that the page states, for `disagreements`."""

    def under(statements: Iterable[Statement], context: str) -> Iterator[Stated]:
        for statement in statements:
            text = statement.text
            for words, above in _in_context(statement, context):
                yield from stated_in(document.topic.slug, statement.id, words, above)
            yield from under(statement.children, text if len(text) <= LONGEST_CONTEXT else "")

    for section in document.sections:
        yield from under(section.statements, "")


def _in_context(statement: Statement, context: str) -> Iterator[tuple[str, str]]:
    """Each piece of a statement's words with what it stands under: a cell stands under its
    caption, the name of its column and that of its row; a meaning under its term."""
    yield statement.text, " ".join(filter(None, (context, statement.term)))
    table = statement.table
    if table is None:
        return
    for row in table.rows:
        for place, cell in enumerate(row):
            named = table.head[place].text if table.head else ""
            name = row[0].text if place else ""
            yield cell.text, " ".join(filter(None, (statement.text, named, name)))


def _as_findings(candidates: Iterable[Disagreement]) -> Iterator[Finding]:
    for candidate in candidates:
        here, there = candidate.one, candidate.other
        what = (
            f"{here.quantity.said} here, {there.quantity.said} in /topics/{there.slug}/"
            f"#s-{there.statement}: “{_short(there.quantity.sentence)}”"
        )
        yield Finding(here.slug, DISAGREEMENT, what, here.statement)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
