"""What the record refuses, each by name and in words that the person will read."""

from __future__ import annotations

from collections.abc import Sequence

from statim.design.speech import say


class Refused(Exception):
    """Nothing was written; the message says what, where and why."""


class Unpublishable(Refused):
    """The document is not whole; `faults` lists every reason."""

    def __init__(self, slug: str, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            say("%(slug)s cannot be published: %(faults)s", slug=slug, faults="; ".join(faults))
        )


class AddressInUse(Refused):
    """Another topic stands, or stood, at this address."""

    def __init__(self, slug: str) -> None:
        super().__init__(say("The address /topics/%(slug)s/ belongs to another topic.", slug=slug))


class NothingChanged(Refused):
    """The document says what the latest edition already says."""

    def __init__(self, slug: str, number: int) -> None:
        self.number = number
        super().__init__(
            say(
                "%(slug)s: edition %(number)s already says this; nothing to publish.",
                slug=slug,
                number=number,
            )
        )


class NoSuchEdition(Refused):
    """There is no such topic or edition, or none on that day."""


class AlreadyWithdrawn(Refused):
    """The topic is not online."""

    def __init__(self, slug: str) -> None:
        super().__init__(say("%(slug)s is already withdrawn.", slug=slug))


class ReasonNeeded(Refused):
    """A withdrawal must say why."""

    def __init__(self) -> None:
        super().__init__(say("Say why the topic is withdrawn; readers will see the reason."))


class PictureRefused(Refused):
    """A picture that cannot be kept; the message says why."""
