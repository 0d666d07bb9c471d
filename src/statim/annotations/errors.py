"""What the annotations room refuses. The sentences are those that a reader sees."""

from __future__ import annotations

from statim.design.speech import say


class Refused(Exception):
    """The reader asked for what cannot be done; the message says why and what to do."""


class NoSuchNote(Exception):
    """There is no such note for this reader: it never was, was deleted, or is another's."""

    def __init__(self) -> None:
        super().__init__(say("There is no such note among yours."))


class NoSuchGroup(Exception):
    """There is no such group for this reader."""

    def __init__(self) -> None:
        super().__init__(say("There is no such group among yours."))


class NoSuchInvitation(Exception):
    """The link or code opens no group: mistyped, used up, or too old."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This invitation does not hold, or holds no longer. Ask for a new one in the group."
            )
        )


class NoSuchPlace(Refused):
    """The page or the statement is not there."""


class BadText(Refused):
    """The text cannot be a note: empty, or too long."""


class ChangedMeanwhile(Refused):
    """Somebody, or another window, saved the note since it was opened. `text` is what stands."""

    def __init__(self, text: str, version: int) -> None:
        self.text, self.version = text, version
        super().__init__(
            say(
                "This note was changed elsewhere since you opened it. Nothing "
                "was overwritten: what stands now is shown above your words."
            )
        )


class HoldsIdentifier(Refused):
    """The text seems to identify a patient. `seal` names what was seen; a writer who has seen
    the warning sends it back and may save."""

    def __init__(self, warning: str, seal: str) -> None:
        self.seal = seal
        super().__init__(warning)


class NotAllowed(Refused):
    """A member asked for what keepers do, or a keeper for what only the writer does."""


class BadFile(Refused):
    """A file of notes that cannot be taken; the message says where and why."""
