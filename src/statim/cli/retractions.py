"""`statim references retractions`: a list of notices in, the statements that rest on them out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from statim.cli.ready import Refusal, with_database

if TYPE_CHECKING:
    from statim.editorial.resting import Resting
    from statim.references.notices import Notice


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--source",
    default="Retraction Watch",
    show_default=True,
    help="Whose list it is. The file takes the place of all that this source said before.",
)
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON.")
@with_database
def retractions(file: Path, source: str, as_json: bool) -> None:
    """Load a list of retractions and mark every page that cites a work on it.

    Reads the Retraction Watch CSV, or a CSV of DOIs and notices, gzip or not. Prints which
    statements on which topics rest on retracted, doubted or corrected works.

    Example: statim references retractions retraction_watch.csv
    """
    from statim.audit.actor import OPERATOR
    from statim.editorial.resting import resting
    from statim.editorial.sentinel import take_notices
    from statim.references.errors import SourceNeeded, UnreadableFile
    from statim.references.notice_files import read_notices
    from statim.references.queries import noticed_works

    try:
        read = read_notices(file.read_bytes(), str(file))
        if not read.notices:
            raise Refusal("\n".join(f"Refused: {row}" for row in read.refused))
        taken = take_notices(read.notices, source=source, by=OPERATOR)
    except OSError as error:
        raise Refusal(f"Refused: {file}: {error.strerror or error}") from error
    except (UnreadableFile, SourceNeeded) as error:
        raise Refusal(f"Refused: {error}") from error
    found, works = resting(), noticed_works()
    outcome = {
        "file": str(file),
        "source": source.strip(),
        "notices": len(read.notices),
        "added": taken.added,
        "gone": taken.gone,
        "nameless": read.nameless,
        "refused": [str(row) for row in read.refused],
        "turned": list(taken.topics),
        "works": [{"work": key, "notices": told(said)} for key, said in works.items()],
        "resting": [_as_json(each) for each in found],
    }
    if as_json:
        click.echo(json.dumps(outcome, ensure_ascii=False, indent=2))
    else:
        _print(found)
    _say(outcome, sum(len(each.statements) for each in found))
    if read.refused:
        raise Refusal("\n".join(f"Refused: {row}" for row in read.refused))


def told(notices: Sequence[Notice]) -> list[dict[str, Any]]:
    """Notices as JSON."""
    return [
        {
            "kind": n.kind, "day": n.day, "notice_doi": n.notice_doi,
            "notice_pmid": n.notice_pmid, "reasons": list(n.reasons), "source": n.source,
        }
        for n in notices
    ]  # fmt: skip


def _as_json(each: Resting) -> dict[str, Any]:
    return {
        "topic": each.topic,
        "slug": each.slug,
        "title": each.title,
        "edition": each.edition,
        "reference": each.number,
        "work": each.work,
        "work_title": each.work_title,
        "notices": told(each.notices),
        "statements": [
            {"id": s.id, "text": s.text, "address": f"/topics/{each.slug}/#s-{s.id}"}
            for s in each.statements
        ],
    }


def _print(found: Sequence[Resting]) -> None:
    for slug, about in groupby(found, key=lambda each: each.slug):
        click.echo(slug)
        for each in about:
            click.echo(f"  reference {each.number}: {in_short(each)}")
            for statement in each.statements:
                click.echo(f"    #s-{statement.id}: {statement.text}")
            if not each.statements:
                click.echo("    no statement cites it")


def in_short(each: Resting) -> str:
    """The work and what is said of it, on one line."""
    said = "; ".join(dict.fromkeys(_line(notice) for notice in each.notices))
    return f"{each.work_title.rstrip('.')}. {said}"


def _line(notice: Notice) -> str:
    from statim.references.notices import WORDS

    reasons = f" ({', '.join(notice.reasons)})" if notice.reasons else ""
    where = f", doi:{notice.notice_doi}" if notice.notice_doi else ""
    return f"{WORDS[notice.kind]} {notice.day or '(date not given)'}{reasons}{where}"


def _say(outcome: dict[str, Any], statements: int) -> None:
    slugs = {each["slug"] for each in outcome["resting"]}
    click.echo(
        f"{outcome['source']}: {outcome['notices']:,} notices, {outcome['added']:,} new, "
        f"{outcome['gone']:,} no longer listed. They concern {len(outcome['works']):,} works of "
        f"the library; {statements:,} statements on {len(slugs):,} topics rest on them.",
        err=True,
    )
    if nameless := outcome["nameless"]:
        lines = ", ".join(map(str, nameless[:5])) + (", …" if len(nameless) > 5 else "")
        click.echo(
            f"{len(nameless):,} rows name no DOI and no PubMed id, and match nothing: line {lines}",
            err=True,
        )
