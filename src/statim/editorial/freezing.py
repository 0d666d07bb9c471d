"""What publication adds to a frozen draft: related pages by value, printed references, who wrote
and who verified it, and how this site separates duties.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from statim.accounts.models import User
from statim.editions import queries as editions
from statim.editions.document import Change, Document, Person, RelatedTopic, Section, Statement
from statim.editorial.models import Byline
from statim.editorial.permissions import separated
from statim.editorial.queries.interests import interests_shown
from statim.editorial.queries.reviewing import Review
from statim.editorial.reviewdates import due_after
from statim.editorial.verification import Judged, signers
from statim.publisher.queries import house
from statim.references.actions import format_bibliography
from statim.topics.freeze import freeze
from statim.topics.manuscript import Manuscript

Names = dict[str, tuple[str, str]]  # a topic's address to its id and title


def bibliographies(documents: Sequence[Document]) -> list[list[str]]:
    """Each document's references as HTML in the site's style, formatted all at once."""
    items = [item for document in documents for item in document.references]
    style = house().citation_style
    formatted = iter(format_bibliography(items, style) if items else [])
    return [[next(formatted) for _ in document.references] for document in documents]


def names_of(drafts: Sequence[Manuscript]) -> Names:
    """Id and title of the topics that the drafts name as related: of those that are published,
    and of those that are published together with them."""
    known = editions.names_at({slug for draft in drafts for slug in draft.related})
    return {**known, **{draft.slug: (draft.id, draft.title) for draft in drafts}}


def related(slugs: Sequence[str], names: Names) -> list[RelatedTopic]:
    """The related pages by value; one that is not here yet, by its address."""
    return [
        RelatedTopic(id=names[slug][0], slug=slug, title=names[slug][1])
        if slug in names
        else RelatedTopic(id="", slug=slug, title=slug)
        for slug in slugs
    ]


def reviewed_document(review: Review, change: Change, at: datetime, *, months: int) -> Document:
    """The submitted version as it is published: exactly what was reviewed, each statement with
    who verified it and when, the page with the day of its oldest verification.

    `months` is how long a review holds.
    """
    draft = review.manuscript
    reviewed = review.reviewed
    document = freeze(
        replace(
            draft,
            edited=draft.edited or at.date().isoformat(),
            reviewed=reviewed,
            reviewed_elsewhere=False,
            review_due=due_after(reviewed, months) if reviewed else None,
            authors=tuple(authors_of(draft, at)),
            reviewers=tuple(
                Person(name=said.name, role=said.role, interests=said.interests)
                for said in signers(review.statements.values())
            ),
            change=change,
            sections=tuple(_verified(section, review.statements) for section in draft.sections),
        ),
        related(draft.related, names_of([draft])),
    )
    return said_of_review(document)


def said_of_review(document: Document) -> Document:
    """The document saying, where duties are not separated here, that it is so."""
    return replace(document, own_review=not separated())


def authors_of(draft: Manuscript, at: datetime) -> Iterable[Person]:
    """The authors: those with an account first, in their order, with the interests that the
    register holds for them at that moment; then those whom the draft names besides."""
    byline = list(Byline.objects.filter(topic=draft.id).order_by("order"))
    names = dict(User.objects.filter(pk__in=[b.account for b in byline]).values_list("pk", "name"))
    known = set()
    for author in byline:
        name = names.get(author.account) or author.name
        known |= {name, author.name}
        interests = interests_shown(author.account, at)
        yield Person(name=name, role=author.role, interests=interests)
    yield from (person for person in draft.authors if person.name not in known)


def _verified(section: Section, statements: dict[str, Judged]) -> Section:
    def one(statement: Statement) -> Statement:
        return replace(
            statement,
            verified=statements[statement.id].verified,
            children=tuple(one(child) for child in statement.children),
        )

    return replace(section, statements=tuple(one(s) for s in section.statements))
