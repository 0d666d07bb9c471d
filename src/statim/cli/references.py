"""`statim references`: works into the library, and out of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from statim.cli.ready import Refusal, with_database
from statim.cli.retractions import retractions

if TYPE_CHECKING:
    from statim.references.reading import Refused, WorksRead

AT_ONCE = 500
KINDS = {".ris": "ris", ".bib": "bibtex", ".json": "csl-json"}


@click.group()
def references() -> None:
    """The library of works that statements rest on.

    Example: statim references import pubmed.nbib
    """


@references.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@with_database
def import_(files: tuple[Path, ...], as_json: bool) -> None:
    """Read works from CSL-JSON, RIS, BibTeX or PubMed files (nbib and XML), told by content.

    A work that the library has already is found again and completed, never doubled. A record
    that cannot be read is named with file, place and reason; the others go on.

    Example: statim references import pubmed.nbib zotero.ris
    """
    reports = [_import_one(path) for path in files]
    refused = [line for report in reports for line in report["refused"]]
    if as_json:
        click.echo(json.dumps(reports, ensure_ascii=False, indent=2))
    for report in reports:
        if report["read"]:
            click.echo(
                f"{report['file']}: {_count(report['read'])} read ({report['format']}), "
                f"{len(report['added'])} new.",
                err=True,
            )
    if refused:
        raise Refusal("\n".join(f"Refused: {line}" for line in refused))


def _import_one(path: Path) -> dict[str, Any]:
    from statim.references.errors import UnreadableFile
    from statim.references.reading import read_works

    report: dict[str, Any] = {
        "file": str(path), "format": "", "read": 0, "added": [], "keys": [], "refused": [],
    }  # fmt: skip
    try:
        works = read_works(path.read_bytes(), str(path))
    except OSError as error:
        return report | {"refused": [f"{path}: {error.strerror or error}"]}
    except UnreadableFile as error:
        return report | {"refused": [str(error)]}
    return report | _keep(works) | {"refused": _lines(works.refused), "format": works.format}


def _keep(works: WorksRead) -> dict[str, Any]:
    from django.db import transaction

    from statim.audit.actor import OPERATOR
    from statim.editorial.sentinel import notice_works
    from statim.references.actions import keep_works
    from statim.references.queries import all_keys

    before = all_keys()
    kept: list[dict[str, Any]] = []
    with transaction.atomic(), _progress(works.items) as batches:
        for batch in batches:
            kept += keep_works(batch, by=OPERATOR)
        notice_works({item["id"] for item in kept} & before, by=OPERATOR)
    keys = [item["id"] for item in kept]
    added = [key for key in dict.fromkeys(keys) if key not in before]
    return {"read": len(kept), "keys": keys, "added": added}


def _progress(items: Sequence[dict[str, Any]]) -> Any:
    batches = [items[n : n + AT_ONCE] for n in range(0, len(items), AT_ONCE)]
    return click.progressbar(
        batches,
        label="Keeping works",
        file=sys.stderr,
        hidden=len(batches) < 3 or not sys.stderr.isatty(),
    )


def _lines(refused: Sequence[Refused]) -> list[str]:
    return [str(one) for one in refused]


@references.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--format",
    "kind",
    type=click.Choice(sorted(KINDS.values())),
    help="What to write; else told by the name of the file (.json, .ris, .bib).",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format csl-json.")
@with_database
def export(file: Path, kind: str | None, as_json: bool) -> None:
    """Write every work of the library to a file, or to standard output for "-".

    CSL-JSON holds everything that the library knows; RIS and BibTeX what they have room for.

    Example: statim references export library.json
    """
    from statim.references.queries import works
    from statim.references.writing import write_works

    kind = "csl-json" if as_json else kind or KINDS.get(file.suffix.lower(), "csl-json")
    items = list(works())
    text = write_works(items, kind)
    if str(file) == "-":
        click.echo(text, nl=False)
    else:
        try:
            part = file.with_name(f"{file.name}.part")
            part.write_text(text, encoding="utf-8")
            part.replace(file)
        except OSError as error:
            raise Refusal(f"Refused: {file}: {error.strerror or error}") from error
    click.echo(f"{_count(len(items))} written as {kind}.", err=True)


references.add_command(retractions)


def _count(works: int) -> str:
    return "1 work" if works == 1 else f"{works} works"
