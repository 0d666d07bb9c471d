"""Says the interface's words in the reader's language. Pure: a voice is given to it at the start.

Every sentence that a page shows goes through `say` or `say_count` with its English words; clinical
content never does. What machines read, and what is kept for good, is said inside `in_english`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

ENGLISH = "en"
NAMES = {ENGLISH: "English", "de": "Deutsch"}  # the languages that have catalogues here
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


class Voice(Protocol):
    """Knows the language of the request that is answered, and its words."""

    def one(self, text: str) -> str: ...
    def many(self, one: str, many: str, number: int) -> str: ...
    def language(self) -> str: ...
    def content(self) -> str: ...
    def offered(self) -> tuple[str, ...]: ...
    def using(self, language: str) -> AbstractContextManager[None]: ...


class Plain:
    """Without Django: English as it stands in the source."""

    def one(self, text: str) -> str:
        """The words themselves."""
        return text

    def many(self, one: str, many: str, number: int) -> str:
        """English knows two forms."""
        return one if number == 1 else many

    def language(self) -> str:
        """English."""
        return ENGLISH

    def content(self) -> str:
        """The content's language is nobody's business here."""
        return ENGLISH

    def offered(self) -> tuple[str, ...]:
        """One language."""
        return (ENGLISH,)

    @contextmanager
    def using(self, language: str) -> Iterator[None]:
        """Nothing to change."""
        yield


_given: list[Voice] = [Plain()]


def give(voice: Voice) -> None:
    """From now on, words are said by this voice."""
    _given[0] = voice


def say(text: str, /, **values: object) -> str:
    """The sentence in the reader's language, each `%(name)s` in it replaced by that value. The
    values come as they are: whoever writes HTML escapes them first."""
    said = _given[0].one(text) if text else ""  # gettext says its own head to nothing
    return said % values if values else said


def say_count(one: str, many: str, number: int, /, **values: object) -> str:
    """The same for a number of things; `%(number)s` is the number, with its thousands apart."""
    return _given[0].many(one, many, number) % {"number": thousands(number), **values}


def later(text: str, /) -> str:
    """The words as they stand, marked so that the catalogues hold them: for tables that are made
    once; whoever shows one puts it through `say`."""
    return text


def later_count(one: str, many: str, /) -> tuple[str, str]:
    """The same for the two forms of a number of things; they go to `say_count`."""
    return one, many


def thousands(number: int) -> str:
    """1,234 in English, 1.234 in German."""
    return f"{number:,}".replace(",", "." if language() == "de" else ",")


def language() -> str:
    """The interface's language now: "en", "de"."""
    return _given[0].language()


def offered() -> tuple[str, ...]:
    """The languages that this site offers; the first is its own."""
    return _given[0].offered()


def using(language: str) -> AbstractContextManager[None]:
    """Everything inside is said in this language."""
    return _given[0].using(language)


def in_english() -> AbstractContextManager[None]:
    """Everything inside is said in English: what machines read, and what is kept for good."""
    return _given[0].using(ENGLISH)


def always_english(made: Callable[P, T]) -> Callable[P, T]:
    """Decorator: what this makes is said in English, whoever asks: formats for machines, files
    that leave the site."""

    @wraps(made)
    def in_one_language(*args: P.args, **kwargs: P.kwargs) -> T:
        with in_english():
            return made(*args, **kwargs)

    return in_one_language


def variant() -> str:
    """What a page's ETag bears beside its hash, so that no two languages share one: "" in
    English, ".de" in German."""
    return "" if language() == ENGLISH else f".{language()}"


def page_language() -> str:
    """What `<html lang>` says: the content's own tag (en-GB) where the interface speaks it."""
    content, now = _given[0].content(), language()
    return content if content.split("-")[0].lower() == now else now


def content_mark() -> str:
    """` lang="en-GB"`, for what holds content where the page around it speaks another language;
    "" where there is nothing to say."""
    content = _given[0].content()
    return "" if page_language() == content else f' lang="{content}"'


def words_mark() -> str:
    """` lang="de"`, for the interface's words inside of content, where the two differ."""
    return f' lang="{language()}"' if content_mark() else ""
