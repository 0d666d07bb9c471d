"""`statim check`: what could be better in what is published."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from statim.cli.check import check
from tests.world import World

pytestmark = pytest.mark.django_db


def found(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(check, list(words))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout


def test_what_is_uncited_overdue_unreviewed_or_dead_is_listed(world: World) -> None:
    status, out = found("--json")
    assert status == 0
    told = {(f["slug"], f["kind"], f["statement"]) for f in json.loads(out)}
    assert told == {
        ("mode-of-action", "review overdue", ""),
        ("mode-of-action", "uncited statement", "m-see"),
        ("reading-this-site", "never reviewed", ""),
        ("reading-this-site", "uncited statement", "s-dates"),
        ("adverse-effects", "never reviewed", ""),
        ("repeated-ketamine", "never reviewed", ""),
        ("ketamine-in-depression", "dead link", ""),  # its related page is withdrawn
    }


def test_a_terminal_gets_one_line_for_each_finding(world: World) -> None:
    _, out = found()
    assert "mode-of-action\n  review overdue: the review was due on 2024-01-05\n" in out
    assert "related page /topics/ketamine-and-ect/" in out


def test_strict_gives_status_1_where_anything_was_found(world: World) -> None:
    assert found("--strict")[0] == 1


def test_nothing_published_is_nothing_found() -> None:
    assert found("--strict", "--json") == (0, "[]\n")
