"""The manual's page on commands against the commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from statim.cli.main import WORDS, main
from statim.editions.checks.dangerous import NAMES

PAGE = (Path(__file__).parents[2] / "docs" / "manual" / "commands.md").read_text("utf-8")
SECTION = re.compile(r"^## `statim ([a-z ]+)`\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def sections() -> dict[str, str]:
    """Command ("topics import") to what the manual says of it."""
    return dict(SECTION.findall(PAGE))


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with its words."""
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        assert command, word
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{word} ")
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield f"{before}{word}", command


ALL = dict(commands(main))


def test_the_manual_explains_every_command_and_no_other() -> None:
    assert set(sections()) == set(ALL)


@pytest.mark.parametrize("words", sorted(ALL))
def test_the_manual_names_every_option_and_no_other(words: str) -> None:
    own = {
        option
        for parameter in ALL[words].params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if option.startswith("--") and option != "--help"
    }
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", sections()[words])) == own


@pytest.mark.parametrize("words", sorted(ALL))
def test_every_command_says_what_it_does_with_an_example(words: str) -> None:
    help_text = ALL[words].help or ""
    example = help_text.partition("Example: ")[2]
    assert f"statim {words}" in example.splitlines()[0] or words == "manage"


def test_every_word_of_the_command_line_is_there() -> None:
    assert {words.partition(" ")[0] for words in ALL} == set(WORDS)


def test_the_forms_that_a_site_may_allow_are_those_that_the_check_knows() -> None:
    table = PAGE.partition("| form | such as |")[2].partition("\n\n")[0]
    rows = [row.split("|")[1] for row in table.splitlines() if "`" in row]
    assert {name for row in rows for name in re.findall(r"`([a-z-]+)`", row)} == set(NAMES)
