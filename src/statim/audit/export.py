"""The log as CSV and as JSON, line by line. Pure.

A spreadsheet takes a cell that begins with = + - or @ for a formula; such a cell gets an
apostrophe before it, in CSV only. JSON holds every entry exactly as it was hashed.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from statim.audit.queries import Row

COLUMNS = (
    "sequence", "at", "actor", "email", "role", "act", "object kind", "object", "detail",
    "previous", "hash",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: object) -> str:
    """The value as a cell that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """A heading and a line for each entry (RFC 4180)."""
    yield _csv(COLUMNS)
    for row in rows:
        yield _csv(
            (
                row.sequence, row.at.isoformat(), row.actor_name, row.actor_email, row.actor_role,
                row.act, row.object_kind, row.object_id,
                json.dumps(row.detail, ensure_ascii=False, sort_keys=True), row.previous, row.hash,
            )
        )  # fmt: skip


def json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """One JSON array, an entry a line."""
    before = "[\n"
    for row in rows:
        yield before + json.dumps(_value(row), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _csv(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([safe_cell(cell) for cell in cells])
    return line.getvalue()


def _value(row: Row) -> dict[str, object]:
    return {
        "sequence": row.sequence,
        "at": row.at.isoformat(),
        "actor": {"name": row.actor_name, "email": row.actor_email, "role": row.actor_role},
        "act": row.act,
        "object": {"kind": row.object_kind, "id": row.object_id},
        "detail": row.detail,
        "previous": row.previous,
        "hash": row.hash,
    }
