"""Statements made up at random, with everything that clinical text throws at a file format."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from PIL import Image

from statim.editions.document import (
    Change,
    Citation,
    Code,
    Document,
    Person,
    Section,
    Statement,
    TopicIdentity,
    Verification,
)
from statim.editions.inline import plain_text
from statim.editions.kinds import Cell, Figure, Table
from statim.editions.picture import Picture, prepared
from statim.topics.inlines import LINK, Break, Mark, Run, Token, to_html
from statim.topics.manuscript import Manuscript

WORDS = re.split(
    " ",
    "give dose not never without no increase reduce monitor ketamine lithium naïve café Sjögren "
    "Ménière coeliac œdema fibrillation β-blocker α₁ patients adults children if unless until "
    "contraindicated avoid eGFR QTc Na⁺ Ca²⁺ HbA₁c CO₂ PaO₂ INR anti-D non-steroidal 日本語 "
    "Ελληνικά קצת",
)
DOSES = (
    "2.5 mg", "10\xa0mg", "0.05 µg/kg/min", "1.25 × 10⁹/L", "≤ 5 mmol/L", "≥ 65 years", "±2 SD",
    "37.5 °C", "3–5 days", "p < 0.001", "p > 0.05", "1,000 mL", "1/2 tablet", "5%", "0.9% NaCl",
    "140/90 mmHg", "1:1000", "20 mg b.d.", "x̄ = 3", "-5 to +5", "− 0.3", "~10 mg", "5-HT₃",
    "100 000 units", "0·5 mg", "μ-opioid", "30 mL/min/1.73 m²", "£9,000", "$5 and $6", "1.5 × ULN",
    "2017", "(2017)", "(3 mg)", "(n = 12)", "n=12", "1-2 weeks", "HR 0.82 (95% CI 0.7–0.9)",
)  # fmt: skip
SIGNS = (
    "*", "_", "**", "__", "~", "~~", "^", "@", "#", "$", "\\", "<", ">", "&", "|", "[brackets]",
    "{braces}", "`", "``", '"quoted"', "'single'", "it's", "...", "--", "---", "…", "—", "!",
    "![x]",
    "<b>", "</p>", "<!-- c -->", "&amp;", "&lt;", "&nbsp;", "&#945;", "\\alpha", "\\(x\\)", "$x$",
    "[a](b)", "[^1]", "^[note]", "{#id}", "{.class}", "[@key]", "@key", "*starred*", "_under_",
    "snake_case_word", "a*b*c", "x^2^", "H~2~O", "~~gone~~", "==", ":::", "|a|b|", "%", "a\\",
    "http://example.org/a_b?c=d&e=f#g", "https://example.org/(x)", "user@example.org", "C:\\temp",
    "AT&T", "R&D;", "1.", "2)", "(c)", "- inside", "+ 5", "+", "#5", "# 5", "> 5", "::", "<5",
    "a<b",
    "b>c", "[ ]", "[x]", "(", ")", "[", "]", "{", "}", "\u2009", "\u202f", "x\u00a0y", "\u200b",
    "soft\u00adhyphen", "™", "®", "½", "№", "•", "–", "o", "::before", "Dr.", "e.g.", "i.e.", "p.",
)  # fmt: skip
STARTS = (
    "1. ", "12) ", "- ", "+ ", "* ", "# ", "## ", "> ", "| ", ": ", "~~~ ", "``` ", "a. ", "(1) ",
    "(a) ", "i. ", "A) ", "[1] ", "#. ", "@x ", "% ", "=== ", "--- ", "*** ", "___ ", "\\ ",
    "[^1]: ",
    "[x]: ", "<div>", "&nbsp; ", "    ", "1.5 mg ", "10. 5 ", "{x} ", "Table: ", "~ ", "^ ", "' ",
)  # fmt: skip
STYLES = ("em", "strong", "sub", "sup", "code")
LINKS = (
    "https://example.org/a_b?c=d&e=f",
    "/topics/other-page/",
    "mailto:a@example.org",
    "tel:111",
)


def words(chance: random.Random, most: int = 14, signs: bool = True) -> str:
    """Some words, doses and signs, single spaced."""
    pools: list[Sequence[str]] = [WORDS, WORDS, DOSES, *([SIGNS] if signs else [])]
    said = [chance.choice(chance.choice(pools)) for _ in range(chance.randint(1, most))]
    text = ""
    for word in said:
        text += ("" if chance.random() < 0.06 else " ") + word
    if signs and chance.random() < 0.15:
        text = chance.choice(STARTS) + text.lstrip()
    return " ".join(text.split(" ")).strip() or "x"


def tokens(chance: random.Random, cites: Sequence[str]) -> list[Token]:
    """A statement with styles, links, breaks and citation marks."""
    row: list[Token] = []
    for _ in range(chance.randint(1, 5)):
        style: tuple[str, ...] = ()
        if chance.random() < 0.4:
            style = tuple(chance.sample(STYLES, chance.choice((1, 1, 1, 2))))
        if chance.random() < 0.1:
            style = (LINK + chance.choice(LINKS), *style)
        row.append(Run(words(chance, 6), style))
        if chance.random() < 0.6:
            row.append(Run(chance.choice((" ", " ", ", ", ". ", "; ", ": ", "/", " ("))))
        if cites and chance.random() < 0.2:
            group = chance.sample(list(cites), chance.choice((1, 1, 2)))
            row.append(Mark(tuple(Citation(reference=k, locator=locator(chance)) for k in group)))
        if chance.random() < 0.05:
            row.append(Break())
    return row


def locator(chance: random.Random) -> str | None:
    """None, a usual place in a source, or an odd one."""
    if chance.random() < 0.5:
        return None
    usual = ("p. 12", "pp. 3-5", "table 2", "section 4.1; box 3", "fig. [2]", "¶ 7 & 8")
    return chance.choice((*usual, words(chance, 3)))


def statement(
    chance: random.Random, number: int, cites: Sequence[str] = (), depth: int = 0
) -> Statement:
    """A statement, now and then with children."""
    html, used = to_html([*tokens(chance, cites), Run("end")])
    children = ()
    kind = chance.choice(("point", "point", "paragraph", *KINDS))
    special, more = holds(chance, kind, cites, len(used))
    if depth < 4 and chance.random() < 0.3 and kind not in ("table", "figure"):
        children = tuple(
            statement(chance, number * 10 + n, cites, depth + 1)
            for n in range(1, chance.randint(2, 4))
        )
    return Statement(
        id=f"s{number}d{depth}",
        text=plain_text(html),
        html=html,
        cites=(*used, *more),
        certainty=chance.choice((None, None, None, "high", "very low")),
        verified=chance.choice((None, None, Verification(by="Dr Ö. Ünal", on="2026-01-31"))),
        children=children,
        kind=kind,
        **special,
        **chance.choice(({}, {}, {"strength": "strong", "strength_reason": line(chance)})),
    )


def line(chance: random.Random) -> str:
    """Words without a line break and of ordinary spacing, for a term, a source, a reason."""
    return " ".join(part for part in words(chance, 5).split(" ") if part)


def holds(
    chance: random.Random, kind: str, cites: Sequence[str], first: int
) -> tuple[dict[str, Any], list[Citation]]:
    """What a statement of this kind has beside its words, and the citations of its cells."""
    if kind in ("definition", "abbreviation"):
        return {"term": line(chance)}, []
    if kind == "figure":
        sides = {"width": 2, "height": 3}
        words_of_it = {"alt": line(chance), "source": line(chance), "licence": ""}
        return {
            "figure": Figure(media=PICTURE.media, type=PICTURE.type, **sides, **words_of_it)
        }, []
    if kind != "table":
        return {}, []
    used: list[Citation] = []

    def cell() -> Cell:
        row = tokens(chance, cites) if chance.random() < 0.9 else []
        html, own = to_html(row, first=first + len(used))
        used.extend(own)
        return Cell(text=plain_text(html), html=html)

    width = chance.randint(1, 4)
    head = [cell() for _ in range(width)] if chance.random() < 0.8 else []
    rows = [[cell() for _ in range(width)] for _ in range(chance.randint(1, 4))]
    if not any(each.text for each in rows[0]) or (head and not any(each.text for each in head)):
        return holds(chance, kind, cites, first)
    named = width > 1 and chance.random() < 0.5
    table = Table(head=tuple(head), rows=tuple(map(tuple, rows)), row_headers=named)
    return {"table": table}, used


KINDS = ("red flag", "practice point", "definition", "abbreviation", "table", "figure")


def _picture() -> Picture:
    out = BytesIO()
    Image.new("RGB", (2, 3), (200, 10, 10)).save(out, "PNG")
    return prepared(out.getvalue())


PICTURE = _picture()


def beside(name: str) -> bytes:
    """The one picture that stands beside every made-up file."""
    if name != PICTURE.name:
        raise FileNotFoundError(name)
    return PICTURE.data


REFERENCES = (
    {"id": "loo2023", "type": "article-journal", "title": 'A "title": with, odd #signs',
     "volume": 12,
     "issued": {"date-parts": [[2023, 7, 1]]}, "author": [{"family": "Loo", "given": "C"}],
     "custom": {"raw": "Loo C. 12: 3-4.", "partial": True}},
    {"id": "who-2017", "type": "report", "title": "yes", "issue": "10", "page": "1.10",
     "author": [{"literal": "World Health Organization"}]},
    {"id": "odd:key/1", "type": "book", "title": "2024-01-01", "ISBN": "9780000000002"},
)  # fmt: skip


def document(chance: random.Random, statements: int) -> Document:
    """A whole document with that many top-level statements, every field filled."""
    keys = [str(item["id"]) for item in REFERENCES]
    per_section = 25
    sections = [
        Section(
            heading=words(chance, 5) if place else "",
            level=chance.choice((2, 3, 4)) if place else 2,
            statements=tuple(
                statement(chance, place + n, keys)
                for n in range(min(per_section, statements - place))
            ),
        )
        for place in range(0, statements, per_section)
    ]
    return Document(
        topic=TopicIdentity(
            id="t0p1c", slug="made-up", title=words(chance), synonyms=(words(chance), "no", "10"),
            specialty=("Psychiatry", "Mood disorders"),
            codes=(Code(system="http://example.org/x", code="007", display=words(chance)),),
        ),
        number=0, published="", edited="2026-01-02", reviewed=None, review_due="2027-01-01",
        authors=(Person(name="A Team"), Person(name="B", role="x: y", interests=words(chance))),
        reviewers=(Person(name="C", interests="None declared"),),
        change=Change(
            kind="correction", note=words(chance), severity="safety error", source=keys[0]
        ),
        sections=tuple(sections), references=REFERENCES, related=(), previous=None,
    )  # fmt: skip


def manuscript(said: Document) -> Manuscript:
    """The manuscript that says what the document says."""
    return Manuscript(
        title=said.topic.title, slug=said.topic.slug, id=said.topic.id,
        synonyms=said.topic.synonyms, specialty=said.topic.specialty, codes=said.topic.codes,
        authors=said.authors, reviewers=said.reviewers, edited=said.edited,
        reviewed=said.reviewed, review_due=said.review_due, change=said.change,
        sections=said.sections, references=said.references,
        related=tuple(related.slug for related in said.related),
    )  # fmt: skip
