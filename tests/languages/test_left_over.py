"""What nobody can translate yet: text in templates and sentences in code that go through no
catalogue. The list in left_over.txt says where and how much, and may only shrink."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.template.base import Lexer, TokenType

from statim.design.script_words import WORDS
from tests.catalogues import MANY, ONE, ROOT, SOURCES

LIST = Path(__file__).with_name("left_over.txt")
MARKUP = re.compile(r"<(?:script|style|svg|code)\b.*?</(?:script|style|svg|code)>|<!--.*?-->", re.S)
TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.S)
ATTRIBUTE = re.compile(r'\b(?:aria-label|title|placeholder|alt)="([^"]*)"')
LETTERS = re.compile(r"[A-Za-z]{2}")
NAMES = re.compile(r"\b(?:PDF|JSON|CSV|Word|Markdown|iCalendar|UTC|SHA|XXXX|nbsp|DOI|PMID)\b")
SENTENCE = re.compile(r"[A-Z“‘].*\S+\s\S+\s\S.*[.?!]$", re.S)
# the shell's own words are English, and the gallery is for those who build pages
ENGLISH_ONLY = {"cli", "evidence", "interop", "config", "audit"}
FOR_BUILDERS = {"gallery.html"}


def unsaid_in_template(source: str) -> list[str]:
    """Pieces of text that stand in no translate tag."""
    text, inside, silent = "", False, False
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            inside = token.contents.startswith("blocktranslate") or (
                inside and not token.contents.startswith("endblocktranslate")
            )
            text += "\0"
            silent = token.contents.startswith("block kind")  # names a style, says nothing
        elif token.token_type == TokenType.TEXT and not (inside or silent):
            text += token.contents
    text = MARKUP.sub("\0", text)
    shown = [*ATTRIBUTE.findall(text), *TAG.sub("\0", text).split("\0")]
    return [piece.strip() for piece in shown if LETTERS.search(NAMES.sub("", piece))]


def unsaid_in_code(source: str) -> list[str]:
    """Sentences that no call of the voice holds; docstrings are none."""
    tree = ast.parse(source)
    said = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _name(node) in ONE | MANY | {"warning", "exception"}
        for inner in ast.walk(node)
    }
    said |= {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    said |= {
        id(value)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for value in node.values
    }
    return [text for node in ast.walk(tree) if id(node) not in said for text in _sentences(node)]


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _sentences(node: ast.AST) -> Iterator[str]:
    text = ""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = node.value
    elif isinstance(node, ast.JoinedStr):
        text = "".join(v.value if isinstance(v, ast.Constant) else "X" for v in node.values)
    text = TAG.sub("", text).strip()
    if SENTENCE.match(text):
        yield text


def left_over() -> dict[str, int]:
    """How much each file still says in English alone."""
    found = {}
    for path in sorted(SOURCES.rglob("*")):
        room = path.relative_to(SOURCES).parts[0]
        if path.name in FOR_BUILDERS or "migrations" in path.parts or room in ENGLISH_ONLY:
            continue
        if path.suffix == ".html" and "templates" in path.parts:
            unsaid = unsaid_in_template(path.read_text("utf-8"))
        elif path.suffix == ".py":
            unsaid = unsaid_in_code(path.read_text("utf-8"))
        else:
            continue
        if unsaid:
            found[path.relative_to(ROOT).as_posix()] = len(unsaid)
    return found


def test_nothing_more_is_left_untranslatable_than_the_list_says() -> None:
    listed = dict(line.rsplit(" ", 1) for line in LIST.read_text("utf-8").splitlines())
    found = {name: str(count) for name, count in left_over().items()}
    assert found == listed, "wrap what is new; where less is left, say so in left_over.txt"


def test_text_that_is_wrapped_nowhere_is_found() -> None:
    page = (
        '<p>{% translate "Said" %} Unsaid</p><a title="Neither">{{ x }}</a><script>let no;</script>'
    )
    assert unsaid_in_template(page) == ["Neither", "Unsaid"]
    block = "{% blocktranslate with n=x %}All said {{ n }}{% endblocktranslate %}"
    assert unsaid_in_template(block) == []
    code = (
        '"""A docstring of many words."""\nsay("This is said here.")\nx = f"Nobody said {x} here."'
    )
    assert unsaid_in_code(code) == ["Nobody said X here."]


def test_scripts_say_nothing_that_the_page_does_not_hand_over() -> None:
    told = re.compile(r'\btell\("((?:[^"\\]|\\.)*)"\)')
    said = {
        text
        for path in SOURCES.glob("*/static/*/*.js")
        for text in told.findall(path.read_text("utf-8"))
    }
    assert said == set(WORDS)
