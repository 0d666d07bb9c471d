"""`statim digest`: sends readers the mails about what changed, where one is due."""

from __future__ import annotations

import json

import click

from statim.cli.ready import with_database


@click.command()
@click.option("--json", "as_json", is_flag=True, help="How many went, as JSON.")
@with_database
def digest(as_json: bool) -> None:
    """Send the digests that are due to readers who asked for them.

    A running site does this once a minute by itself; a second round at once sends nothing twice.

    Example: statim digest
    """
    from statim.accounts.cpd.digest import send_digests

    sent = send_digests()
    if as_json:
        click.echo(json.dumps({"sent": sent}))
    else:
        click.echo(f"{sent} digests sent", err=True)
