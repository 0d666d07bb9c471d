"""One statement of an outline that came from a browser: checked, and made canonical. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from statim.editions.compared import Compared, NotCompared, from_dict
from statim.editions.document import Citation, Statement
from statim.editions.inline import plain_text, sanitise
from statim.editions.kinds import (
    CERTAINTIES,
    COMPARISON,
    FIGURE,
    KINDS,
    PICTURE_TYPES,
    STRENGTHS,
    TABLE,
    TERMS,
    Cell,
    Figure,
    Table,
)
from statim.editions.validation import STATEMENT_ID
from statim.editions.validation_kinds import MEDIA, MOST_PIXELS
from statim.topics.editor.shapes import Part
from statim.topics.inlines import LINK, Mark, Run, Token, address, clean_text, from_html, to_html

LONGEST_WORDS = 20_000
LONGEST_LINE = 1000
LONGEST_KEY = 200
MOST_CITES = 200
MOST_ROWS = 500
MOST_COLUMNS = 40
DEEPEST = 60

_NEEDED = ("id", "kind", "html", "cites", "certainty", "children")
_MAY = ("text", "verified", "term", "strength", "strength_reason", "table", "figure", "comparison")


class _Cites:
    """A statement's citations while its pieces are read: each piece counts on from the last."""

    def __init__(self, part: Part) -> None:
        self.given = [_citation(one) for one in part.items(MOST_CITES, "citation")]
        self.kept: list[Citation] = []

    def piece(self, part: Part) -> str:
        """The canonical markup of a piece."""
        html = sanitise(clean_text(part.text(LONGEST_WORDS)))
        try:
            tokens = list(_fit(from_html(html, self.given)))
        except (ValueError, IndexError) as error:
            raise part.refuse("a citation mark names a citation that is not there") from error
        html, cites = to_html(tokens, first=len(self.kept))
        self.kept.extend(cites)
        return html


def _citation(part: Part) -> Citation:
    fields = part.fields(("reference",), ("locator",))
    locator = fields.get("locator")
    said = locator.line(LONGEST_LINE) if locator and locator.value is not None else ""
    key = fields["reference"].text(LONGEST_KEY)
    if not key:
        raise part.refuse("it names no reference")
    return Citation(reference=key, locator=said or None)


def _fit(tokens: list[Token]) -> Iterator[Token]:
    """The tokens with addresses that pages may link to, and no mark that cites nothing."""
    for token in tokens:
        if isinstance(token, Mark) and not token.cites:
            continue
        if isinstance(token, Run) and any(part.startswith(LINK) for part in token.style):
            yield Run(token.text, tuple(_style(token.style)))
        else:
            yield token


def _style(style: tuple[str, ...]) -> Iterator[str]:
    linked = False
    for part in style:
        if not part.startswith(LINK):
            yield part
        elif not linked and (href := address(part.removeprefix(LINK))):
            linked = True
            yield LINK + href


def read_statement(part: Part, left: Iterator[int], depth: int = 1) -> Statement:
    """The statement of a JSON value, `verified` left out; `left` gives out how many may still
    come. Raises UnfitOutline."""
    if depth > DEEPEST:
        raise part.refuse(f"it is nested deeper than {DEEPEST} levels")
    if next(left, None) is None:
        raise part.refuse("there are too many statements")
    fields = part.fields(_NEEDED, _MAY)
    cites = _Cites(fields["cites"])
    html = cites.piece(fields["html"])
    kind = fields["kind"].choice(KINDS)
    table = _table(fields.get("table"), cites) if kind == TABLE else None
    figure = _figure(fields.get("figure"), part) if kind == FIGURE else None
    if kind == TABLE and table is None:
        raise part.refuse("a table needs its rows")
    comparison = _comparison(fields.get("comparison"), cites) if kind == COMPARISON else None
    if kind == COMPARISON and comparison is None:
        raise part.refuse("a comparison needs its data")
    listed = Part(fields["children"].value, part.where).items(10_000, "statement")
    strength = _said(fields, "strength")
    if strength and strength not in STRENGTHS:
        raise part.refuse(f"{strength!r} is no strength of a recommendation")
    return Statement(
        id=_id(fields["id"]),
        kind=kind,
        text=plain_text(html),
        html=html,
        cites=tuple(cites.kept),
        certainty=fields["certainty"].choice((None, *CERTAINTIES)),
        term=_said(fields, "term") if kind in TERMS else "",
        table=table,
        figure=figure,
        comparison=comparison,
        strength=strength,
        strength_reason=_said(fields, "strength_reason") if strength else "",
        children=tuple(read_statement(child, left, depth + 1) for child in listed),
    )


def _id(part: Part) -> str:
    said = part.text(LONGEST_KEY)
    if said and not STATEMENT_ID.fullmatch(said):
        raise part.refuse(f"{said[:40]!r} is no statement id")
    return said


def _said(fields: dict[str, Part], name: str) -> str:
    return fields[name].line(LONGEST_LINE) if name in fields else ""


def _table(part: Part | None, cites: _Cites) -> Table | None:
    if part is None or part.value is None:
        return None
    fields = part.fields(("head", "rows", "row_headers"))
    head = _row(fields["head"], cites)
    rows = tuple(_row(row, cites) for row in fields["rows"].items(MOST_ROWS, "row"))
    lengths = {len(row) for row in (head, *rows) if row}
    if len(lengths) > 1 or not all(rows):
        raise part.refuse("its rows are not of one length")
    return Table(head=head, rows=rows, row_headers=fields["row_headers"].yes_or_no())


def _row(part: Part, cites: _Cites) -> tuple[Cell, ...]:
    cells = []
    for one in part.items(MOST_COLUMNS, "cell"):
        html = cites.piece(one.fields(("html",), ("text",))["html"])
        cells.append(Cell(text=plain_text(html), html=html))
    return tuple(cells)


def _comparison(part: Part | None, cites: _Cites) -> Compared | None:
    """The comparison, its studies citing after the caption; its numbers are computed anew."""
    if part is None or part.value is None:
        return None
    try:
        compared = from_dict(part.plain())
    except NotCompared as error:
        raise part.refuse(str(error)) from error
    cited: list[int | None] = []
    for place in compared.cited:
        if place is not None and not 0 <= place < len(cites.given):
            raise part.refuse("a study names a citation that is not there")
        cited.append(None if place is None else len(cites.kept))
        cites.kept += [] if place is None else [cites.given[place]]
    return replace(compared, cited=tuple(cited))


def _figure(part: Part | None, statement: Part) -> Figure:
    if part is None or part.value is None:
        raise statement.refuse("a figure needs its picture")
    fields = part.fields(("media", "type", "width", "height", "alt", "source"), ("licence",))
    media = fields["media"].text(64)
    if not MEDIA.fullmatch(media):
        raise part.refuse(f"{media!r} is no SHA-256 of a picture")
    return Figure(
        media=media,
        type=fields["type"].choice(tuple(PICTURE_TYPES)),
        width=fields["width"].whole(1, MOST_PIXELS),
        height=fields["height"].whole(1, MOST_PIXELS),
        alt=fields["alt"].line(LONGEST_LINE),
        source=fields["source"].line(LONGEST_LINE),
        licence=_said(fields, "licence"),
    )
