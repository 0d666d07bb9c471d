"""`statim search synonyms`: the words that editors keep for search, loaded, exported, imported."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from statim.cli.ready import Refusal, with_database

if TYPE_CHECKING:
    from statim.search.starting_set.loading import Loaded

FROM = ("abbreviations", "icd10cm", "hpo")


@click.group()
def synonyms() -> None:
    """Synonyms and abbreviations: what search knows beside the names in the editions.

    Example: statim search synonyms load disease_ontology.json.gz
    """


@synonyms.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--from", "lists", multiple=True, type=click.Choice(FROM),
              help="A list that comes as a package; may be given several times.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would be taken in; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="For scripts: one JSON value on stdout.")
@with_database
def load(file: Path | None, lists: Sequence[str], dry_run: bool, as_json: bool) -> None:
    """Load a first set from open lists, matched to the topics that can be read here.

    FILE is a Disease Ontology list (JSON, may be gzip-compressed). Twice is once.

    Example: statim search synonyms load disease_ontology.json.gz --from abbreviations
    """
    from statim.audit.actor import OPERATOR
    from statim.search import follower
    from statim.search.errors import Refused
    from statim.search.starting_set import loading

    wanted = [*([loading.FILE] if file else []), *dict.fromkeys(lists)]
    if not wanted:
        raise click.UsageError("Name a file, or a list with --from.")
    done = []
    try:
        for name in wanted:
            own = file if name == loading.FILE else None
            done.append(loading.load(name, by=OPERATOR, file=own, dry_run=dry_run))
    except Refused as refused:
        raise Refusal(str(refused)) from refused
    finally:
        if done and not dry_run:
            follower.catch_up(wait=False)
    if as_json:
        click.echo(json.dumps([_said(one) for one in done], indent=2))
        return
    for one in done:
        _tell(one)


def _said(loaded: Loaded) -> dict[str, Any]:
    taken = loaded.taken
    return {
        "list": loaded.name,
        "terms": loaded.terms,
        "matched": dict(loaded.matched.by),
        "left": dict(loaded.matched.left),
        "found": len(loaded.matched.rows),
        "added": taken.added if taken else None,
        "known": taken.known if taken else None,
        "removed_by_editors": taken.removed if taken else None,
        "words": [
            {"abbreviation": row.short, "words": row.words, "topic": row.topic}
            for row in loaded.matched.rows
        ],
    }


def _tell(loaded: Loaded) -> None:
    from statim.search.starting_set.loading import LISTS

    by = ", ".join(f"{n:,} by {how}" for how, n in loaded.matched.by.items()) or "none"
    click.echo(f"{LISTS[loaded.name]}: {loaded.terms:,} entries; matched {by}")
    for reason, count in loaded.matched.left.items():
        click.echo(f"  left: {count:,} {reason}")
    taken = loaded.taken
    if taken is None:
        click.echo(f"  would take in {len(loaded.matched.rows):,} (those known already included)")
        return
    kept = f"; {taken.removed:,} stay removed, as editors left them" if taken.removed else ""
    click.echo(f"  {taken.added:,} taken in, {taken.known:,} known already{kept}")


@synonyms.command(name="export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_database
def export_(file: Path) -> None:
    """Write every synonym and abbreviation as CSV, those that were removed too.

    Example: statim search synonyms export words.csv
    """
    from statim.search.queries import export_table

    try:
        file.write_text(export_table(), encoding="utf-8", newline="")
    except OSError as error:
        raise Refusal(f"{file} cannot be written: {error.strerror}") from error


@synonyms.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@with_database
def import_(file: Path) -> None:
    """Take in a CSV table, whole or not at all; each fault is told with its line.

    Example: statim search synonyms import words.csv
    """
    from statim.audit.actor import OPERATOR
    from statim.search import follower
    from statim.search.actions import import_table
    from statim.search.errors import BadTable

    try:
        taken = import_table(file.read_bytes().decode("utf-8"), by=OPERATOR)
    except UnicodeDecodeError as error:
        raise Refusal(f"{file}: byte {error.start} is not UTF-8; save it as UTF-8.") from error
    except BadTable as bad:
        raise Refusal("\n".join(f"{file}: {fault}" for fault in bad.faults)) from bad
    follower.catch_up(wait=False)
    click.echo(f"{taken.added:,} taken in, {taken.known:,} known already", err=True)
