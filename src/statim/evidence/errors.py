"""What this room refuses, each by name and in words that the person will read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the data: which study, which field, what and why."""

    where: str
    field: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}, {self.field}: {self.why}"


class Refused(Exception):
    """Nothing was computed; the message says what and why."""


class WrongData(Refused):
    """Some of the entered numbers cannot be."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(str(problem) for problem in self.problems))


class WrongMethod(Refused):
    """This way of pooling does not go with this measure or these data."""


class TooFewStudies(Refused):
    """The computation has no answer with so few studies."""

    def __init__(self, what: str, needed: int, there: int) -> None:
        stands = "is 1" if there == 1 else f"are {there}"
        super().__init__(f"{what} needs at least {needed} usable studies; there {stands}.")


class NotEstimable(Refused):
    """The numbers are allowed, and yet this estimate does not exist for them."""


class NotRead(Refused):
    """A stored value has another shape than the one that is read."""
