"""What the desk refuses, each by name and in words that the person will read."""

from __future__ import annotations

from collections.abc import Sequence

from statim.design.speech import say


class Refused(Exception):
    """Nothing was written; the message says what, where and why."""


class NotAllowed(Refused):
    """This is not for somebody of their role, or whose account was closed."""


class NotYourOwn(Refused):
    """Who wrote or changed a statement cannot verify it. `statements` are their ids."""

    def __init__(self, statements: Sequence[str]) -> None:
        self.statements = tuple(statements)
        super().__init__(
            say(
                "You wrote or changed %(named)s; somebody else must review that.",
                named=_named(statements),
            )
        )


class OwnSubmission(Refused):
    """Who submitted a version cannot approve or publish it."""

    def __init__(self) -> None:
        super().__init__(
            say("You submitted this version; somebody else must approve and publish it.")
        )


class SignedAlready(Refused):
    """One person signs a statement at one step of its review only."""

    def __init__(self, statements: Sequence[str], step: str) -> None:
        self.statements = tuple(statements)
        super().__init__(
            say(
                "You signed %(named)s as %(step)s; another person must sign this step.",
                named=_named(statements),
                step=say(step),
            )
        )


class InterestsMissing(Refused):
    """Nobody signs before declaring their interests."""

    def __init__(self) -> None:
        super().__init__(
            say("Declare your interests first, or that you have none; then you can sign.")
        )


class InterestsExpired(Refused):
    """A declaration of interests holds for a year."""

    def __init__(self, declared: str) -> None:
        super().__init__(
            say(
                "You declared your interests on %(declared)s, more than a year "
                "ago. Declare them anew; then you can sign.",
                declared=declared,
            )
        )


class NoSuchSubmission(Refused):
    """There is no such submission."""

    def __init__(self, number: int) -> None:
        super().__init__(say("There is no submission %(number)s.", number=number))


class AlreadySubmitted(Refused):
    """A version of the topic is in review."""

    def __init__(self, title: str, version: int) -> None:
        super().__init__(
            say(
                "%(title)s: version %(version)s is in review already. Take it "
                "back to submit another.",
                title=title,
                version=version,
            )
        )


class NotInReview(Refused):
    """The submission is not in the state that the act needs."""

    def __init__(self, title: str, state: str, needed: str) -> None:
        super().__init__(
            say(
                "%(title)s: this version is %(state)s; %(needed)s.",
                title=title,
                state=state,
                needed=needed,
            )
        )


class NotVerified(Refused):
    """Statements that are not confirmed at every step; `statements` are (id, text, why)."""

    def __init__(self, title: str, statements: Sequence[tuple[str, str, str]]) -> None:
        self.statements = tuple(statements)
        said = "; ".join(f"“{_short(text)}” ({why})" for _, text, why in statements)
        super().__init__(
            say("%(title)s: not every statement is confirmed: %(said)s.", title=title, said=said)
        )


class NotTheSubmitted(Refused):
    """What is to be published is not the version that was submitted and reviewed."""

    def __init__(self, title: str, asked: int, submitted: int) -> None:
        super().__init__(
            say(
                "%(title)s: version %(asked)s is not what was reviewed; that is "
                "version %(submitted)s.",
                title=title,
                asked=asked,
                submitted=submitted,
            )
        )


class NoSuchStatement(Refused):
    """The version holds no such statement."""

    def __init__(self, statement: str) -> None:
        super().__init__(
            say("There is no statement %(statement)s in this version.", statement=statement)
        )


class WordsNeeded(Refused):
    """Something has to be said in words; `what` says what."""

    def __init__(self, what: str) -> None:
        super().__init__(what)


class NoSuchVerdict(Refused):
    """A word that is no verdict."""

    def __init__(self, verdict: str) -> None:
        super().__init__(
            say("%(verdict)s is no verdict: use confirm, change or remove.", verdict=repr(verdict))
        )


class Locked(Refused):
    """Somebody else is writing; `who` and `until` (ISO, UTC) say who, and until when."""

    def __init__(self, title: str, who: str, until: str) -> None:
        self.who = who
        self.until = until
        super().__init__(
            say(
                "%(who)s is writing in %(title)s. It is kept for them until %(until)s.",
                who=who,
                title=title,
                until=until,
            )
        )


class NotThere(Refused):
    """What was named is not there (any more); the message says what."""


class NotPossible(Refused):
    """A value that cannot be; the message says which, and what can."""


def _named(statements: Sequence[str]) -> str:
    return f"the statement{'s' if len(statements) > 1 else ''} {', '.join(statements)}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
