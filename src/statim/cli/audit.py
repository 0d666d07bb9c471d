"""`statim audit`: the log of who did what, out of the house."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click

from statim.cli.ready import Refusal, with_database

DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def audit() -> None:
    """The log of who did what, when.

    Example: statim audit export --format csv > log.csv
    """


@audit.command()
@click.option("--format", "form", type=click.Choice(("csv", "json")), default="csv",
              show_default=True, help="A table for reading, or every entry exactly.")  # fmt: skip
@click.option("--since", type=DAY, help="From that day on (UTC).")
@click.option("--until", type=DAY, help="Up to the day before that day (UTC).")
@click.option("--act", default="", help="One kind of act only, such as publish.")
@with_database
def export(form: str, since: datetime | None, until: datetime | None, act: str) -> None:
    """Print the log, the oldest entry first. Refused where the log does not hold.

    Example: statim audit export --format json --since 2026-01-01 > log.json
    """
    from statim.audit.export import csv_lines, json_lines
    from statim.audit.queries import Wanted, entries, first_fault

    if fault := first_fault():
        raise Refusal(f"The log does not hold: {fault}.")
    wanted = Wanted(
        act=act,
        since=since and since.replace(tzinfo=UTC),
        until=until and until.replace(tzinfo=UTC),
    )
    lines = csv_lines(entries(wanted)) if form == "csv" else json_lines(entries(wanted))
    for line in lines:
        sys.stdout.write(line)
