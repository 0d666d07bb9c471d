"""`statim manage`: Django's own commands, for developers (migrations, shell)."""

from __future__ import annotations

import click


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    add_help_option=False,
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def manage(words: tuple[str, ...]) -> None:
    """Django's own commands, for developers.

    Example: statim manage makemigrations
    """
    from django.core.management import execute_from_command_line

    execute_from_command_line(["statim manage", *words])
