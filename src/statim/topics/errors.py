"""What the topics room refuses, each by name and in words that the person will read."""

from __future__ import annotations


class Refused(Exception):
    """Nothing was written; the message says what, where and why."""


class Unreadable(Refused):
    """A file that cannot be taken over. `line` is 0 where the format has no lines."""

    def __init__(self, name: str, reason: str, line: int = 0) -> None:
        self.name = name
        self.reason = reason
        self.line = line
        place = f"{name}, line {line}" if line else name
        super().__init__(f"{place}: {reason}")


class SameIdTwice(Refused):
    """Two statements claim one id."""

    def __init__(self, statement_id: str, first: str, second: str) -> None:
        self.statement_id = statement_id
        super().__init__(f"Two statements have the id {statement_id}: {first}, and {second}.")


class SlugTaken(Refused):
    """The address belongs to another topic."""

    def __init__(self, slug: str, topic: str) -> None:
        super().__init__(f"The address /topics/{slug}/ belongs to another topic ({topic}).")


class NoSuchTopic(Refused):
    """There is no such topic on the desk."""

    def __init__(self, topic: str) -> None:
        super().__init__(f"There is no topic {topic}.")
