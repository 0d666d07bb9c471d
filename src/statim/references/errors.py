"""Refusals of the bibliography, each with the sentence that a person will see."""

from __future__ import annotations


class ReferencesError(Exception):
    """Anything that this room refuses."""


class PandocFailed(ReferencesError):
    """Pandoc is missing, took too long, was given too much, or said no."""


class UnknownStyle(ReferencesError):
    """A citation style that does not ship."""

    def __init__(self, style: str, known: tuple[str, ...]) -> None:
        super().__init__(f"There is no citation style {style!r}; choose {', '.join(known)}.")


class UnreadableFile(ReferencesError):
    """A file that is of no bibliographic format that we read."""


class BadIdentifier(ReferencesError, ValueError):
    """A DOI, PubMed id, ISBN, ISSN or address that cannot be one; says why."""


class NoSuchWork(ReferencesError):
    """A key under which the library keeps nothing."""

    def __init__(self, key: str) -> None:
        super().__init__(f"The library has no work {key!r}.")


class SourceNeeded(ReferencesError):
    """Notices without a source, or with one that is too long."""

    def __init__(self) -> None:
        super().__init__("Say whose list it is, in at most 100 letters.")
