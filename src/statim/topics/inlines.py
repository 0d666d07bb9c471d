"""The words of a statement as a flat row of tokens, and the one canonical HTML made of them.

Every reader and every writer of topic files goes through here, so that the same words have
the same markup wherever they came from. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from lxml import etree
from lxml import html as lxml_html

from statim.editions.document import Citation
from statim.editions.embedded import VALUE
from statim.editions.inline import URL_SCHEMES

Style = tuple[str, ...]
LINK = "a:"
NUMBER = "data:"  # before "k3f9a2 effect": words that a comparison fills in
UNFILLED = "…"  # what stands there until then
TAGS = {"em", "strong", "sub", "sup", "code"}


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style: a path of tags, outermost first; a link is "a:" and its address, a
    number of a comparison "data:" and what it says."""

    text: str
    style: Style = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation mark: one group, as `[@a; @b]` or "(1, 2)"."""

    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a statement."""


Token = Run | Mark | Break


def number_of(token: Token) -> tuple[str, str] | None:
    """The comparison and what is said of it, where the words are a number of one."""
    if isinstance(token, Run):
        for part in token.style:
            if part.startswith(NUMBER) and (found := VALUE.fullmatch(part.removeprefix(NUMBER))):
                return found[1], found[2]
    return None


_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_BREAKS = re.compile("[\x85\u2028\u2029]")
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_UNSAFE_IN_ADDRESS = re.compile(r'[\s<>|"{}\[\]^`\\\x00-\x20]')
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


def clean_text(text: str) -> str:
    """The text without characters that no page can hold (controls, lone surrogates)."""
    return _UNFIT.sub("", text)


def single_spaced(text: str) -> str:
    """The text with runs of ordinary white space as one space, none at the ends. No-break and
    thin spaces stay: they were put there on purpose."""
    return _SPACES.sub(" ", text).strip(" ")


