"""What was said against the works that a page cites, shown around its edition.

The edition does not change; marks go to the reference, beside each citation, and above the
page. A work that no list names gets no mark and no praise: "not listed" is never "safe".
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from statim.design.speech import ENGLISH, language, say, say_count, thousands
from statim.design.words import day as in_words
from statim.editions.document import Document, statements_of
from statim.editions.html_marks import marked
from statim.references.notices import CONCERN, CORRECTION, RETRACTION, WORDS, Notice
from statim.references.queries import notices_about

LOOKS = {RETRACTION: "danger", CONCERN: "alert", CORRECTION: "calm"}

ByNumber = Mapping[int, Sequence[Notice]]


@dataclass(frozen=True, slots=True)
class Noted:
    """An article with its marks, the notice above it, and a name for both, "" without marks."""

    article: str
    above: str = ""
    name: str = ""


def noted(article: str, document: Document) -> Noted:
    """The article of this document with everything that is known against the works it cites."""
    notices = notices_on(document)
    if not notices:
        return Noted(article)
    shown = {number: at_reference(said) for number, said in notices.items()}
    with_marks = marked(
        article,
        at_references=shown,
        beside_citations=lambda numbers: beside_citation(numbers, notices),
    )
    top = above(document, notices)
    name = hashlib.sha256("\x1f".join([top, *shown.values()]).encode()).hexdigest()[:12]
    return Noted(with_marks, top, name)


def notices_on(document: Document) -> dict[int, list[Notice]]:
    """The number of each reference about whose work a notice stands, and the notices."""
    found = notices_about(document.references)
    return {number: said for number, said in enumerate(found, start=1) if said}


def at_reference(notices: Sequence[Notice]) -> str:
    """Under a reference: each notice with its date, reasons, own DOI and source."""
    gravest = notices[0].kind
    said = "".join(f"<p>{line}</p>" for line in dict.fromkeys(_line(n) for n in notices))
    return f'<div class="retraction {LOOKS[gravest]}" data-retracted="{gravest}">{said}</div>'


def _line(notice: Notice) -> str:
    when = (
        f'<time datetime="{escape(notice.day)}">{escape(in_words(notice.day))}</time>'
        if notice.day
        else say("date not given")
    )
    reasons = "; ".join(escape(reason) for reason in notice.reasons)
    listed = say("Listed by %(source)s.", source=escape(notice.source))
    return (
        f"<strong>{say(WORDS[notice.kind])}</strong>, {when}{f': {reasons}' if reasons else ''}. "
        f'{_where(notice)}<span class="from">{listed}</span>'
    )


def _where(notice: Notice) -> str:
    if notice.notice_doi:
        address = f"https://doi.org/{quote(notice.notice_doi, safe='/:;().')}"
        name = f"doi:{notice.notice_doi}"
    elif notice.notice_pmid:
        address = f"https://pubmed.ncbi.nlm.nih.gov/{quote(notice.notice_pmid)}/"
        name = f"PubMed {notice.notice_pmid}"
    else:
        return ""
    link = f'<a href="{escape(address)}">{escape(name)}</a>'
    return f"{say('Notice: %(link)s.', link=link)} "


def beside_citation(numbers: Sequence[int], notices: ByNumber) -> str:
    """After a citation mark with these reference numbers; "" where nothing is known."""
    flags = []
    for number in numbers:
        if number in notices:
            kind = notices[number][0].kind
            look = f'class="flag {LOOKS[kind]}" data-retracted="{kind}"'
            said = say("Reference")
            which = f'<span class="said">{said} </span>{number} ' if len(numbers) > 1 else ""
            word = _lowered(say(WORDS[kind])) if which else say(WORDS[kind])
            flags.append(f" <strong {look}>{which}{word}</strong>")
    return "".join(flags)


def _lowered(words: str) -> str:
    """As within a sentence: English begins such words small, German its nouns with a capital."""
    return words.lower() if language() == ENGLISH else words


def above(document: Document, notices: ByNumber) -> str:
    """Above a page that cites a retracted work, or one in doubt; nothing for corrections."""
    lines = []
    for kind in (RETRACTION, CONCERN):
        numbers = [n for n, said in notices.items() if said[0].kind == kind]
        if numbers:
            words = _cited(kind, len(numbers))
            lines.append(
                f"<p><strong>{words}</strong>: {_references(numbers)}. "
                f"{_resting(document, numbers)}</p>"
            )
    if not lines:
        return ""
    look = "danger" if any(said[0].kind == RETRACTION for said in notices.values()) else "alert"
    return f'<div class="notice {look}" role="note" data-retraction-notice>{"".join(lines)}</div>'


def _cited(kind: str, number: int) -> str:
    if kind == RETRACTION:
        return say_count(
            "This page cites a retracted work", "This page cites %(number)s retracted works", number
        )
    return say_count(
        "An expression of concern was published about a work that this page cites",
        "Expressions of concern were published about %(number)s works that this page cites",
        number,
    )


def _references(numbers: Sequence[int]) -> str:
    links = [f'<a href="#ref-{n}">{n}</a>' for n in numbers]
    if len(links) == 1:
        return say("reference %(link)s", link=links[0])
    return say("references %(links)s and %(link)s", links=", ".join(links[:-1]), link=links[-1])


def _resting(document: Document, numbers: Sequence[int]) -> str:
    """How many statements rest on these references, and the way to the first."""
    cited = {document.references[number - 1]["id"] for number in numbers}
    resting = [s.id for s in statements_of(document) if any(c.reference in cited for c in s.cites)]
    one = len(numbers) == 1
    first = f'<a href="#s-{escape(resting[0])}">' if resting else ""
    if not resting:
        if one:
            return say("No statement here rests on it.")
        return say("No statement here rests on them.")
    if len(resting) == 1:
        if one:
            return say("%(first)sOne statement</a> rests on it and is marked.", first=first)
        return say("%(first)sOne statement</a> rests on them and is marked.", first=first)
    if one:
        words = say("%(number)s statements rest on it, each marked; %(first)sgo to the first</a>.",
                    number=thousands(len(resting)), first=first)  # fmt: skip
    else:
        words = say(
            "%(number)s statements rest on them, each marked; %(first)sgo to the first</a>.",
            number=thousands(len(resting)), first=first,
        )  # fmt: skip
    return words


def before_sign_in(document: Document) -> str:
    """Above the beginning of a page that may not be read whole: that a work was retracted."""
    kinds = {said[0].kind for said in notices_on(document).values()}
    if not kinds & {RETRACTION, CONCERN}:
        return ""
    grave = RETRACTION in kinds
    words = _cited(RETRACTION if grave else CONCERN, 1)
    rest = say("The whole page marks each statement that rests on it.")
    return (
        f'<div class="notice {"danger" if grave else "alert"}" role="note" data-retraction-notice>'
        f"<p><strong>{words}.</strong> {rest}</p>"
        "</div>"
    )
