"""Printed references against their right form: NLM's own examples, or the papers' citations.

The data files name the source of every right form. `make_comparison.py` beside them counts
what another citation processor makes of the same works (docs/decisions/0002).
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from statim.references.csl.render import format_items

FOLDER = Path(__file__).parent / "citations"
KINDS_WANTED = {
    "article-journal", "article", "article-newspaper", "book", "chapter", "dataset",
    "motion_picture", "paper-conference", "report", "thesis", "webpage",
}  # fmt: skip


def rows(style: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{style}.yaml").read_text())
    return read


def words(printed: str) -> str:
    """What a reader sees: links are not part of the form, italics are."""
    return html.unescape(re.sub(r"</?a\b[^>]*>", "", printed))


@pytest.mark.parametrize("style", ["vancouver", "ama", "apa"])
def test_every_work_is_printed_to_the_letter(style: str) -> None:
    wanted = rows(style)
    printed = [words(p) for p in format_items([row["csl"] for row in wanted], style)]
    wrong = [
        f"{row['kind']}\n  right  {row.get('prints', row['right'])}\n  prints {got}"
        for row, got in zip(wanted, printed, strict=True)
        if got != row.get("prints", row["right"])
    ]
    assert not wrong, "\n".join(wrong)


def test_at_least_fifty_works_of_all_kinds_are_compared() -> None:
    wanted = rows("vancouver")
    assert len(wanted) >= 50
    assert {row["csl"]["type"] for row in wanted} >= KINDS_WANTED
    assert all(row["source"] for row in wanted)
    assert min(len(rows("ama")), len(rows("apa"))) >= 10


def test_the_known_differences_are_few_and_each_has_its_reason() -> None:
    different = [
        row for style in ("vancouver", "ama", "apa") for row in rows(style) if "prints" in row
    ]
    assert len(different) <= 2
    assert all(row["why"] and row["prints"] != row["right"] for row in different)


def test_a_work_is_printed_the_same_alone_as_among_others() -> None:
    items = [row["csl"] for row in rows("apa")]
    twins = [items[4], {**items[4], "title": "Another of the same author and year"}]
    assert format_items(twins, "apa")[0] == format_items([items[4]], "apa")[0]
    assert format_items(items, "apa")[::-1] == format_items(items[::-1], "apa")
