"""The triggers as a migration: made, taken back, made again; and what they refuse."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.state import ProjectState

from statim.audit.append_only import RefuseChanges


@pytest.fixture
def table(db: None) -> str:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept (a integer PRIMARY KEY, b text UNIQUE)")
        cursor.execute("INSERT INTO kept VALUES (1, 'one')")
    return "kept"


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def apply(operation: RefuseChanges, *, forwards: bool) -> None:
    direction = operation.database_forwards if forwards else operation.database_backwards
    state = ProjectState()
    # not `with`: on SQLite that asks for foreign keys off, which a test's transaction forbids
    direction("audit", connection.schema_editor(), state, state)


def rows() -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT a, b FROM kept ORDER BY a")
        return list(cursor.fetchall())


def test_the_table_takes_new_rows_and_nothing_else(table: str) -> None:
    operation = RefuseChanges(table, "it's 100 % kept", [("a",), ("b",)])
    apply(operation, forwards=True)
    run("INSERT INTO kept VALUES (2, 'two')")
    refused = ["UPDATE kept SET b = 'x'", "DELETE FROM kept WHERE a = 2"]
    if connection.vendor == "sqlite":
        refused += [
            "INSERT OR REPLACE INTO kept VALUES (1, 'x')",
            "REPLACE INTO kept VALUES (3, 'one')",
        ]
    else:
        refused += ["TRUNCATE kept"]
    for statement in refused:
        with pytest.raises(DatabaseError, match="it's 100 % kept"):
            run(statement)
    assert rows() == [(1, "one"), (2, "two")]


def test_a_migration_taken_back_takes_the_triggers_away(table: str) -> None:
    operation = RefuseChanges(table, "kept", [("a",), ("b",)])
    apply(operation, forwards=True)
    apply(operation, forwards=False)
    run("DELETE FROM kept")
    assert rows() == []
    apply(operation, forwards=True)
    assert operation.describe() == "Refuse UPDATE and DELETE on kept"
    name, arguments, _ = operation.deconstruct()
    assert (name, arguments) == ("RefuseChanges", ["kept", "kept", [("a",), ("b",)]])
