"""The gallery shows every component; templates and style sheets keep to the house's rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

import statim
from statim.design.words import counted, day

ROOT = Path(statim.__file__).parent
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))
COMPONENTS = {
    "button", "link", "dates", "byline", "statement", "citation", "reference", "notice",
    "breadcrumb", "search-box", "list", "form", "table", "meter", "footer", "change", "flag",
    "note",
}  # fmt: skip


def test_the_gallery_names_every_component_and_says_what_it_is_for(
    client: Client, db: None
) -> None:
    html = client.get("/design/").content.decode()
    shown = re.findall(r'data-component="([a-z-]+)"', html)
    assert set(shown) >= COMPONENTS
    assert html.count('class="use"') == len(shown)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_inline_script_or_style(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_no_style_sheet_or_script_fetches_from_another_host() -> None:
    for path in (ROOT / "design" / "static").rglob("*.*"):
        if path.suffix == ".png":  # the app's icons
            continue
        text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http" not in text, path.name
        assert "@import" not in text, path.name


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2026-03-02", "2 March 2026"),
        ("2026-12-31T09:00:00Z", "31 December 2026"),
        ("2026-00-01", "2026-00-01"),
        ("soon", "soon"),
        ("", ""),
    ],
)
def test_a_day_is_written_as_people_write_it_and_anything_else_left_alone(
    iso: str, words: str
) -> None:
    assert day(iso) == words


def test_counts_agree_with_their_noun() -> None:
    assert [counted(n, "topic") for n in (0, 1, 1200)] == ["0 topics", "1 topic", "1,200 topics"]
    assert counted(2, "specialty", "specialties") == "2 specialties"
