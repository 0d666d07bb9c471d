"""`statim desk`: what the desk does by the clock, by hand."""

from __future__ import annotations

import json

import click

from statim.cli.ready import with_database


@click.group()
def desk() -> None:
    """The writing desk.

    Example: statim desk due
    """


@desk.command()
@click.option("--json", "as_json", is_flag=True, help="What was done, as JSON.")
@with_database
def due(as_json: bool) -> None:
    """Publish what is due by now, send the reminders that are due, and clear away accounts whose
    address was never confirmed.

    A running site does this once a minute by itself; a second round at once does nothing twice.

    Example: statim desk due
    """
    from statim.editorial.timer import due_now

    done = due_now()
    published = [each.publication for each in done.published if each.publication]
    refused = [each for each in done.published if not each.publication]
    if as_json:
        told = {
            "published": [{"slug": p.slug, "edition": p.number, "hash": p.hash} for p in published],
            "refused": [{"topic": each.topic, "reason": each.reason} for each in refused],
            "reminded": len(done.reminded),
            "digests": done.digests,
            "unconfirmed accounts deleted": done.unconfirmed,
        }
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        for each in published:
            click.echo(f"{each.slug}: edition {each.number} published")
        click.echo(f"{len(done.reminded)} reminders sent", err=True)
        if done.unconfirmed:
            click.echo(f"{done.unconfirmed} accounts never confirmed, deleted", err=True)
        for refusal in refused:
            click.echo(f"{refusal.topic}: refused: {refusal.reason}", err=True)
    if refused:
        raise SystemExit(1)
