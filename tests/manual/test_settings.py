"""The manual's table of settings against the code that reads them."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "manual" / "settings.md"
READERS = {
    "text",
    "number",
    "decimal",
    "number_or_unlimited",
    "flag",
    "choice",
    "words",
    "words_among",
    "months",
    "secret_word",
    "readable_colour",
}
ROW = re.compile(r"^\| `STATIM_([A-Z_]+)` \| (.+?) \| .{10,} \|$", re.MULTILINE)


def documented() -> dict[str, str]:
    """Setting to its default, as the manual has them."""
    return dict(ROW.findall(MANUAL.read_text(encoding="utf-8")))


@cache
def read_by_the_code() -> dict[str, ast.expr | None]:
    """Setting to the expression of its default, wherever the code reads one."""
    found: dict[str, ast.expr | None] = {}
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and called(node) in READERS and node.args:
                name = node.args[0]
                if isinstance(name, ast.Constant) and re.fullmatch(r"[A-Z_]{3,}", str(name.value)):
                    found[str(name.value)] = node.args[-1] if len(node.args) > 1 else None
    return found


def called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def written(default: ast.expr | None) -> str | None:
    """A default as the manual writes it, or None where the code computes it."""
    if default is None:
        return None
    try:
        value = ast.literal_eval(default)
    except ValueError:
        return None
    if isinstance(value, tuple):
        value = value[0]
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return f"`{value}`" if value != "" else "none"


def test_every_setting_that_the_code_reads_is_in_the_manual_and_no_other() -> None:
    assert set(documented()) == set(read_by_the_code())


@pytest.mark.parametrize("name", sorted(read_by_the_code()))
def test_the_manual_gives_the_default_that_the_code_has(name: str) -> None:
    default = written(read_by_the_code()[name])
    if default is not None:
        assert documented()[name] == default


def test_the_code_reads_no_setting_past_environment_py() -> None:
    for path in (ROOT / "src").rglob("*.py"):
        if path.name == "environment.py":
            continue
        text = path.read_text(encoding="utf-8")
        for name in re.findall(r"(?:environ(?:\.get)?[\[(]|getenv\()\"STATIM_([A-Z_]+)\"", text):
            assert name in documented(), f"{path.name} reads STATIM_{name}"


def test_every_choice_is_named() -> None:
    manual = MANUAL.read_text(encoding="utf-8")
    for name, default in read_by_the_code().items():
        if isinstance(default, ast.Tuple):
            row = next(line for line in manual.splitlines() if f"`STATIM_{name}`" in line)
            for choice in ast.literal_eval(default):
                assert f"`{choice}`" in row
