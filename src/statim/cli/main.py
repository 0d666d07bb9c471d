"""The `statim` command: puts the words of every room together.

Each word lives in a module of its own and is loaded only when it is used, so that
`statim --help` answers at once.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import cast

import click

WORDS = {
    "run": "statim.cli.run:run",
    "topics": "statim.cli.topics:topics",
    "references": "statim.cli.references:references",
    "editions": "statim.cli.editions:editions",
    "search": "statim.cli.search:search",
    "check": "statim.cli.check:check",
    "usage": "statim.cli.usage:usage",
    "institutions": "statim.cli.institutions:institutions",
    "desk": "statim.cli.desk:desk",
    "digest": "statim.cli.digest:digest",
    "audit": "statim.cli.audit:audit",
    "people": "statim.cli.people:people",
    "backup": "statim.cli.backup:backup",
    "restore": "statim.cli.backup:restore",
    "demo": "statim.cli.demo:demo",
    "manual": "statim.cli.manual:manual",
    "manage": "statim.cli.manage:manage",
}


class Statim(click.Group):
    """Finds a word's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every word, in the order of the manual."""
        return list(WORDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command behind a word."""
        if cmd_name not in WORDS:
            return None
        module, name = WORDS[cmd_name].split(":")
        return cast("click.Command", getattr(import_module(module), name))


@click.command(cls=Statim, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="statim")
def main() -> None:
    """Statim: a clinical reference that you run yourself.

    Example: statim topics import my-pages/ --publish
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "statim.config.settings")


if __name__ == "__main__":
    sys.exit(main())
