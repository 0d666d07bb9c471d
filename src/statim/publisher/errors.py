"""What the publisher's room refuses. The sentences are those that people at the desk see."""

from __future__ import annotations

from statim.design.speech import say


class Refused(Exception):
    """A choice cannot be; the message says why. `field` is what it was about."""

    def __init__(self, field: str, why: str) -> None:
        self.field = field
        super().__init__(why)


class ChangedMeanwhile(Exception):
    """Somebody else changed the same since it was opened."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Somebody changed this since you opened it. Nothing was overwritten: what holds "
                "now is shown below; make your change again."
            )
        )


class SetByOperator(Exception):
    """The environment of the server says it, and wins."""

    def __init__(self, names: str) -> None:
        super().__init__(
            say("This is set by the operator (%(names)s) and cannot be changed here.", names=names)
        )
