"""`statim backup` and `statim restore`: everything in one file, and back, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from statim.cli import archive, dumps
from statim.cli.ready import Refusal, prepare_database, with_database

# made anew at the next start, or another process's business
# made anew from the record, or (letters) on their way and not kept
LEFT_OUT = {
    "static", "search-index", "search-index.new", "search-index.old", "search-vectors.sqlite3",
    "search-vectors.sqlite3.new", "outbox", "metrics",
}  # fmt: skip
LEFT_OUT_ENDINGS = (".lock", "-wal", "-shm", "-journal", ".part")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_database
def backup(file: Path) -> None:
    """Save everything (database, media, secret key) as one archive, while the site runs.

    The archive holds the site's secrets: keep it where you would keep a password.

    Example: statim backup statim-2026-11-23.tar.gz
    """
    from django.conf import settings

    if file.exists():
        raise Refusal(f"{file} is there already; choose another name.")
    if not file.absolute().parent.is_dir():
        raise Refusal(f"There is no folder {file.absolute().parent}.")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=settings.DATA) as folder:
        try:
            dumped, counts = dumps.dump(Path(folder))
            with archive.written(file.absolute()) as writer:
                writer.add(dumped.name, dumped)
                for path in _files(settings.DATA, Path(folder)):
                    writer.add(path.relative_to(settings.DATA).as_posix(), path)
                made = datetime.now(UTC).isoformat(timespec="seconds")
                writer.facts = {"made": made, "counts": counts}
        except (dumps.CannotDump, OSError) as error:
            raise Refusal(f"No backup was made: {error}") from error
    said = ", ".join(f"{n} {name}" for name, n in counts.items())
    click.echo(f"{file}: {said}", err=True)
    if not (settings.DATA / "secret-key").exists():
        click.echo("Without the secret key: it comes from STATIM_SECRET_KEY.", err=True)


def _files(data: Path, passing: Path) -> Iterator[Path]:
    """Every file of the data folder that is kept, but for the database."""
    for path in sorted(data.rglob("*")):
        inside = path.relative_to(data)
        left_out = inside.parts[0] in LEFT_OUT or path.name.endswith(LEFT_OUT_ENDINGS)
        database = inside.as_posix() == dumps.SQLITE
        if path.is_file() and not (left_out or database or inside.parts[0].startswith(".")):
            yield path


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Bring a backup back, into a data folder that is new or empty.

    Every file is checked against its hash, and the whole record verified, before anything
    stands in place; a damaged archive leaves everything as it was.

    Example: STATIM_DATA=/srv/statim statim restore statim-2026-11-23.tar.gz
    """
    target = _target()
    _refuse_what_is_used(target)
    with _staging(target) as staging:
        try:
            manifest = archive.unpack(file, staging)
        except archive.Damaged as damage:
            raise Refusal(f"{damage} Nothing was restored.") from damage
        os.environ["STATIM_DATA"] = str(staging)
        _check(file, staging, manifest)
        _move(staging, target)
    counts = manifest["counts"]
    click.echo(f"{target}: {', '.join(f'{n} {name}' for name, n in counts.items())}", err=True)


def _target() -> Path:
    """The data folder, without making it (loading the settings would)."""
    return Path(os.environ.get("STATIM_DATA", "").strip() or "data").expanduser().resolve()


def _refuse_what_is_used(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Refusal(
            f"The data folder {target} is not empty: a site may be using it. "
            "Restore into a new or empty folder, named by STATIM_DATA."
        )


@contextmanager
def _staging(target: Path) -> Iterator[Path]:
    """A folder beside the target (inside it, where the target is a mount of its own)."""
    target.parent.mkdir(parents=True, exist_ok=True)
    place = target if target.is_mount() else target.parent
    folder = Path(tempfile.mkdtemp(prefix=".restoring-", dir=place))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check(file: Path, staging: Path, manifest: Mapping[str, Any]) -> None:
    """Refuse what does not hold: another kind of database, counts, the record itself."""
    url = os.environ.get("STATIM_DATABASE_URL", "").strip()
    on_postgres = url.startswith("postgres")
    if url and not on_postgres:
        raise Refusal("Unset STATIM_DATABASE_URL: SQLite is restored into the data folder.")
    name = dumps.POSTGRES if on_postgres else dumps.SQLITE
    if not (staging / name).is_file():
        kind = "PostgreSQL" if on_postgres else "SQLite"
        raise Refusal(f"{file} holds no {kind} database, and this site is set to use one.")
    if not on_postgres:
        _check_record(file, manifest)
        return
    _set_up()
    try:
        dumps.load_postgres(staging / name)
    except dumps.CannotDump as refusal:
        raise Refusal(f"{refusal} Nothing was restored.") from refusal
    try:
        _check_record(file, manifest)
    except BaseException:
        dumps.empty_postgres()
        raise
    (staging / name).unlink()


def _set_up() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "statim.config.settings")
    django.setup()


def _check_record(file: Path, manifest: Mapping[str, Any]) -> None:
    prepare_database()
    from django.db import connection

    from statim.editions.verification import verify

    verdict = verify()
    connection.close()
    if not verdict.holds:
        raise Refusal(
            f"{file}: its record does not hold. {verdict.faults[0]}. Nothing was restored."
        )
    if verdict.editions != manifest["counts"]["editions"]:
        raise Refusal(f"{file} does not hold as many editions as it says. Nothing was restored.")


def _move(staging: Path, target: Path) -> None:
    """Put the restored folder in place: at once, or file by file where it is a mount."""
    try:
        if staging.parent != target:
            if target.exists():
                shutil.copystat(target, staging)
            staging.rename(target)
            return
        for path in sorted(staging.iterdir(), key=lambda path: path.name == dumps.SQLITE):
            path.rename(target / path.name)
    except OSError as error:
        raise Refusal(f"{target} could not be put in place: {error}") from error
