"""The manual's page on searching against search: its fields, its keys, its examples."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from statim.editorial.sentinel import take_notices
from statim.references.notices import Notice
from statim.search import asked, follower
from statim.search.fields import NAMES
from statim.search.starting_set.loading import LISTS
from statim.search.tables import HEAD
from tests.world import EDITOR, World

PAGE = (Path(__file__).parents[2] / "docs" / "manual" / "searching.md").read_text("utf-8")
PROGRAM = {"accept": "application/json"}


def answer(client: Client, query: str) -> Any:
    """What the site tells a program."""
    follower.catch_up()
    return client.get("/search/", {"q": query}, headers=PROGRAM).json()


@pytest.fixture
def quotable(tmp_path: Path) -> Any:
    """The function of the manual's example, run as printed."""
    code = re.search(r"```python\n(.+?)```", PAGE, re.DOTALL)
    assert code
    script = tmp_path / "example.py"
    script.write_text(code.group(1), encoding="utf-8")
    return runpy.run_path(str(script))["quotable"]


@pytest.mark.usefixtures("own_index", "world")
def test_the_answer_is_as_printed(client: Client) -> None:
    printed = re.search(r"```json\n(.+?)```", PAGE, re.DOTALL)
    assert printed
    expected = json.loads(printed[1])
    told = answer(client, expected["query"])
    assert re.fullmatch(r"[0-9a-f]{64}", told["results"][0]["hash"])
    told["results"][0]["hash"] = expected["results"][0]["hash"]
    assert told == expected


@pytest.mark.usefixtures("own_index", "world")
def test_every_key_of_a_hit_is_explained_or_plain_in_the_example(client: Client) -> None:
    explained = {*re.findall(r"`([a-z_]+)`", PAGE), *re.findall(r'"([a-z_]+)":', PAGE)}
    told = answer(client, "ketamine")
    assert set(told) | set(told["results"][0]) <= explained


@pytest.mark.usefixtures("own_index")
def test_the_example_leaves_out_what_something_stands_against(
    client: Client, world: World, quotable: Any
) -> None:
    overdue = answer(client, "blocks the NMDA receptor channel")
    assert overdue["results"][0]["overdue"]
    assert quotable(overdue) == []
    kads = answer(client, "adequately dosed injections")
    (text, address, digest), *_ = quotable(kads)
    assert (text[:10], address) == ("Four weeks", "/topics/repeated-ketamine/")
    assert digest == kads["results"][0]["hash"]
    notice = Notice(kind="retraction", doi="10.1192/bjp.2023.79", source="A list")
    take_notices([notice], source="A list", by=EDITOR)
    retracted = answer(client, "adequately dosed injections")
    assert quotable(retracted) == []
    assert retracted["results"][0]["notices"] == [
        {"reference": 1, "kind": "retraction", "date": None}
    ]


def test_every_field_word_is_in_the_table_and_each_example_is_understood() -> None:
    table = PAGE.partition("## Field words")[2].partition("## What a result")[0]
    examples = re.findall(r"`([a-z]+:[^`]+)`", table)
    assert {example.partition(":")[0] for example in examples} == set(NAMES)
    for example in examples:
        read = asked.read(example)
        assert bool(read.fields) is (example != "reviewed:soon"), example
        assert bool(read.notes) is (example == "reviewed:soon"), example


def test_every_list_and_every_column_is_named() -> None:
    section = PAGE.partition("## Synonyms and abbreviations")[2].partition("## Searches")[0]
    assert set(LISTS) - {"diseases"} <= set(re.findall(r"`([a-z0-9]+)`", section))
    assert set(HEAD) <= set(re.findall(r"`([a-z]+)`", section))
