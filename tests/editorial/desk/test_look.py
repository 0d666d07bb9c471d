"""The desk's look: our tokens, and nothing that a strict content policy would refuse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import statim

PACKAGE = Path(statim.__file__).parent
SHEET = (PACKAGE / "editorial" / "static" / "editorial" / "frame.css").read_text("utf-8")
BASE = (PACKAGE / "design" / "static" / "design" / "base.css").read_text("utf-8")
TEMPLATES = sorted((PACKAGE / "editorial" / "templates").rglob("*.html"))
TOKEN = re.compile(r"(--[a-z-]+):\s*([^;]+);")


def tokens(sheet: str) -> list[tuple[str, str]]:
    """Every token in order, light then dark then more contrast, the white space evened out."""
    known = [(name, " ".join(value.split())) for name, value in TOKEN.findall(sheet)]
    return [(name, value) for name, value in known if not name.startswith("--w-")]


def test_the_desk_has_the_tokens_of_the_reader_pages() -> None:
    layer = BASE.split("@layer tokens {", 1)[1].split("@layer base", 1)[0]
    assert len(tokens(layer)) > 40
    assert tokens(SHEET) == tokens(layer)


def test_another_colour_would_be_noticed() -> None:
    assert tokens(SHEET.replace("#085768", "#085769")) != tokens(SHEET)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_a_style_or_a_script_of_its_own(template: Path) -> None:
    text = template.read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
