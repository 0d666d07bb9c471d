"""The small commands, run as an operator runs them: stdout is data, stderr is talk."""

from __future__ import annotations

import json
import re
from importlib import import_module

import click
import pytest
from click.testing import CliRunner

from statim.cli.main import WORDS, main
from tests.site import Site


@pytest.fixture
def busy(site: Site) -> Site:
    """A site with two topics, one of them in two editions."""
    assert site.python("-m", "tests.editions.publishing", "alone", "2", "1").returncode == 0
    return site


def test_verify_says_how_many_editions_hold(busy: Site) -> None:
    done = busy.statim("editions", "verify")
    assert (done.returncode, done.stdout) == (0, "4 editions verified\n")
    told = json.loads(busy.statim("editions", "verify", "--json").stdout)
    assert (told["editions"], told["faults"]) == (4, [])
    assert told["head"] in done.stderr


def test_verify_of_an_empty_record_holds(site: Site) -> None:
    done = site.statim("editions", "verify")
    assert (done.returncode, done.stdout) == (0, "0 editions verified\n")


TAMPER = """
from statim.cli.ready import prepare_database
prepare_database()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("DROP TRIGGER editions_edition_no_update")
    cursor.execute("UPDATE editions_edition SET title = 'X' WHERE sequence = 3")
    cursor.execute("UPDATE editions_edition SET canonical = 'X' WHERE sequence = 2")
"""


def test_verify_names_the_first_edition_that_does_not_hold(busy: Site) -> None:
    assert busy.python("-c", TAMPER).returncode == 0
    done = busy.statim("editions", "verify")
    assert (done.returncode, done.stdout) == (1, "")
    assert "shared, edition 1: its text was altered: it does not match its hash" in done.stderr
    assert "more; --all names them" in done.stderr
    every = busy.statim("editions", "verify", "--all").stderr
    assert "alone-0, edition 2: its row was altered: title" in every
    told = busy.statim("editions", "verify", "--json")
    assert told.returncode == 1
    assert json.loads(told.stdout)["faults"][0]["slug"] == "shared"


def test_show_prints_the_current_edition_or_that_of_a_day(busy: Site) -> None:
    done = busy.statim("editions", "show", "shared")
    assert done.returncode == 0
    assert done.stdout.splitlines()[:2] == ["shared", done.stdout.splitlines()[1]]
    assert "Edition 2, published 20" in done.stdout
    assert "- Words 1 of alone-0 (1)" in done.stdout
    assert "1. A trial." in done.stdout
    assert "Not yet reviewed" in done.stdout
    assert busy.statim("editions", "show", "shared", "--as-of", "2099-01-01").stdout == done.stdout
    told = json.loads(busy.statim("editions", "show", "shared", "--json").stdout)
    assert (told["schema"], told["number"], len(told["hash"])) == ("statim-edition/1", 2, 64)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["show", "nowhere"], 1, "There is no topic nowhere."),
        (["show", "shared", "--as-of", "2001-01-01"], 1, "was not published on 2001-01-01"),
        (["show", "shared", "--as-of", "yesterday"], 2, "Invalid value"),
        (["show"], 2, "Missing argument"),
    ],
)
def test_show_refuses_by_name(busy: Site, words: list[str], status: int, said: str) -> None:
    done = busy.statim("editions", *words)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr


def test_an_account_is_opened_and_its_password_shown_once(site: Site) -> None:
    done = site.statim("people", "add", "ada@example.org", "--role", "author", "--name", "Ada")
    assert done.returncode == 0
    assert re.fullmatch(r"[\w-]{16}\n", done.stdout)
    assert "ada@example.org is now author here" in done.stderr
    taken = site.statim("people", "add", "Ada@Example.org", "--role", "reader")
    assert (taken.returncode, taken.stdout) == (1, "")
    assert taken.stderr == "There is already an account for Ada@Example.org.\n"
    bad = site.statim("people", "add", "no address", "--role", "reader")
    assert (bad.returncode, bad.stdout) == (1, "")
    assert bad.stderr.startswith("no address: ")
    role = site.statim("people", "add", "b@example.org", "--role", "king")
    assert (role.returncode, role.stdout) == (2, "")


def test_the_roles_of_the_command_are_the_roles_of_accounts() -> None:
    from statim.accounts.models import Role
    from statim.cli.people import ROLES

    assert list(ROLES) == Role.values


def every_command(group: click.Command, words: tuple[str, ...]) -> list[tuple[str, ...]]:
    if not isinstance(group, click.Group):
        return [words]
    inner = [every_command(command, (*words, name)) for name, command in group.commands.items()]
    return [words, *(path for paths in inner for path in paths)]


def _loaded(word: str) -> click.Command:
    module, name = WORDS[word].split(":")
    command = getattr(import_module(module), name)
    assert isinstance(command, click.Command)
    return command


@pytest.mark.parametrize("word", WORDS)
def test_every_command_has_help_with_an_example(word: str) -> None:
    for words in every_command(_loaded(word), (word,)):
        if word == "manage":  # hands every word on to Django, --help too
            shown = _loaded(word).help or ""
        else:
            done = CliRunner().invoke(main, [*words, "--help"])
            assert done.exit_code == 0
            shown = " ".join(done.output.split())
        assert re.search(rf"Example: .*statim {' '.join(words)}\b", shown), shown


def test_an_unknown_word_is_wrong_usage() -> None:
    assert CliRunner().invoke(main, ["nonsense"]).exit_code == 2
