"""Files to manuscripts: plain text, Markdown, HTML, Word, and the JSON of an edition.

What cannot be read is refused with line and reason; what is uncertain becomes a doubt for
the author. Nothing here touches the database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from slugify import slugify

from statim.editions.checks.policy import Policy
from statim.topics.errors import Unreadable
from statim.topics.inlines import clean_text, single_spaced
from statim.topics.manuscript import Manuscript, statements_in
from statim.topics.reading.blocks import Reading, sections_of, shortened
from statim.topics.reading.decoding import kind_of, text_of
from statim.topics.reading.doubtful_forms import form_doubts, unfinished
from statim.topics.reading.edition_json import read_edition
from statim.topics.reading.markdown import read_markdown
from statim.topics.reading.page import About, take_about
from statim.topics.reading.page_html import read_html
from statim.topics.reading.plain_text import read_plain_text, tell_headings
from statim.topics.reading.reference_list import take_references
from statim.topics.reading.word import read_word

Beside = Callable[[str], bytes]
LONGEST_TITLE = 300


def read_manuscript(
    data: bytes, name: str, beside: Beside | None = None, policy: Policy | None = None
) -> Manuscript:
    """The manuscript that the bytes of a file hold; `name` is the file's name.

    `beside` reads a file that stands next to it (for `bibliography:`, and pictures), by name; it
    raises OSError where there is none. `policy` says which forms of doses are doubtful. Raises
    Unreadable, or SameIdTwice.
    """
    kind = kind_of(data, name)
    if kind == "edition":
        manuscript = read_edition(text_of(data, name), name, beside)
    elif kind == "markdown":
        manuscript = read_markdown(text_of(data, name), name, beside)
    else:
        if kind == "text":
            reading = read_plain_text(text_of(data, name))
        elif kind == "html":
            reading = read_html(text_of(data, name), name, beside)
        else:
            reading = read_word(data, name)
        manuscript = _of_page(reading, kind == "text")
    return _checked(manuscript, name, policy)


def _of_page(reading: Reading, is_text: bool) -> Manuscript:
    """The manuscript of a page that tells its own particulars."""
    about = take_about(reading)
    take_references(reading)
    if is_text:
        tell_headings(reading)
    _doubt_numbered(reading)
    return Manuscript(
        title=single_spaced(clean_text(about.title)),
        slug="",
        edited=about.edited,
        reviewed=about.reviewed,
        review_due=about.review_due,
        authors=tuple(about.authors),
        reviewers=tuple(about.reviewers),
        related=_addresses(about),
        sections=sections_of(reading),
        references=(*(reading.references or ()), *reading.notes),
        doubts=tuple(reading.doubts),
        pictures=tuple(reading.pictures),
    )


def _addresses(about: About) -> tuple[str, ...]:
    return tuple(dict.fromkeys(slug for title in about.related if (slug := slugify(title))))


def _doubt_numbered(reading: Reading) -> None:
    """A numbered list that is no list of references becomes points: say so once for each."""
    numbered = False
    for block in reading.blocks:
        if block.number is not None and not numbered:
            reading.doubt(
                "a numbered list",
                block.place,
                f"it became plain points, in its order, from “{shortened(block.text)}” on",
            )
        numbered = block.number is not None


def _checked(manuscript: Manuscript, name: str, policy: Policy | None) -> Manuscript:
    title = manuscript.title
    if not title:
        raise Unreadable(name, "it has no title", 1)
    if len(title) > LONGEST_TITLE:
        raise Unreadable(name, f"its title has {len(title)} characters, at most {LONGEST_TITLE}")
    if not any(True for _ in statements_in(manuscript.sections)):
        raise Unreadable(name, "it has no statement")
    slug = manuscript.slug or slugify(title, max_length=200, word_boundary=True)
    if not slug:
        raise Unreadable(name, f"the title {title!r} gives no address; write `slug:`", 1)
    doubts = (
        *manuscript.doubts,
        *unfinished(manuscript),
        *form_doubts(manuscript, policy),
    )
    elsewhere = bool(manuscript.reviewed)  # whoever it was, nobody has verified it here
    return replace(manuscript, slug=slug, doubts=doubts, reviewed_elsewhere=elsewhere)
