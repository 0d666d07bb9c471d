"""A draft as readers would see it: frozen, with the bibliography, and what checks say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from django.urls import reverse

from statim.editions.change_lines import ShownChanges, shown
from statim.editions.changes import between
from statim.editions.document import Document, RelatedTopic, Section, Statement, statements_of
from statim.editions.html import article
from statim.editions.quality import NEVER_REVIEWED, Finding, findings_of, site_policy
from statim.editions.queries import moved_to, names_at
from statim.editions.standing import LINK_WITHIN
from statim.editorial.renewal import bibliography
from statim.publisher.queries import house
from statim.topics.freeze import freeze
from statim.topics.manuscript import Manuscript
from statim.topics.queries import named


def frozen(manuscript: Manuscript) -> Document:
    """The Document that the manuscript would be published as, but for number, time and chain.

    Related topics carry their titles, of those on the desk too.
    """
    slugs = manuscript.related
    known = {**named(slugs), **names_at(slugs)}
    related = [
        RelatedTopic(id=known[slug][0], slug=slug, title=known[slug][1])
        if slug in known
        else RelatedTopic(id="", slug=slug, title=slug)
        for slug in slugs
    ]
    return freeze(manuscript, related)


def preview_of(document: Document) -> str:
    """The article that readers would see, as HTML, by the reader's own rendering."""
    about = house()
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return article(
        document if document.published else replace(document, published=moment),
        digest="",
        bibliography=bibliography(document) if document.references else [],
        site_name=about.site_name,
        site_url=about.url,
        pictures=reverse("desk:figures"),
    )


def compared(live: Document, draft: Document) -> ShownChanges:
    """What a draft says otherwise than what is live, without what publication itself fills in:
    days, reviewers, who verified which statement."""
    aside = replace(
        live,
        edited=draft.edited,
        reviewed=draft.reviewed,
        review_due=draft.review_due,
        reviewers=draft.reviewers,
        sections=unverified(live.sections),
    )
    plain = replace(draft, sections=unverified(draft.sections))
    return shown(between(aside, plain), aside, plain)


def unverified(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections without who verified what."""

    def plain(statement: Statement) -> Statement:
        children = tuple(plain(child) for child in statement.children)
        return replace(statement, verified=None, children=children)

    return tuple(replace(s, statements=tuple(plain(c) for c in s.statements)) for s in sections)


def checked(document: Document, today: date | None = None) -> list[Finding]:
    """What the site's checks say of the draft; that it was never reviewed is no news here."""
    linked = {slug for s in statements_of(document) for slug in LINK_WITHIN.findall(s.html)}
    linked |= {related.slug for related in document.related}
    day = today or datetime.now(UTC).date()
    found = findings_of(document, known=_known(linked), today=day, policy=site_policy())
    return [finding for finding in found if finding.kind != NEVER_REVIEWED]


def _known(slugs: set[str]) -> set[str]:
    """Those of the addresses at which a topic can be read, or from which readers are led on."""
    return set(names_at(slugs)) | set(_former(slugs))


def _former(slugs: set[str]) -> Iterator[str]:
    for slug in slugs:
        now = moved_to(slug)
        if now and names_at([now]):
            yield slug
