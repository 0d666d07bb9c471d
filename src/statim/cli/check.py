"""`statim check`: the quality of what is published, as a list to work through."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby

import click

from statim.cli.ready import with_database


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Every finding as JSON.")
@click.option("--strict", is_flag=True, help="Exit with status 1 where anything was found.")
@with_database
def check(as_json: bool, strict: bool) -> None:
    """Say what could be better in what is published.

    Statements without a citation, overdue reviews, pages never reviewed, links within the
    site that lead nowhere, references that no statement cites, dose forms that have been
    misread, placeholders, dates that cannot be, and doses or thresholds that two pages state
    differently (candidates, for a person to judge). Nothing is changed.

    Example: statim check --strict
    """
    from datetime import UTC, datetime

    from statim.editions.quality import findings

    found = findings(today=datetime.now(UTC).date())
    if as_json:
        click.echo(json.dumps([asdict(f) for f in found], indent=2, ensure_ascii=False))
    else:
        for slug, about in groupby(found, key=lambda finding: finding.slug):
            click.echo(slug)
            for finding in about:
                click.echo(f"  {finding.kind}: {finding.what}")
        click.echo(f"{len(found)} findings", err=True)
    if strict and found:
        raise SystemExit(1)
