"""What this room refuses, each by name and in words that the person will read."""

from __future__ import annotations

from collections.abc import Sequence


class Refused(Exception):
    """Nothing was written; the message says what and why."""


class NotForThisRole(Refused):
    """Only some may keep the words of search."""

    def __init__(self, role: str) -> None:
        super().__init__(
            "Only editors and administrators keep the synonyms and abbreviations of search; "
            f"your role here is {role or 'none'}."
        )


class NoWords(Refused):
    """A synonym or a meaning without a letter or a figure finds nothing."""

    def __init__(self, written: str) -> None:
        super().__init__(f"{written!r} holds no letter and no figure: nobody could search for it.")


class TooLong(Refused):
    """More than the table holds."""

    def __init__(self, written: str, most: int) -> None:
        super().__init__(f"{written[:40]!r}… has {len(written)} characters; at most {most} fit.")


class NoSuchTopic(Refused):
    """No edition was ever published of it."""

    def __init__(self, topic: str) -> None:
        super().__init__(f"No topic {topic!r} was ever published here.")


class NoSuchWords(Refused):
    """The synonym or meaning is not there (any more)."""

    def __init__(self, what: str, number: int) -> None:
        super().__init__(f"There is no {what} number {number}.")


class AlreadyKept(Refused):
    """The same words already lead there."""

    def __init__(self, written: str, where: str) -> None:
        super().__init__(f"{written!r} already stands for {where}.")


class BadTable(Refused):
    """A CSV file that cannot be taken in; `faults` lists line and reason."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


class NotInstalled(Refused):
    """A list comes as a package that this machine does not have."""

    def __init__(self, package: str) -> None:
        super().__init__(
            f"The package {package} is not installed. Install it beside Statim "
            f'(pip install "statim[words]", or pip install {package}).'
        )


class BadList(Refused):
    """A file that is not a list of the kind it is said to be."""
