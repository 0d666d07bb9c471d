"""`statim usage`: what was counted; nothing about people, because nothing is kept."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from statim.cli.ready import with_database


@click.group(invoke_without_command=True)
@click.option("--days", type=click.IntRange(1, 3660), default=30, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Topic (its id), reason and count as JSON.")
@click.pass_context
def usage(ctx: click.Context, days: int, as_json: bool) -> None:
    """Say which topics were opened by "I need this now", and why: the most first.

    A topic that is often needed so may be one to mark `emergency: true`.

    Example: statim usage --days 90
    """
    if ctx.invoked_subcommand is None:
        _urgent(days, as_json)


@with_database
def _urgent(days: int, as_json: bool) -> None:
    from datetime import UTC, datetime, timedelta

    from statim.editions.queries import latest_of_topic
    from statim.reader.urgency import EVENT, REASONS
    from statim.usage.queries import totals

    found = totals(EVENT, since=datetime.now(UTC).date() - timedelta(days=days - 1))
    if as_json:
        click.echo(json.dumps([asdict(total) for total in found], indent=2))
        return
    for total in found:
        edition = latest_of_topic(total.topic)
        slug = edition.slug if edition else total.topic
        click.echo(f"{total.count:>6}  {slug}  {REASONS.get(total.kind, total.kind)}")
    click.echo(f"{sum(t.count for t in found)} urgent openings in {days} days", err=True)


@usage.command()
@click.option("--days", type=click.IntRange(1, 3660), default=30, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Total and words as JSON.")
@with_database
def searches(days: int, as_json: bool) -> None:
    """Say how many searches found nothing, and which single words did on three days or more.

    Other queries are counted and not kept: they may name a person.

    Example: statim usage searches --days 90
    """
    from datetime import UTC, datetime, timedelta

    from statim.usage.queries import totals, unanswered
    from statim.usage.searches import EVENT, KIND

    since = datetime.now(UTC).date() - timedelta(days=days - 1)
    total = sum(one.count for one in totals(EVENT, since=since) if one.kind == KIND)
    words = unanswered(since=since)
    if as_json:
        listed = [{**asdict(one), "last": one.last.isoformat()} for one in words]
        click.echo(json.dumps({"nothing_found": total, "words": listed}, indent=2))
        return
    for one in words:
        click.echo(f"{one.days:>6} days  {one.word}  last on {one.last}")
    click.echo(f"{total} searches found nothing in {days} days", err=True)
