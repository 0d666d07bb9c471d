"""Reading JSON that came from a browser, part by part: every fault says where it stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from statim.editions.validation import LARGEST_NUMBER, UNSTORABLE
from statim.topics.editor.errors import UnfitOutline
from statim.topics.inlines import clean_text, single_spaced

Json = dict[str, Any]
_EDGES = re.compile("[\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Part:
    """A value and the place where it stands. Every method raises UnfitOutline."""

    value: Any
    where: str

    def refuse(self, why: str) -> UnfitOutline:
        """What to raise."""
        return UnfitOutline(self.where, why)

    def fields(self, needed: Collection[str], may: Collection[str] = ()) -> dict[str, Part]:
        """The parts of an object that has these keys and no others."""
        if not isinstance(self.value, dict):
            raise self.refuse("it must be an object")
        if missing := sorted(set(needed) - self.value.keys()):
            raise self.refuse(f"it lacks {missing[0]!r}")
        if strange := sorted(self.value.keys() - {*needed, *may}):
            raise self.refuse(f"it holds {strange[0]!r}, which is not known here")
        return {key: Part(item, f"{self.where}, {key}") for key, item in self.value.items()}

    def items(self, most: int, word: str) -> list[Part]:
        """The parts of a list; `word` names one of them."""
        if not isinstance(self.value, list):
            raise self.refuse("it must be a list")
        if len(self.value) > most:
            raise self.refuse(f"it holds {len(self.value)} entries; at most {most} are taken")
        before = f"{self.where}, " if self.where else ""
        return [Part(item, f"{before}{word} {n}") for n, item in enumerate(self.value, start=1)]

    def text(self, most: int) -> str:
        """A text as it is, of at most so many characters."""
        if not isinstance(self.value, str):
            raise self.refuse("it must be a text")
        if len(self.value) > most:
            raise self.refuse(f"it has {len(self.value)} characters; at most {most} are taken")
        return self.value

    def line(self, most: int) -> str:
        """A text as one clean line: no controls, single spaces, none at its ends."""
        return single_spaced(_EDGES.sub(" ", clean_text(self.text(most))))

    def choice(self, among: Collection[str | None]) -> Any:
        """One of the known words."""
        if not isinstance(self.value, str | None) or self.value not in among:
            known = ", ".join(repr(word) for word in among)
            raise self.refuse(f"{str(self.value)[:40]!r} is none of {known}")
        return self.value

    def whole(self, least: int, most: int) -> int:
        """A whole number."""
        if type(self.value) is not int or not least <= self.value <= most:
            raise self.refuse(f"it must be a whole number from {least} to {most}")
        return self.value

    def yes_or_no(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self.refuse("it must be true or false")
        return self.value

    def plain(self) -> Any:
        """Any JSON value that the database and every reader keep unchanged."""
        value = self.value
        if isinstance(value, str) and UNSTORABLE.search(value):
            raise self.refuse("it holds a character that cannot be kept")
        if isinstance(value, int | float) and not abs(value) <= LARGEST_NUMBER:
            raise self.refuse("it is a number that not every reader reads alike")
        if isinstance(value, dict):
            for key, item in value.items():
                Part(key, self.where).plain()
                Part(item, f"{self.where}, {key}").plain()
        elif isinstance(value, list):
            for n, item in enumerate(value, start=1):
                Part(item, f"{self.where} {n}").plain()
        return value
