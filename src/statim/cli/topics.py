"""`statim topics`: files into drafts or editions, editions into files, a topic offline."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from statim.cli.progress import progress
from statim.cli.ready import Refusal, with_database

if TYPE_CHECKING:
    from statim.audit.actor import Actor
    from statim.editions.queries import Published
    from statim.editorial.imports import Taken


@click.group()
def topics() -> None:
    """Topics: import, export, withdraw.

    Example: statim topics import my-pages/ --publish
    """


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many files went which way."""

    draft: int = 0
    published: int = 0
    unchanged: int = 0
    refused: int = 0


def import_files(paths: Sequence[Path], *, publish: bool) -> Outcome:
    """Take files over in the name of the machine's operator, saying nothing."""
    from statim.audit.actor import OPERATOR
    from statim.editorial import imports

    done = [taken.status for taken in imports.import_files(paths, publish=publish, by=OPERATOR)]
    return Outcome(**{status: done.count(status) for status in set(done)})


@topics.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--publish", is_flag=True, help="Publish each as an edition at once.")
@click.option("--by", "email", metavar="EMAIL", help="The account in whose name this is done.")
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON on standard output.")
@with_database
def import_(paths: tuple[Path, ...], publish: bool, email: str | None, as_json: bool) -> None:
    """Take text, Markdown, HTML or Word files (or folders of them) over as drafts.

    What is uncertain is printed with file and place, for the author to settle. A file that is
    refused leaves the others alone.

    Example: statim topics import ketamine.docx pages/ --publish --by editor@example.org
    """
    from statim.editorial import imports

    by = _actor(email)
    files, passed = _files_in(paths)
    for path in passed:
        click.echo(f"{path}: not read, no kind of topic file", err=True)
    done: list[Taken] = []
    with progress("Reading topics", total=len(files)) as advance:
        for taken in imports.import_files(files, publish=publish, by=by):
            done.append(taken)
            advance(1)
            if not as_json:
                _say(taken)
    refused = sum(taken.status == "refused" for taken in done)
    if as_json:
        click.echo(json.dumps([_as_json(taken) for taken in done], ensure_ascii=False, indent=2))
    else:
        _sum_up(done)
    if refused or not files:
        sys.exit(1)


def _actor(email: str | None) -> Actor:
    from statim.accounts.queries import actor_of, find_person
    from statim.audit.actor import OPERATOR

    if email is None:
        return OPERATOR
    person = find_person(email)
    if person is None:
        raise Refusal(f"There is no active account for {email}.")
    return actor_of(person)


def _files_in(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The files to read, and those of folders that are no topic files."""
    from statim.topics.reading.decoding import is_edition, is_topic_file

    files: list[Path] = []
    passed: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        for found in sorted(p for p in path.rglob("*") if p.is_file()):
            if any(part.startswith(".") for part in found.relative_to(path).parts):
                continue
            fit = is_topic_file(found.name)
            if found.suffix.lower() == ".json":
                fit = fit and is_edition(found.read_bytes())
            (files if fit else passed).append(found)
    return list(dict.fromkeys(files)), passed


def _say(taken: Taken) -> None:
    where = f"{taken.path}, line {taken.line}" if taken.line else str(taken.path)
    if taken.status == "refused":
        click.echo(f"{where}: refused: {taken.reason}", err=True)
        return
    said = {
        "draft": f"draft of {taken.slug}",
        "published": f"{taken.slug}, edition {taken.edition}",
        "unchanged": f"{taken.slug} already says this (edition {taken.edition})",
    }[taken.status]
    click.echo(f"{taken.path}: {said}")
    for doubt in taken.doubts:
        click.echo(f"{taken.path}: {doubt}")


def _sum_up(done: Sequence[Taken]) -> None:
    counted = {
        status: sum(taken.status == status for taken in done)
        for status in ("published", "draft", "unchanged", "refused")
    }
    doubts = sum(len(taken.doubts) for taken in done)
    said = [f"{count} {status}" for status, count in counted.items() if count]
    said += [f"{doubts} doubt{'s' * (doubts > 1)} for the author"] if doubts else []
    click.echo(", ".join(said) or "no topic files found", err=True)


def _as_json(taken: Taken) -> dict[str, object]:
    return {
        "file": str(taken.path),
        "status": taken.status,
        "slug": taken.slug or None,
        "edition": taken.edition or None,
        "reason": taken.reason or None,
        "line": taken.line or None,
        "doubts": [{"what": d.what, "where": d.where, "why": d.why} for d in taken.doubts],
    }


@topics.command()
@click.argument("slug")
@click.option("--reason", required=True, help="Why; readers will see it.")
@click.option("--by", "email", metavar="EMAIL", help="The account in whose name this is done.")
@with_database
def withdraw(slug: str, reason: str, email: str | None) -> None:
    """Take a topic offline. Its address then answers with the reason; its editions stay.

    Example: statim topics withdraw old-topic --reason "Superseded by new-topic"
    """
    from statim.editions.errors import Refused
    from statim.editorial.actions import withdraw as take_offline

    try:
        take_offline(slug, reason=reason, by=_actor(email))
    except Refused as error:
        raise Refusal(str(error)) from error
    click.echo(f"{slug} is withdrawn.", err=True)


@topics.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--format", "kind", type=click.Choice(["markdown", "json"]), default="markdown",
    show_default=True, help="Topic files, or the editions' canonical JSON.",
)  # fmt: skip
@with_database
def export(folder: Path, kind: str) -> None:
    """Write everything published into a folder, one file a topic, pictures beside them.

    Importing the files elsewhere gives the same content, the ids of statements included. Files
    of the same name are replaced; nothing else in the folder is touched.

    Example: statim topics export backup/topics
    """
    from statim.editions.queries import latest_of_topic, online

    folder.mkdir(parents=True, exist_ok=True)
    shelved = list(online())
    with progress("Writing topics", total=len(shelved)) as advance:
        for topic in shelved:
            edition = latest_of_topic(topic.topic)
            if edition:
                for name, data in _pictures(edition):
                    _write_whole(folder / name, data)
                _write_whole(folder / f"{topic.slug}{_ENDINGS[kind]}", _exported(edition, kind))
            advance(1)
    click.echo(f"{len(shelved)} topics written to {folder}", err=True)


_ENDINGS = {"markdown": ".md", "json": ".json"}


def _exported(edition: Published, kind: str) -> bytes:
    from statim.topics import markdown

    if kind == "json":
        return edition.json_bytes()
    return markdown.write(edition.document).encode()


def _pictures(edition: Published) -> Iterator[tuple[str, bytes]]:
    """The pictures that an edition shows, to stand beside its file."""
    from statim.editions.kinds import file_name
    from statim.editions.media import bytes_of
    from statim.editions.pieces import figures_of

    for figure in dict.fromkeys(figures_of(edition.document)):
        try:
            yield file_name(figure), bytes_of(figure)
        except OSError as error:
            raise Refusal(f"{edition.slug}: its picture {file_name(figure)} is missing.") from error


def _write_whole(path: Path, data: bytes) -> None:
    """The file whole, or as it was before."""
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(data)
    beside.replace(path)
