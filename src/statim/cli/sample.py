"""The first start's furniture: the sample library and two accounts to try the site with."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import click

Step = Callable[[str], AbstractContextManager[Callable[[str], None]]]

DEMO_ACCOUNTS = (
    ("reader@demo.example", "Demonstration reader", "reader"),
    ("editor@demo.example", "Demonstration editor", "editor"),
)


def library_folder() -> Path | None:
    """Where the sample topics are: beside the source, or where the wheel put them."""
    import sys

    import statim

    beside_source = Path(statim.__file__).parents[2] / "library"
    installed = Path(sys.prefix) / "share" / "statim" / "library"
    return next((path for path in (beside_source, installed) if path.is_dir()), None)


def load_sample(step: Step) -> None:
    """Publish the sample library, unless anything was ever published here."""
    from statim.editions.queries import record_mark

    folder = library_folder()
    if record_mark()[0] or folder is None:
        return
    from statim.cli.topics import import_files

    with step("Publishing the sample library") as add:
        outcome = import_files(sorted(folder.glob("*.md")), publish=True)
        add(f"{outcome.published} topics")


def open_demo_accounts() -> None:
    """Two accounts whose generated passwords are printed once, where there is no account yet."""
    from statim.accounts.actions import add_person
    from statim.accounts.queries import nobody_yet
    from statim.audit.actor import OPERATOR

    if not nobody_yet():
        return
    click.echo("Two accounts to try the site with; their passwords are shown only now:", err=True)
    for email, name, role in DEMO_ACCOUNTS:
        _, password = add_person(email=email, name=name, role=role, by=OPERATOR)
        click.echo(f"  {role:8} {email:24} {password}", err=True)
