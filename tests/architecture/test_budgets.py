"""Length, names, docstrings and exceptions: the house's manners, counted."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

from tests.architecture.files import ROOMS, ROOT, modules, named, tree

SOURCE = [p for p in modules() if p.is_relative_to(ROOMS)]
EXCEPTIONS_ALLOWED = 10
EXCEPTION = re.compile(r"#\s*(noqa|type:\s*ignore)")
CODES = r"(?:noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*|type: ignore\[[a-z-]+(?:, ?[a-z-]+)*\])"
WITH_REASON = re.compile(rf"# {CODES} +(?:#|-|–) *\w.{{4,}}")
FORBIDDEN_PLACES = {
    "core", "common", "utils", "util", "base", "helpers", "helper", "lib", "services", "misc",
    "managers", "handlers", "processors",
}  # fmt: skip
FORBIDDEN_CLASS = re.compile(r"(Manager|Handler|Helper|Processor|Utils?)$")


@pytest.mark.parametrize("module", modules(), ids=named)
def test_no_module_is_too_long(module: Path) -> None:
    limit = 600 if module.is_relative_to(ROOT / "tests") else 400
    assert len(module.read_text().splitlines()) <= limit


@pytest.mark.parametrize("module", modules(), ids=named)
def test_no_function_is_too_long(module: Path) -> None:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 50, f"{node.name} has {length} lines"


@pytest.mark.parametrize("module", modules(), ids=named)
def test_every_module_says_what_it_is(module: Path) -> None:
    if module.name == "__init__.py" and not module.read_text() and module not in SOURCE:
        return  # an empty folder mark of the tests
    said = ast.get_docstring(tree(module))
    assert said, "no docstring"
    if module.is_relative_to(ROOMS):
        assert len([line for line in said.splitlines() if line.strip()]) <= 7, (
            "too long a docstring"
        )


@pytest.mark.parametrize("module", SOURCE, ids=named)
def test_every_public_function_and_class_says_what_it_does(module: Path) -> None:
    public = [
        node
        for node in tree(module).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    assert [node.name for node in public if not ast.get_docstring(node)] == []


@pytest.mark.parametrize("module", modules(), ids=named)
def test_no_name_says_nothing(module: Path) -> None:
    place = {*module.relative_to(ROOT).parts[:-1], module.stem}
    assert not place & FORBIDDEN_PLACES
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ClassDef):
            assert not FORBIDDEN_CLASS.search(node.name), node.name


def comments(module: Path) -> list[tuple[int, str]]:
    """Every comment of a module with its line, strings left out."""
    tokens = tokenize.generate_tokens(io.StringIO(module.read_text()).readline)
    return [(t.start[0], t.string) for t in tokens if t.type == tokenize.COMMENT]


def test_exceptions_from_the_rules_are_few_and_each_has_its_reason() -> None:
    found = [
        (f"{named(module)}:{line}", text)
        for module in modules()
        for line, text in comments(module)
        if EXCEPTION.search(text)
    ]
    assert [place for place, text in found if not WITH_REASON.search(text)] == []
    assert len(found) <= EXCEPTIONS_ALLOWED, "\n".join(place for place, _ in found)


def test_a_domain_module_knows_no_http() -> None:
    """Errors, models, queries and actions speak of the domain, never of status codes."""
    plain = {"errors.py", "models.py", "queries.py", "actions.py", "permissions.py"}
    for module in SOURCE:
        if module.name in plain:
            imported = {
                node.module or ""
                for node in ast.walk(tree(module))
                if isinstance(node, ast.ImportFrom)
            }
            assert not {name for name in imported if name.startswith("django.http")}, named(module)
