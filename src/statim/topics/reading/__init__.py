"""Files to manuscripts: plain text, Markdown, HTML, Word, and the JSON of an edition.

What cannot be read is refused with line and reason; what is uncertain becomes a doubt for
the author. Nothing here touches the database.
"""

from __future__ import annotations

from collections.abc import Callable

from slugify import slugify

from statim.topics.errors import Unreadable
from statim.topics.inlines import clean_text
from statim.topics.manuscript import Manuscript
from statim.topics.reading.blocks import Reading, sections_of
from statim.topics.reading.decoding import kind_of, text_of
from statim.topics.reading.page import About, take_about
from statim.topics.reading.plain_text import read_plain_text, tell_headings
from statim.topics.reading.reference_list import take_references

Beside = Callable[[str], bytes]


def read_manuscript(data: bytes, name: str, beside: Beside | None = None) -> Manuscript:
    """The manuscript that the bytes of a file hold; `name` is the file's name.

    `beside` reads a file that stands next to it (for `bibliography:`), by bare name; it
    raises OSError where there is none. Raises Unreadable.
    """
    kind = kind_of(data, name)
    if kind == "text":
        return _from_text(text_of(data, name), name)
    raise Unreadable(name, "this kind of file is not read")


def _from_text(text: str, name: str) -> Manuscript:
    reading = read_plain_text(text)
    about = take_about(reading)
    take_references(reading)
    tell_headings(reading)
    return _of_page(reading, about, name)


def _of_page(reading: Reading, about: About, name: str) -> Manuscript:
    """The manuscript of a page that told its own particulars."""
    title = " ".join(clean_text(about.title).split())
    if not title:
        raise Unreadable(name, "it has no title", 1)
    sections = sections_of(reading)
    if not any(section.statements for section in sections):
        raise Unreadable(name, "it has no statement")
    return Manuscript(
        title=title,
        slug=slug_of(title, name),
        edited=about.edited,
        reviewed=about.reviewed,
        review_due=about.review_due,
        authors=tuple(about.authors),
        reviewers=tuple(about.reviewers),
        related=tuple(dict.fromkeys(slugify(title) for title in about.related)),
        sections=sections,
        references=tuple(reading.references or ()),
        doubts=tuple(reading.doubts),
    )


def slug_of(title: str, name: str) -> str:
    """The address that a title gives. Raises Unreadable where it gives none."""
    slug = slugify(title, max_length=200, word_boundary=True)
    if not slug:
        raise Unreadable(name, f"the title {title!r} gives no address; write `slug:`")
    return slug
