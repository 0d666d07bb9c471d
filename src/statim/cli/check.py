"""`statim check`: the quality of what is published, as a list to work through."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

import click

from statim.cli.ready import with_database
from statim.cli.retractions import in_short

if TYPE_CHECKING:
    from statim.editions.quality import Finding

WORDS = {
    "retraction": "retracted work",
    "expression-of-concern": "work in doubt",
    "correction": "corrected work",
}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Every finding as JSON.")
@click.option("--strict", is_flag=True, help="Exit with status 1 where anything was found.")
@with_database
def check(as_json: bool, strict: bool) -> None:
    """Say what could be better in what is published.

    Retracted, doubted and corrected works that pages cite, statements without a citation,
    overdue reviews, pages never reviewed, links within the site that lead nowhere, references
    that no statement cites, dose forms that have been misread, placeholders, dates that cannot
    be, and doses or thresholds that two pages state differently (candidates, for a person to
    judge). Nothing is changed.

    Example: statim check --strict
    """
    from datetime import UTC, datetime

    from statim.editions.quality import findings

    found = _by_page([*_noticed(), *findings(today=datetime.now(UTC).date())])
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


def _noticed() -> Iterator[Finding]:
    """A finding for each statement that rests on a work about which a notice stands; for a
    work that is only listed, one of the page."""
    from statim.editions.quality import Finding
    from statim.editorial.resting import resting

    for each in resting():
        kind, work = WORDS[each.notices[0].kind], f"reference {each.number}: {in_short(each)}"
        if not each.statements:
            yield Finding(each.slug, kind, f"listed, not cited: {work}")
        for statement in each.statements:
            yield Finding(each.slug, kind, f"#s-{statement.id} rests on {work}", statement.id)


def _by_page(found: Sequence[Finding]) -> list[Finding]:
    pages: dict[str, list[Finding]] = {}
    for finding in found:
        pages.setdefault(finding.slug, []).append(finding)
    return [finding for page in pages.values() for finding in page]