def escaped(text: str) -> str:
    """The text as HTML, written exactly as the sanitiser writes it."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\xa0", "&nbsp;")


def text_of(tokens: Iterable[Token]) -> str:
    """The plain words, marks left out, a break as a line break."""
    return "".join(
        token.text if isinstance(token, Run) else "\n" if isinstance(token, Break) else ""
        for token in tokens
    )


def address(url: str) -> str:
    """A link's address with what no address may hold percent-encoded; "" where its scheme
    is not one that pages may link to."""
    scheme = _SCHEME.match(url.strip())
    if scheme and scheme.group(1).lower() not in URL_SCHEMES:
        return ""
    return _UNSAFE_IN_ADDRESS.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), url.strip()
    )


def tidy(tokens: Iterable[Token]) -> list[Token]:
    """The tokens in canonical form: like runs joined, white space single and never at an
    edge of a style, none before a citation mark, none around a break or at the ends."""
    row = _spaces_moved_out(joined(_with_breaks(_plain_code(tokens))))
    return joined(_spaces_dropped(row))


def _plain_code(tokens: Iterable[Token]) -> Iterable[Token]:
    """Code holds no other style."""
    for token in tokens:
        if isinstance(token, Run) and "code" in token.style[:-1]:
            yield Run(token.text, token.style[: token.style.index("code") + 1])
        else:
            yield token


def _with_breaks(tokens: Iterable[Token]) -> Iterable[Token]:
    for token in tokens:
        if not isinstance(token, Run) or not _BREAKS.search(token.text):
            yield token
            continue
        for n, part in enumerate(_BREAKS.split(token.text)):
            if n:
                yield Break()
            yield replace(token, text=part)


def joined(tokens: Iterable[Token]) -> list[Token]:
    """The tokens with neighbouring runs of one style as one run, empty ones gone."""
    row: list[Token] = []
    for token in tokens:
        last = row[-1] if row else None
        if isinstance(token, Run):
            if not token.text:
                continue
            if isinstance(last, Run) and last.style == token.style:
                row[-1] = Run(last.text + token.text, token.style)
                continue
        row.append(token)
    return row


def _shared(one: Style, other: Style) -> Style:
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return tuple(a for a, _ in pairs)


def _spaces_moved_out(row: Sequence[Token]) -> Iterable[Token]:
    for place, token in enumerate(row):
        if not isinstance(token, Run):
            yield token
            continue
        text = _SPACES.sub(" ", token.text)
        if not token.style:
            yield Run(text)
            continue
        before = row[place - 1] if place else None
        after = row[place + 1] if place + 1 < len(row) else None
        inner = text.strip(" ")
        if not inner:
            yield Run(" ", _outer(token, before) if before else ())
            continue
        if text[0] == " ":
            yield Run(" ", _outer(token, before))
        yield Run(inner, token.style)
        if text[-1] == " ":
            yield Run(" ", _outer(token, after))


def _outer(token: Run, beside: Token | None) -> Style:
    return _shared(token.style, beside.style) if isinstance(beside, Run) else ()


def _spaces_dropped(tokens: Iterable[Token]) -> list[Token]:
    row: list[Token] = []
    owed = False  # a space stood before the mark just written
    spaced = True  # what stands before ends in white space
    for token in tokens:
        if isinstance(token, Run):
            text = _SPACES.sub(" ", token.text)
            text = text.lstrip(" ") if spaced else text
            if not text:
                continue
            if owed and text[0].isalnum():
                row.append(Run(" "))
            row.append(Run(text, token.style))
            owed, spaced = False, text[-1] == " "
            continue
        dropped = _without_last_space(row)
        if isinstance(token, Break):
            owed, spaced = False, True
        else:
            owed, spaced = owed or dropped, False
        row.append(token)
    while row and (isinstance(row[-1], Break) or _without_last_space(row)):
        if row and isinstance(row[-1], Break):
            row.pop()
    while row and isinstance(row[0], Break):
        row.pop(0)
    return row


def _without_last_space(row: list[Token]) -> bool:
    last = row[-1] if row else None
    if not isinstance(last, Run) or not last.text.endswith(" "):
        return False
    row.pop()
    if kept := last.text.rstrip(" "):
        row.append(Run(kept, last.style))
    return True


def to_html(tokens: Iterable[Token], first: int = 0) -> tuple[str, tuple[Citation, ...]]:
    """The canonical HTML of the tokens, and the citations that its marks count, from `first`."""
    out: list[str] = []
    cites: list[Citation] = []
    now: Style = ()
    for token in tidy(tokens):
        style = token.style if isinstance(token, Run) else ()
        now = _restyle(out, now, style)
        if isinstance(token, Run):
            out.append(escaped(token.text))
        elif isinstance(token, Break):
            out.append("<br>")
        else:
            places = range(first + len(cites), first + len(cites) + len(token.cites))
            cites.extend(token.cites)
            out.append(f'<cite data-cites="{" ".join(map(str, places))}"></cite>')
    _restyle(out, now, ())
    return "".join(out), tuple(cites)


def _restyle(out: list[str], now: Style, wanted: Style) -> Style:
    kept = len(_shared(now, wanted))
    for tag in reversed(now[kept:]):
        out.append(f"</{tag.partition(':')[0]}>")
    for tag in wanted[kept:]:
        if tag.startswith(LINK):
            href = tag.removeprefix(LINK).replace("&", "&amp;").replace("\xa0", "&nbsp;")
            out.append(f'<a href="{href}">')
        elif tag.startswith(NUMBER):
            out.append(f'<data value="{tag.removeprefix(NUMBER)}">')
        else:
            out.append(f"<{tag}>")
    return wanted


def from_html(html: str, cites: Sequence[Citation]) -> list[Token]:
    """The tokens of a statement's sanitised HTML."""
    if "<" not in html and "&" not in html:
        return [Run(html)] if html else []
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    return list(_tokens(root, (), cites))


def _numbered(style: Style, value: str) -> Style:
    """The style of a number; one that names nothing, or stands in another, is words like any."""
    inside = any(part.startswith(NUMBER) for part in style)
    return (*style, NUMBER + value) if VALUE.fullmatch(value) and not inside else style


def _tokens(element: etree._Element, style: Style, cites: Sequence[Citation]) -> Iterable[Token]:
    if element.text:
        yield Run(element.text, style)
    for child in element:
        if child.tag == "cite":
            places = (child.get("data-cites") or "").split()
            yield Mark(tuple(cites[int(place)] for place in places))
        elif child.tag == "br":
            yield Break()
        elif child.tag == "data":
            yield from _tokens(child, _numbered(style, child.get("value") or ""), cites)
        elif child.tag == "a":
            yield from _tokens(child, (*style, LINK + (child.get("href") or "")), cites)
        else:
            yield from _tokens(child, (*style, str(child.tag)), cites)
        if child.tail:
            yield Run(child.tail, style)
