"""A line of any list of the desk, and the cutting of lists. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce


@dataclass(frozen=True, slots=True)
class Row:
    """What it is and where it is dealt with; a line on it; when or by whom; a word that stands
    out, which `alarm` makes red. "" says nothing."""

    title: str
    address: str
    line: str = ""
    where: str = ""
    chip: str = ""
    alarm: bool = False


Slice = tuple[Sequence[Row], int]


def cut(
    found: QuerySet[Any], fields: Sequence[str], start: int, limit: int
) -> tuple[list[tuple[Any, ...]], int]:
    """(some of the rows as tuples of these fields, how many there are in all), in one question to
    the database, in two where a page beyond the end is asked for."""
    every = found.order_by().values(one=Value(1)).annotate(n=Count("pk")).values("n")
    counted = found.annotate(in_all=Coalesce(Subquery(every), 0, output_field=IntegerField()))
    rows = list(counted.values_list("in_all", *fields)[start : start + limit])
    count = int(rows[0][0]) if rows else found.count() if start else 0
    return [tuple(row[1:]) for row in rows], count
