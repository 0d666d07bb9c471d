"""The database as one file and back: SQLite by its backup API, PostgreSQL by its own tools."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

SQLITE, POSTGRES = "statim.sqlite3", "statim.pgdump"

COUNTED = {
    "editions": "SELECT count(*) FROM editions_edition",
    "topics": "SELECT count(*) FROM editions_standing",
    "accounts": "SELECT count(*) FROM accounts_user",
    "log entries": "SELECT count(*) FROM audit_entry",
}


class CannotDump(Exception):
    """The database cannot be saved or brought back here; says why."""


def dump(folder: Path) -> tuple[Path, dict[str, int]]:
    """Save the database's state of one moment into `folder`, while the site runs.

    Gives the file and how many rows of what it holds. Raises CannotDump.
    """
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        return _dump_sqlite(Path(settings.DATABASES["default"]["NAME"]), folder / SQLITE)
    return _dump_postgres(folder / POSTGRES)


def _dump_sqlite(source: Path, target: Path) -> tuple[Path, dict[str, int]]:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        # one file, without a journal beside it
        copy.execute("PRAGMA journal_mode = DELETE")
        return target, _counts(copy.execute)


def _dump_postgres(target: Path) -> tuple[Path, dict[str, int]]:
    from django.db import connection, transaction

    tool = _tool("pg_dump")
    with transaction.atomic(), connection.cursor() as cursor:
        # pg_dump sees exactly what is counted here
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run([tool, "--format=custom", "--no-owner", "--no-privileges",
              f"--snapshot={snapshot}", f"--file={target}"])  # fmt: skip

        def execute(statement: str) -> Any:
            cursor.execute(statement)
            return cursor

        return target, _counts(execute)


def _counts(execute: Callable[[str], Any]) -> dict[str, int]:
    return {name: int(execute(statement).fetchone()[0]) for name, statement in COUNTED.items()}


def load_postgres(source: Path) -> None:
    """Bring a dump back into the database of the settings, which must be empty.

    One transaction: whole, or nothing. Raises CannotDump.
    """
    tool = _tool("pg_restore")
    if not postgres_is_empty():
        raise CannotDump(
            "The database of STATIM_DATABASE_URL is not empty; restore into a new one."
        )
    _run([tool, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
          f"--dbname={_name()}", str(source)])  # fmt: skip


def postgres_is_empty() -> bool:
    """Whether the database of the settings holds no table."""
    from django.db import connection

    return not connection.introspection.table_names()


def empty_postgres() -> None:
    """Take back what `load_postgres` brought into a database that was empty before."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise CannotDump(f"{name} is not installed; it comes with PostgreSQL's client tools.")
    return found


def _name() -> str:
    from django.db import connection

    return str(connection.settings_dict["NAME"])


def _run(command: list[str]) -> None:
    from django.db import connection

    told = connection.settings_dict
    # in the environment: what is on the command line, every user of the machine can read
    login = {
        "PGHOST": told["HOST"],
        "PGPORT": str(told["PORT"]),
        "PGUSER": told["USER"],
        "PGPASSWORD": told["PASSWORD"],
        "PGDATABASE": told["NAME"],
    }
    environment = os.environ | {name: value for name, value in login.items() if value}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotDump(f"{Path(command[0]).name} failed: {done.stderr.strip()}")
