"""Plain text as copied from a browser: lines to blocks, nested by indentation or bullet sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from statim.topics.inlines import Run, clean_text
from statim.topics.reading.blocks import Block, Reading

_SIGN = re.compile(
    "(?P<sign>[•◦▪▫‣⁃●○■□◾◽▸►➢·*–—+\uf0b7\uf0a7-]|o(?=[ \t\xa0]))[ \t\xa0]+(?=\\S)"
)
_NUMBER = re.compile(r"(?:(?P<dotted>\d{1,3})[.)]|\[(?P<square>\d{1,3})\])[ \t\xa0]+(?=\S)")
_BARE_SIGN = re.compile("[•◦▪▫‣⁃●○■□◾◽▸►➢·*–—+\uf0b7\uf0a7-]|o")
_WRAPPED_FROM, _WRAPPED_TO = 50, 100
_LONGEST_HEADING = 80
_MOST_WORDS_IN_HEADING = 12


@dataclass(slots=True)
class _Line:
    number: int
    indent: int
    sign: str
    printed: int | None
    text: str
    after_blank: bool


def read_plain_text(text: str) -> Reading:
    """The blocks of a plain text. Headings are told by `tell_headings`, once the title and the
    furniture are gone."""
    reading = Reading(blocks=[])
    path: list[tuple[int, str]] = []
    last: _Line | None = None
    for line in _lines(text):
        if last and _goes_on(last, line):
            reading.blocks[-1].tokens.append(Run(" " + line.text))
            last.text, last.number = line.text, line.number
            continue
        _check_sign(line, reading)
        reading.blocks.append(_block(line, path))
        last = line
    return reading


def _lines(text: str) -> Iterator[_Line]:
    blank, waiting = True, None
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        line = clean_text(raw.lstrip("\ufeff")).expandtabs(4).replace("\f", " ")
        body = line.strip(" ").lstrip("\xa0 ")
        if not body:
            blank = True
            continue
        indent = len(line) - len(line.lstrip(" \xa0"))
        if _BARE_SIGN.fullmatch(body):
            waiting = (indent, body, number)
            continue
        sign, printed = "", None
        if found := _SIGN.match(body):
            sign, body = found["sign"], body[found.end() :]
        elif found := _NUMBER.match(body):
            sign, printed = "1.", int(found["dotted"] or found["square"])
            body = body[found.end() :]
        elif waiting:
            indent, sign = waiting[0], waiting[1]
        waiting = None
        yield _Line(number, indent, sign, printed, body, blank)
        blank = False


def _goes_on(last: _Line, line: _Line) -> bool:
    """Whether a line is the rest of the one above, wrapped."""
    if line.sign or line.after_blank:
        return False
    if last.sign:
        return line.indent > last.indent or last.printed is not None
    if line.indent != last.indent:
        return False
    ended = last.text.endswith((".", ":", "?", "!", ")"))
    wrapped = _WRAPPED_FROM <= len(last.text) <= _WRAPPED_TO
    return wrapped and (line.text[0].islower() or not ended)


def _check_sign(line: _Line, reading: Reading) -> None:
    if line.sign in ("-", "–", "—", "+") and line.text[0].isdigit():
        reading.doubt(
            "a bullet that may be a minus sign",
            f"line {line.number}",
            f"“{line.sign} {line.text[:40]}” was read as a bullet followed by a number",
        )


def _block(line: _Line, path: list[tuple[int, str]]) -> Block:
    tokens = [Run(line.text)]
    if not line.sign and line.indent == 0:
        path.clear()
        return Block("paragraph", list(tokens), 0, line.number)
    while path and path[-1][0] > line.indent:
        path.pop()
    level = [sign for indent, sign in path if indent == line.indent]
    if line.sign in level:
        while path[-1] != (line.indent, line.sign):
            path.pop()
    else:
        path.append((line.indent, line.sign))
    return Block("point", list(tokens), len(path) - 1, line.number, number=line.printed)


def tell_headings(reading: Reading) -> None:
    """Make headings of the short lines that stand over something and end like no sentence."""
    blocks = reading.blocks
    for block, following in zip(blocks, [*blocks, None][1:], strict=True):
        if block.kind == "paragraph" and following and _like_a_heading(block.text):
            block.kind, block.depth = "heading", 2


def _like_a_heading(text: str) -> bool:
    return (
        len(text) <= _LONGEST_HEADING
        and len(text.split()) <= _MOST_WORDS_IN_HEADING
        and not text.endswith((".", ";", ":", ",", "!"))
        and (text[0].isupper() or text[0].isdigit())
    )
