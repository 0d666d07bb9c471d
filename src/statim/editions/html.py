"""Document to HTML: the article that clinicians read. Pure, and the same for desk and reader.

What changes after publication is not written here: the slots `<!--slot:NAME-->` (notice,
overdue, notes, related, qr) are filled when the page is put together for a reader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import islice

from statim.design.speech import content_mark, later, say
from statim.design.words import day
from statim.editions.check_code import code_of
from statim.editions.document import Document, Person, Section, statements_of
from statim.editions.html_evidence import summary_of_findings
from statim.editions.html_references import cite_this, reference_list
from statim.editions.html_statements import statement_tree
from statim.editions.html_words import CitedBy
from statim.editions.pieces import line_of
from statim.editions.shelves import shelf_of, word_of

_HASH = re.compile(r"[0-9a-f]{64}")
CONTENTS_FROM = 3  # so many headed sections earn a list of contents

CHANGE_WORDS = {
    "new": later("New topic"),
    "practice-changing": later("Practice-changing update"),
    "safety": later("Safety update"),
    "clarification": later("Clarification"),
    "references": later("References updated"),
    "correction": later("Correction"),
}


SEVERITY_WORDS = {
    "typo": later("Correction of a typing error"),
    "clarification": later("Correction for clarity"),
    "error": later("Correction of an error"),
    "safety error": later("Correction of a safety error"),
}


def change_words(document: Document) -> str:
    """The kind of an edition's change in words, with a correction's severity; only a first
    edition is a new topic."""
    if document.change.severity in SEVERITY_WORDS:
        return say(SEVERITY_WORDS[document.change.severity])
    if document.change.kind == "new" and document.number > 1:
        return say("Update")
    return say(CHANGE_WORDS.get(document.change.kind, later("Update")))


def article(
    document: Document,
    *,
    digest: str,
    bibliography: Sequence[str],
    site_name: str = "",
    site_url: str = "",
    pictures: str = "/media/",
) -> str:
    """The `<article>` of a topic page, as HTML.

    `digest` is the edition's hash; `bibliography` the formatted references as HTML, one for
    each of the document's references, in order (ValueError where their number differs).
    `site_name` and `site_url` complete the citation that readers copy. `pictures` is where the
    pictures of figures are served: a preview of a draft names another place than readers get.
    """
    topic = document.topic
    cited_by = CitedBy(document, pictures)
    named = _named(document.sections)
    return "".join(
        (
            f'<article class="topic" data-topic="{escape(topic.id)}"'
            f' data-edition="{document.number}">',
            "<!--slot:notice-->",
            _head(document),
            _contents(named, bool(document.references)),
            f'<div class="topic-body"{content_mark()}>',
            *(_section(section, anchor, cited_by) for section, anchor in named),
            summary_of_findings(document),
            reference_list(document, bibliography, cited_by),
            "</div>",
            "<!--slot:notes--><!--slot:related-->",
            _colophon(document, digest, site_name, site_url),
            "</article>",
        )
    )


def beginning(document: Document, *, statements: int = 3, overdue: str = "") -> str:
    """Title, dates and the first statements in plain words: what everybody may see."""
    first = "".join(
        f"<li{content_mark()}>{escape(line_of(s))}</li>"
        for s in islice(statements_of(document), statements)
    )
    dates = _dates(document).replace("<!--slot:overdue-->", overdue)
    return (
        f"<h1{content_mark()}>{escape(document.topic.title)}</h1>{dates}"
        f'<ul class="beginning" data-beginning>{first}</ul>'
    )


def _head(document: Document) -> str:
    topic = document.topic
    synonyms = "; ".join(escape(name) for name in topic.synonyms)
    return "".join(
        (
            '<header class="topic-head">',
            _breadcrumb(topic.specialty, topic.title),
            f"<h1{content_mark()}>{escape(topic.title)}</h1>",
            f'<p class="synonyms">{say("Also: %(names)s", names=synonyms)}</p>' if synonyms else "",
            _dates(document),
            _byline(document),
            "</header>",
        )
    )


def _breadcrumb(specialty: Sequence[str], title: str) -> str:
    links = [f'<li><a href="/browse/">{say("Topics")}</a></li>']
    for depth, name in enumerate(specialty, start=1):
        address = shelf_of(specialty[:depth])
        links.append(f'<li><a href="/browse/{address}/">{escape(name)}</a></li>')
    links.append(f'<li><span aria-current="page">{escape(title)}</span></li>')
    listed = f'<ol role="list">{"".join(links)}</ol>'
    return f'<nav class="breadcrumb" aria-label="{say("Breadcrumb")}">{listed}</nav>'


def _dates(document: Document) -> str:
    rows = (
        (say("Reviewed"), "reviewed", document.reviewed, say("not yet reviewed")),
        (say("Edited"), "edited", document.edited, say("no date recorded")),
        (say("Next review"), "review-due", document.review_due, say("no date set")),
    )
    said = "".join(
        f"<div><dt>{label}</dt><dd>{_date(name, value, absent)}"
        f"{elsewhere() if name == 'reviewed' and document.reviewed_elsewhere else ''}</dd></div>"
        for label, name, value, absent in rows
    )
    return f'<div class="dates"><dl>{said}</dl><!--slot:overdue--></div>'


def elsewhere() -> str:
    """Beside a date of review that nobody verified here, as HTML."""
    said = say("(stated by an import, not verified here)")
    return f' <span class="elsewhere" data-reviewed-elsewhere>{said}</span>'


def _date(name: str, value: str | None, absent: str) -> str:
    if not value:
        return f'<span data-date="{name}">{absent}</span>'
    return f'<time data-date="{name}" datetime="{escape(value)}">{escape(day(value))}</time>'


def _byline(document: Document) -> str:
    authors = ", ".join(_person(p) for p in document.authors) or say("no author named")
    reviewers = ", ".join(_person(p) for p in document.reviewers)
    written = say("Written by %(people)s.", people=authors)
    reviewed = say("Reviewed by %(people)s.", people=reviewers) if reviewers else ""
    return (
        f'<div class="byline" data-byline><p>{written} {reviewed or say("No reviewer named.")}</p>'
        f"{own_review() if document.own_review else ''}"
        f"{_disclosure([*document.authors, *document.reviewers])}</div>"
    )


def own_review() -> str:
    """Under the byline, where authors may publish their own work, as HTML."""
    said = say(
        "On this site authors may verify and publish their own work: "
        "nobody else has to have checked this page."
    )
    return f"<p data-own-review>{said}</p>"


def _disclosure(people: Sequence[Person]) -> str:
    if not people:
        return ""
    interests = "".join(
        f"<li><b>{escape(p.name)}</b>: {escape(p.interests) or say('not stated')}</li>"
        for p in people
    )
    return f"<details><summary>{say('Declared interests')}</summary><ul>{interests}</ul></details>"


def _person(person: Person) -> str:
    role = f' <span class="role">({escape(person.role)})</span>' if person.role else ""
    return f'<span class="person">{escape(person.name)}</span>{role}'


def _named(sections: Sequence[Section]) -> list[tuple[Section, str]]:
    """Each section with its anchor: from its heading, numbered where two are alike."""
    taken: dict[str, int] = {}
    named = []
    for section in sections:
        anchor = f"sec-{word_of(section.heading)}"
        taken[anchor] = taken.get(anchor, 0) + 1
        if taken[anchor] > 1:
            anchor = f"{anchor}--{taken[anchor]}"
        named.append((section, anchor))
    return named


def _contents(named: Sequence[tuple[Section, str]], references: bool) -> str:
    headed = [(s, anchor) for s, anchor in named if s.heading]
    if len(headed) < CONTENTS_FROM:
        return ""
    items = [
        f'<li class="level-{section.level}"{content_mark()}><a href="#{anchor}">'
        f"{escape(section.heading)}</a></li>"
        for section, anchor in headed
    ]
    if references:
        items.append(f'<li class="level-2"><a href="#references">{say("References")}</a></li>')
    here = say("On this page")
    return (
        f'<nav class="contents" aria-label="{here}"><p>{here}</p>'
        f'<ol role="list">{"".join(items)}</ol></nav>'
    )


def _section(section: Section, anchor: str, cited_by: CitedBy) -> str:
    tree = statement_tree(section.statements, cited_by)
    if not section.heading:
        return f'<section class="lead" aria-label="{say("Summary")}">{tree}</section>'
    level = min(max(section.level, 2), 4)
    heading = f'<h{level} id="{anchor}">{escape(section.heading)}</h{level}>'
    return f'<section aria-labelledby="{anchor}">{heading}{tree}</section>'


def _colophon(document: Document, digest: str, site_name: str, site_url: str) -> str:
    """What this edition is, where its history is, how to cite it; on paper, its address."""
    slug, number = escape(document.topic.slug), document.number
    base = f"/topics/{slug}/editions/"
    published = document.published[:10]
    note = f" {escape(document.change.note)}" if document.change.note else ""
    changes = say("What changed in this edition")
    changes = f'<li><a href="{base}{number}/changes/">{changes}</a></li>' if number > 1 else ""
    at = (
        f'<time data-date="published" datetime="{escape(document.published)}">'
        f"{escape(day(published))}</time>"
    )
    return (
        f'<footer class="colophon"><h2>{say("This edition")}</h2>'
        f"<p>{say('Edition %(number)s, published %(at)s.', number=number, at=at)}"
        f' <span class="change-kind">{change_words(document)}.</span>'
        f"{note}</p>"
        f'<ul class="inline-list" role="list"><li><a href="{base}">{say("History")}</a></li>'
        f'{changes}<li><a href="{base}{number}/">{say("Link to this edition")}</a></li>'
        f'<li><a href="{base}{number}.pdf" type="application/pdf">PDF</a></li>'
        f'<li><a href="/booklet/?topic={slug}">{say("Booklet")}</a></li>'
        f'<li><a href="/topics/{slug}.json" type="application/json">JSON</a></li></ul>'
        f"{cite_this(document, site_name, site_url)}"
        f'<div class="on-paper"><!--slot:qr--><p>{escape(site_url)}{base}{number}/ '
        f"{_check(digest, site_url)}<span>SHA-256 {escape(digest)}</span></p></div></footer>"
    )


def _check(digest: str, site_url: str) -> str:
    """Where a copy of the edition is checked; a preview of a draft has no hash, and no copies."""
    if not _HASH.fullmatch(digest):
        return ""
    address = f"{escape(site_url)}/check/{code_of(digest)}"
    said = say("Check this copy before you rely on it: %(address)s", address=address)
    return f"<span>{said}</span> "
