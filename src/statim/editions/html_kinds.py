"""Tables and figures to HTML: readable on a phone, by keyboard and by a screen reader.

A wide table scrolls in a region of its own; the page never does. A picture is told in words.
"""

from __future__ import annotations

from html import escape

from statim.design.speech import say, words_mark
from statim.editions.document import Statement
from statim.editions.html_words import CitedBy, content, hooks, words
from statim.editions.kinds import Cell, Figure, Table, file_name


def table(statement: Statement, rows: Table, cited_by: CitedBy) -> str:
    """A table: its caption is the statement's words; every cell has its headers."""
    name = escape(statement.id)
    columns = _row(rows.head, statement, cited_by, scope="col") if rows.head else ""
    label = f'aria-labelledby="c-{name}"' if statement.text else f'aria-label="{say("Table")}"'
    first = "row" if rows.row_headers else ""
    body = "".join(_body_row(row, statement, cited_by, first) for row in rows.rows)
    return (
        f'<div class="table" {hooks(statement)}>'
        f'<div class="scroll" role="region" tabindex="0" {label}>'
        f'<table><caption id="c-{name}"><span class="caption">{content(statement, cited_by)}'
        "</span></caption>"
        f"{f'<thead>{columns}</thead>' if columns else ''}<tbody>{body}</tbody></table></div></div>"
    )


def _row(cells: tuple[Cell, ...], statement: Statement, cited_by: CitedBy, scope: str) -> str:
    return f"<tr>{''.join(_cell(cell, statement, cited_by, scope) for cell in cells)}</tr>"


def _body_row(cells: tuple[Cell, ...], statement: Statement, cited_by: CitedBy, first: str) -> str:
    written = [
        _cell(cell, statement, cited_by, "" if place else first) for place, cell in enumerate(cells)
    ]
    return f"<tr>{''.join(written)}</tr>"


def _cell(cell: Cell, statement: Statement, cited_by: CitedBy, scope: str) -> str:
    """A header only where it has words: an empty one names nothing."""
    said = words(cell.html, statement, cited_by)
    if scope and cell.text:
        return f'<th scope="{scope}">{said}</th>'
    return f"<td>{said}</td>"


def figure(statement: Statement, picture: Figure, cited_by: CitedBy) -> str:
    """A picture with its words for those who do not see it, its caption and its source."""
    address = f"{cited_by.pictures}{file_name(picture)}"
    source = say("Source: %(source)s", source=escape(picture.source))
    licence = f" {escape(picture.licence)}" if picture.licence else ""
    return (
        f'<figure class="picture" {hooks(statement)}>'
        f'<img src="{escape(address)}" alt="{escape(picture.alt)}" width="{picture.width}"'
        f' height="{picture.height}" loading="lazy" decoding="async">'
        f'<figcaption><span class="caption">{content(statement, cited_by)}</span>'
        f'<small class="source"{words_mark()}>{source}{licence}'
        f' <a href="{escape(address)}">{say("Full size")}</a></small></figcaption></figure>'
    )
