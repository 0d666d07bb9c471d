"""What the topics room refuses, each by name and in words that the person will read."""

from __future__ import annotations

from statim.design.speech import say


class Refused(Exception):
    """Nothing was written; the message says what, where and why."""


class Unreadable(Refused):
    """A file that cannot be taken over. `line` is 0 where the format has no lines."""

    def __init__(self, name: str, reason: str, line: int = 0) -> None:
        self.name = name
        self.reason = reason
        self.line = line
        place = say("%(name)s, line %(line)s", name=name, line=line) if line else name
        super().__init__(f"{place}: {reason}")


class SameIdTwice(Refused):
    """Two statements claim one id."""

    def __init__(self, statement_id: str, first: str, second: str) -> None:
        self.statement_id = statement_id
        super().__init__(
            say(
                "Two statements have the id %(statement_id)s: %(first)s, and %(second)s.",
                statement_id=statement_id,
                first=first,
                second=second,
            )
        )


class SlugTaken(Refused):
    """The address belongs to another topic."""

    def __init__(self, slug: str, topic: str) -> None:
        super().__init__(
            say(
                "The address /topics/%(slug)s/ belongs to another topic (%(topic)s).",
                slug=slug,
                topic=topic,
            )
        )


class NoSuchTopic(Refused):
    """There is no such topic on the desk."""

    def __init__(self, topic: str) -> None:
        super().__init__(say("There is no topic %(topic)s.", topic=topic))


class NoSuchVersion(Refused):
    """The topic has no version of that number."""

    def __init__(self, topic: str, number: int) -> None:
        super().__init__(say("%(topic)s has no version %(number)s.", topic=topic, number=number))


class StaleDraft(Refused):
    """Somebody else saved the topic meanwhile; `who` and `when` (ISO, UTC) say who and when."""

    def __init__(self, title: str, who: str, when: str) -> None:
        self.who = who
        self.when = when
        super().__init__(
            say(
                "%(title)s was saved by %(who)s at %(when)s while you were "
                "writing. Nothing of yours was written over it: compare the two, "
                "then save again.",
                title=title,
                who=who,
                when=when,
            )
        )


class WrongNumbers(Refused):
    """A comparison that cannot be computed; `why` says which study, which field and why."""

    def __init__(self, comparison: str, why: str) -> None:
        self.why = why
        super().__init__(f"The comparison “{comparison}” cannot be computed: {why}")


class NoTitle(Refused):
    """A topic needs a title."""

    def __init__(self) -> None:
        super().__init__(say("Give the topic a title."))


class NoAddress(Refused):
    """Words that cannot be a topic's address."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            say(
                "%(slug)s is no address: use a-z, 0-9 and single hyphens, at most 200 characters.",
                slug=repr(slug),
            )
        )
