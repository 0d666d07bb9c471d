"""What this room refuses, each by name and in words that the person will read."""

from __future__ import annotations

from statim.design.speech import say


class Refused(Exception):
    """Nothing was written; the message says what and why."""


class NothingAsked(Refused):
    """A question needs words."""

    def __init__(self) -> None:
        super().__init__(say("Write what you were looking for, in a few words."))


class TooLong(Refused):
    """More than a question may hold."""

    def __init__(self, most: int) -> None:
        super().__init__(
            say("At most %(most)s characters fit; please shorten it.", most=format(most, ","))
        )


class TooMany(Refused):
    """One connection, or everybody together, sent as much as a day takes."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "No more questions are taken from this connection today. Please try again tomorrow."
            )
        )


class NoSuchQuestion(Refused):
    """There is none of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(say("There is no question number %(number)s.", number=number))


class NotForThisRole(Refused):
    """Only some may do this."""

    def __init__(self, what: str, role: str) -> None:
        super().__init__(
            say(
                "Your role here, %(role)s, may not %(what)s.",
                role=role or say("none"),
                what=say(what),
            )
        )


class ReplyNeeded(Refused):
    """Whoever asked is owed words."""

    def __init__(self) -> None:
        super().__init__(say("Write a reply: whoever asked will read it."))


class AlreadyClosed(Refused):
    """It was answered or declined; reopen it first."""

    def __init__(self, number: int) -> None:
        super().__init__(
            say("Question %(number)s is closed already. Reopen it first.", number=number)
        )


class NoSuchPage(Refused):
    """The page that is to answer a question cannot be read."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            say(
                "No page can be read at %(slug)s; give the address of one that can.",
                slug=repr(slug),
            )
        )
