"""The desk's look: our tokens, and nothing that a strict content policy would refuse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import statim

PACKAGE = Path(statim.__file__).parent
SHEETS = sorted((PACKAGE / "editorial" / "static" / "editorial").glob("*.css"))
TOKENS = (PACKAGE / "design" / "static" / "design" / "tokens.css").read_text("utf-8")
TEMPLATES = sorted((PACKAGE / "editorial" / "templates").rglob("*.html"))
KNOWN = set(re.findall(r"(--[a-z-]+):", TOKENS))
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_the_desk_draws_with_the_tokens_of_the_reader_pages(sheet: Path) -> None:
    text = sheet.read_text("utf-8")
    own = KNOWN | set(re.findall(r"(--[a-z-]+):", text))
    used = set(re.findall(r"var\((--[a-z-]+)\)", text))
    assert {name for name in used - own if not name.startswith("--w-")} == set()
    assert not COLOUR.search(text)


def test_a_colour_of_its_own_would_be_noticed() -> None:
    assert COLOUR.search("a { color: #085769; }")
    assert COLOUR.search("a { color: rgb(8 87 105); }")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_a_style_or_a_script_of_its_own(template: Path) -> None:
    text = template.read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
