"""A line of any list of the desk. Pure."""

from __future__ import annotations

from dataclasses import dataclass


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
