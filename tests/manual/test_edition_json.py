"""The manual's page on edition JSON against an edition."""

from __future__ import annotations

import json
import re
import runpy
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from statim.audit.actor import OPERATOR
from statim.editions.actions import append
from statim.editions.document import Section, Statement
from statim.editions.queries import latest
from tests.documents import page, says

PAGE = (Path(__file__).parents[2] / "docs" / "manual" / "edition-json.md").read_text("utf-8")


@pytest.fixture
def published(db: None) -> bytes:
    """The JSON of an edition with text beyond ASCII."""
    section = Section(heading="", statements=(says("s1", "≤ 5 µg/kg, not 5 mg/kg."),))
    append(page(section), bibliography=[], by=OPERATOR)
    return latest("a-topic").json_bytes()


@pytest.fixture
def holds(tmp_path: Path) -> Any:
    """The function of the manual's example, run as printed."""
    code = re.search(r"```python\n(.+?)```", PAGE, re.DOTALL)
    assert code
    script = tmp_path / "example.py"
    script.write_text(code.group(1), encoding="utf-8")
    return runpy.run_path(str(script))["holds"]


def test_the_example_proves_an_edition(published: bytes, holds: Any) -> None:
    assert holds(published)


def test_the_example_finds_one_altered_character(published: bytes, holds: Any) -> None:
    altered = published.replace("5 µg/kg, not 5 mg/kg".encode(), "5 mg/kg, not 5 µg/kg".encode())
    assert altered != published
    assert not holds(altered)


def test_every_key_of_an_edition_and_of_a_statement_is_explained(published: bytes) -> None:
    explained = set(re.findall(r"`([a-z_]+)`", PAGE))
    assert set(json.loads(published)) <= explained
    assert {field.name for field in fields(Statement)} <= explained
