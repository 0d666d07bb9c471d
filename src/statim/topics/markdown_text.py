"""A statement's words as Pandoc's Markdown, escaped so that reading gives the same words. Pure.

Plain signs are used where they cannot be misread, simple HTML tags where they could be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from statim.editions.document import Citation
from statim.topics.inlines import LINK, NUMBER, Break, Mark, Run, Token, tidy

_SPECIAL = re.compile(r"[\\`*_\[\]<~^@{}]|&(?=[#\w])|!\Z")
_AT_START = re.compile(
    r"(?P<sign>[-+=>|#:%]|\((?=[a-zA-Z0-9]+\)))|(?:\d+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+)(?=[.)])"
    r"|[Tt]able(?=:)"  # what pandoc takes for a caption
)
_FOREIGN_SPACE = re.compile("[\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]")
_SIGNS = {"em": "*", "strong": "**", "sup": "^", "sub": "~"}
_SIMPLE_KEY = re.compile(r"\w+(?:[-:.]\w+)*", re.ASCII)

KeyName = Callable[[str], str]


@dataclass(slots=True)
class _Styled:
    tag: str
    inside: list[_Node] = field(default_factory=list)


_Node = _Styled | Run | Mark | Break


def escape(text: str, also: str = "") -> str:
    """Words that stand inside a line, with one more character that has a meaning there."""
    text = _SPECIAL.sub(lambda found: "\\" + found.group(), text)
    text = text.replace(also, "\\" + also) if also else text
    return _FOREIGN_SPACE.sub(lambda found: f"&#x{ord(found.group()):X};", text)


def escape_start(line: str) -> str:
    """A written line whose start could be taken for a list, a heading, a quotation or a rule."""
    found = _AT_START.match(line)
    if not found:
        return line
    place = 0 if found["sign"] else found.end()
    return line[:place] + "\\" + line[place:]


def heading(text: str) -> str:
    """A heading's words."""
    return escape(text, also="#")


def citation(cite: Citation, name: KeyName) -> str:
    """`@key` or `@key, p. 12`."""
    key = name(cite.reference)
    said = f"@{key}" if _SIMPLE_KEY.fullmatch(key) else f"@{{{key}}}"
    if not cite.locator:
        return said
    return f"{said}, {escape(cite.locator, also=';')}"


def line_of(tokens: Sequence[Token], indent: str, name: KeyName) -> str:
    """The tokens as one line (more where they hold breaks, the further ones indented)."""
    written = _written(_tree(tidy(tokens)), name)
    lines = written.split("\n")
    return f"\\\n{indent}".join(escape_start(line) for line in lines)


_BAR = "\x01"  # stands for a bar while a cell is written; no text can hold it


def cell_of(tokens: Sequence[Token], name: KeyName) -> str:
    """The tokens as a cell of a pipe table: one line, breaks as tags, bars escaped."""
    barred = [_barred(token) for token in tidy(tokens)]
    written = _written(_tree(barred), name)
    return written.replace("\n", "<br>").replace(_BAR, "\\|")


def _barred(token: Token) -> Token:
    """A token whose bars cannot end its cell; code is read whole and needs no escape."""
    if isinstance(token, Run) and "code" not in token.style:
        return replace(token, text=token.text.replace("|", _BAR))
    if isinstance(token, Mark):
        told = (replace(c, locator=c.locator and c.locator.replace("|", _BAR)) for c in token.cites)
        return Mark(tuple(told))
    return token


def _tree(tokens: Sequence[Token]) -> list[_Node]:
    root: list[_Node] = []
    path: list[_Styled] = []
    for token in tokens:
        style = token.style if isinstance(token, Run) else ()
        kept = 0
        while kept < min(len(path), len(style)) and path[kept].tag == style[kept]:
            kept += 1
        del path[kept:]
        for tag in style[kept:]:
            styled = _Styled(tag)
            (path[-1].inside if path else root).append(styled)
            path.append(styled)
        (path[-1].inside if path else root).append(token)
    return root


def _written(nodes: Sequence[_Node], name: KeyName) -> str:
    out = ""
    for place, node in enumerate(nodes):
        before = nodes[place - 1] if place else None
        after = nodes[place + 1] if place + 1 < len(nodes) else None
        if isinstance(node, Run):
            out += _words(node.text, before)
        elif isinstance(node, Break):
            out += "\n"
        elif isinstance(node, Mark):
            out += _mark(node, out, after, name)
        else:
            out += _styled(node, before, after, name)
    return out


def _words(text: str, before: _Node | None) -> str:
    written = escape(text)
    if isinstance(before, Mark) and written[0] in "(:":
        return "\\" + written
    return written


def _mark(mark: Mark, out: str, after: _Node | None, name: KeyName) -> str:
    """`[@a; @b]`, after a space unless words follow at once. An empty comment keeps a link that
    follows at once from being read as the citation's own."""
    group = "; ".join(citation(cite, name) for cite in mark.cites)
    glued = isinstance(after, _Styled) or (isinstance(after, Run) and after.text[0].isalnum())
    space = "" if glued or not out or out[-1] in " \n" else " "
    apart = "<!-- -->" if isinstance(after, _Styled) and after.tag.startswith(LINK) else ""
    return f"{space}[{group}]{apart}"


def _styled(node: _Styled, before: _Node | None, after: _Node | None, name: KeyName) -> str:
    if node.tag == "code":
        return _code("".join(part.text for part in node.inside if isinstance(part, Run)))
    inside = _written(node.inside, name)
    if node.tag.startswith(NUMBER):
        return f'<data value="{node.tag.removeprefix(NUMBER)}">{inside}</data>'
    if node.tag.startswith(LINK):
        href = node.tag.removeprefix(LINK).replace("&", "&amp;")
        return f"[{inside}](<{href}>)"
    if _sign_is_clear(node, before, after):
        return f"{_SIGNS[node.tag]}{inside}{_SIGNS[node.tag]}"
    return f"<{node.tag}>{inside}</{node.tag}>"


def _sign_is_clear(node: _Styled, before: _Node | None, after: _Node | None) -> bool:
    """Whether the Markdown sign cannot run into another one, nor into white space."""
    if len(node.inside) != 1 or not isinstance(node.inside[0], Run):
        return False
    if isinstance(before, _Styled) or isinstance(after, _Styled):
        return False
    words = node.inside[0].text
    if node.tag in ("sup", "sub"):
        return re.fullmatch(r"(?:[^\W_]|[.,+()−–-])+", words) is not None
    return words[0].isalnum() and words[-1].isalnum() and "\xa0" not in words[:1]


def _code(words: str) -> str:
    longest = max((len(run) for run in re.findall("`+", words)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if words[0] == "`" or words[-1] == "`" else ""
    return f"{fence}{pad}{words}{pad}{fence}"
