"""`statim check`: what could be better in what is published."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.test import override_settings

from statim.cli.check import check
from statim.editions.document import Section
from tests.documents import page, says
from tests.world import World, publish

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


def test_two_pages_that_disagree_are_told_of_with_the_way_to_both(world: World) -> None:
    for slug, dose in (("one-page", "5 mg"), ("other-page", "10 mg")):
        text = f"Amlodipine {dose} once daily"
        section = Section(heading="", statements=(says("s1", text),))
        publish(page(section, topic=slug, slug=slug, title=slug), "2025-08-01")
    told = [f for f in json.loads(found("--json")[1]) if f["kind"] == "stated differently"]
    assert [(f["slug"], f["statement"]) for f in told] == [("one-page", "s1")]
    assert "5 mg here, 10 mg in /topics/other-page/#s-s1" in told[0]["what"]


def test_a_specialty_that_is_not_clinical_needs_no_citation(world: World) -> None:
    writing = {**settings.STATIM_WRITING, "exempt": frozenset({"About this site"})}
    with override_settings(STATIM_WRITING=writing):
        told = {(f["slug"], f["kind"]) for f in json.loads(found("--json")[1])}
    assert ("reading-this-site", "uncited statement") not in told


def test_nothing_published_is_nothing_found() -> None:
    assert found("--strict", "--json") == (0, "[]\n")
