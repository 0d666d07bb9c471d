"""Refusals of the bibliography, each with the sentence that a person will see."""

from __future__ import annotations

from collections.abc import Sequence

from statim.design.speech import say


class ReferencesError(Exception):
    """Anything that this room refuses."""


class PandocFailed(ReferencesError):
    """Pandoc is missing, took too long, was given too much, or said no."""


class UnknownStyle(ReferencesError):
    """A citation style that does not ship."""

    def __init__(self, style: str, known: tuple[str, ...]) -> None:
        super().__init__(
            say(
                "There is no citation style %(style)s; choose %(known)s.",
                style=repr(style),
                known=", ".join(known),
            )
        )


class UnreadableFile(ReferencesError):
    """A file that is of no bibliographic format that we read."""


class BadIdentifier(ReferencesError, ValueError):
    """A DOI, PubMed id, ISBN, ISSN or address that cannot be one; says why."""


class NoSuchWork(ReferencesError):
    """A key under which the library keeps nothing."""

    def __init__(self, key: str) -> None:
        super().__init__(say("The library has no work %(key)s.", key=repr(key)))


class SourceNeeded(ReferencesError):
    """Notices without a source, or with one that is too long."""

    def __init__(self) -> None:
        super().__init__(say("Say whose list it is, in at most 100 letters."))


class NotAWork(ReferencesError):
    """A record that cannot be kept; `faults` are sentences, one for each thing that is wrong."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(faults))


class IdentifierTaken(ReferencesError):
    """An identifier that another work of the library has: they may be one and the same."""

    def __init__(self, field: str, value: str, key: str) -> None:
        self.key = key
        super().__init__(
            say(
                "%(field)s %(value)s belongs to %(key)s. If the two are the same work, merge them.",
                field=field,
                value=value,
                key=key,
            )
        )


class ChangedMeanwhile(ReferencesError):
    """Somebody else changed the work after it was shown; nothing was written."""

    def __init__(self, key: str) -> None:
        super().__init__(
            say(
                "%(key)s was changed by somebody else after you opened it. Nothing of yours was "
                "saved: compare it with what stands there now, and save again.",
                key=key,
            )
        )


class AlreadyOne(ReferencesError):
    """Two keys that lead to the same work cannot be merged again."""

    def __init__(self, keep: str, drop: str) -> None:
        super().__init__(
            say("%(keep)s and %(drop)s are the same work already.", keep=keep, drop=drop)
        )


class FetchRefused(ReferencesError):
    """An address that is not fetched, or an answer that is not taken; says why."""


class LookupFailed(ReferencesError):
    """A work that could not be looked up; says why, so that it can be completed by hand."""
