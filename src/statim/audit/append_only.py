"""Tables that only grow: triggers by which the database itself refuses UPDATE and DELETE.

For migrations of any room whose rows must never change. SQLite and PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class RefuseChanges(Operation):
    """Migration operation: from here on the table takes INSERT and nothing else.

    `sentence` is what the database says when it refuses. `keys` are the table's unique keys:
    SQLite would let INSERT OR REPLACE put a row in place of one that shares any of them.
    """

    reversible = True

    def __init__(self, table: str, sentence: str, keys: Sequence[Sequence[str]]) -> None:
        self.table = table
        self.sentence = sentence
        self.keys = keys

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are no part of the models' state."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the triggers."""
        for statement in self._create(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop them, for a migration that is taken back."""
        for statement in _drop(schema_editor.connection.vendor, self.table):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        """What `migrate` prints."""
        return f"Refuse UPDATE and DELETE on {self.table}"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """For Django's migration writer."""
        return (type(self).__name__, [self.table, self.sentence, self.keys], {})

    def _create(self, vendor: str) -> list[str]:
        said = self.sentence.replace("'", "''")
        if vendor == "sqlite":
            return _sqlite_triggers(self.table, said, self.keys)
        return _postgres_triggers(self.table, said.replace("%", "%%"))


def _sqlite_triggers(table: str, said: str, keys: Sequence[Sequence[str]]) -> list[str]:
    taken = " OR ".join(
        " ".join(
            [
                "EXISTS (SELECT 1 FROM",
                table,
                "WHERE",
                " AND ".join(f"{column} = NEW.{column}" for column in key),
                ")",
            ]
        )
        for key in keys
    )
    events = {"update": "UPDATE", "delete": "DELETE", "replace": "INSERT"}
    return [
        f"CREATE TRIGGER {table}_no_{name} BEFORE {event} ON {table} "
        + (f"WHEN {taken} " if event == "INSERT" else "")
        + f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
        for name, event in events.items()
    ]


def _postgres_triggers(table: str, said: str) -> list[str]:
    return [
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{said}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
    ]


def _drop(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER {table}_no_{name}" for name in ("update", "delete", "replace")]
    return [
        f"DROP TRIGGER {table}_no_truncate ON {table}",
        f"DROP TRIGGER {table}_no_change ON {table}",
        f"DROP FUNCTION {table}_refuse()",
    ]
