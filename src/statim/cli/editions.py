"""`statim editions`: prove the record, show one edition of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

import click

from statim.cli.ready import Refusal, with_database


@click.group()
def editions() -> None:
    """The published record.

    Example: statim editions verify
    """


@editions.command()
@click.option("--json", "as_json", is_flag=True, help="The verdict with every fault, as JSON.")
@click.option("--all", "every", is_flag=True, help="Name every fault, not only the first.")
@with_database
def verify(as_json: bool, every: bool) -> None:
    """Walk every hash and link; name the first edition that does not hold.

    The hash at which the record ends, kept elsewhere, proves later that nobody rewrote all of it.

    Example: statim editions verify
    """
    from statim.cli.progress import progress
    from statim.editions.queries import record_mark
    from statim.editions.verification import verify as walk

    with progress("Verifying editions", total=record_mark()[0]) as advance:
        verdict = walk(advance)
    if as_json:
        faults = [asdict(fault) for fault in verdict.faults]
        told = {"editions": verdict.editions, "head": verdict.head, "faults": faults}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        if verdict.faults:
            raise SystemExit(1)
        return
    if verdict.faults:
        named = verdict.faults if every else verdict.faults[:1]
        more = len(verdict.faults) - len(named)
        lines = [*map(str, named), *([f"and {more} more; --all names them"] if more else [])]
        raise Refusal("\n".join(lines))
    click.echo(f"{verdict.editions} editions verified")
    click.echo(f"The record ends at {verdict.head or 'nothing'}", err=True)


@editions.command()
@click.argument("slug")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As it stood on that day (UTC).")
@click.option("--json", "as_json", is_flag=True, help="The edition's canonical JSON.")
@with_database
def show(slug: str, as_of: datetime | None, as_json: bool) -> None:
    """One edition of a topic: the current one, or the one of a day.

    Example: statim editions show ketamine-in-depression --as-of 2026-03-01
    """
    from statim.editions import queries
    from statim.editions.errors import NoSuchEdition
    from statim.editions.plain import lines_of

    try:
        found = queries.as_of(slug, as_of.date()) if as_of else queries.latest(slug)
    except NoSuchEdition as missing:
        raise Refusal(str(missing)) from missing
    if as_json:
        click.echo(found.json_bytes())
    else:
        references = queries.bibliography_of(found)
        click.echo("\n".join(lines_of(found.document, bibliography=references)))
