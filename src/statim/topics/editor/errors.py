"""What the editor's part of the topics room refuses."""

from __future__ import annotations

from statim.design.speech import say
from statim.topics.errors import Refused


class UnfitOutline(Refused):
    """The form's value is no outline that can be taken over; `where` is the place in it."""

    def __init__(self, where: str, why: str) -> None:
        self.where = where
        super().__init__(
            say("The text cannot be taken over. %(where)s: %(why)s.", where=where, why=why)
        )
