"""`statim demo`: real text in bulk, to try speed and search with."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import click

from statim.cli.progress import progress
from statim.cli.ready import Refusal, with_database


@click.group()
def demo() -> None:
    """Load demonstration material in bulk.

    Example: statim demo load medquad_topics.jsonl.gz
    """


@demo.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--limit", type=click.IntRange(1), default=None, help="Load only the first N.")
@with_database
def load(file: Path, limit: int | None) -> None:
    """Load and publish MedQuAD's topics (old material, marked as such).

    May be interrupted at any moment and goes on where it stopped.

    Example: statim demo load medquad_topics.jsonl.gz --limit 500
    """
    from statim.audit.actor import OPERATOR
    from statim.editorial.bulk import publish_new
    from statim.topics.errors import Unreadable
    from statim.topics.reading.medquad import count_medquad, read_medquad

    try:
        total = count_medquad(file)
        total = total if limit is None else min(limit, total)
        with progress("Publishing", total=total) as advance:
            for step in publish_new(islice(read_medquad(file), limit), by=OPERATOR):
                advance(step)
    except Unreadable as unreadable:
        raise Refusal(str(unreadable)) from unreadable
    click.echo(f"{total} topics are published.")
