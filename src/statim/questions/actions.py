"""Asking, and working on what was asked. No word of a question ever goes into the audit log.

Whoever asks is "a reader" there: the log cannot be cleaned, and must not say who read what.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

from django.db import transaction

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.editions.following import standing_now
from statim.editions.queries import names_at
from statim.questions import limits
from statim.questions.errors import (
    AlreadyClosed,
    NoSuchPage,
    NoSuchQuestion,
    NothingAsked,
    ReplyNeeded,
    TooLong,
)
from statim.questions.models import LONGEST, LONGEST_REPLY, OPEN, Kind, Question, State
from statim.questions.permissions import check_answer, check_erase
from statim.questions.queries import receipt_of
from statim.questions.telling import tell

READER = Actor(name="A reader", role="reader")
_STATEMENT = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_LETTER = re.compile(r"\w")


def ask(
    *, words: str, kind: str, connection: str, by: Actor = READER,
    slug: str = "", statement: str = "", address: str = "",
) -> tuple[Question, str]:  # fmt: skip
    """Put a question into the queue; the question, and the word that opens its receipt.

    `slug` is the address of the page it is about; one that leads nowhere is left out. `connection`
    is the network address that it came from: counted by a hash for the day, and not kept.
    Raises NothingAsked, TooLong, TooMany.
    """
    words = words.strip()
    if not _LETTER.search(words):
        raise NothingAsked
    if len(words) > LONGEST:
        raise TooLong(LONGEST)
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        limits.count_one(connection)
        topic, number = _page(slug)
        question = Question.objects.create(
            kind=kind if kind in Kind.values else Kind.FEEDBACK,
            words=words,
            folded=" ".join(words.casefold().split())[:200],
            topic=topic,
            edition=number,
            statement=statement if topic and _STATEMENT.fullmatch(statement) else "",
            receipt=receipt_of(token),
            address=address,
        )
        _log("ask", question, by, {"kind": question.kind})
    return question, token


def _page(slug: str) -> tuple[str, int]:
    topic = names_at([slug]).get(slug, ("", ""))[0] if slug else ""
    now = standing_now([topic]) if topic else {}
    return (topic, now[topic].number) if topic in now else ("", 0)


def take_up(number: int, *, by: Actor) -> Question:
    """Say that somebody is at work on it. Raises NotForThisRole, NoSuchQuestion, AlreadyClosed."""
    check_answer(by)
    return _turn(number, by, "take up", lambda one: _set(one, by, State.TAKEN_UP))


def reply(number: int, *, words: str, by: Actor, slug: str = "") -> Question:
    """Answer it: whoever asked reads the reply at their receipt, and is sent it where they gave
    an address, with a link to the edition now at `slug` where that answers it.

    Raises as `take_up`, ReplyNeeded, TooLong, NoSuchPage."""
    answer = _page(slug)
    if slug and not answer[0]:
        raise NoSuchPage(slug)
    return _close(number, words, by, "reply", State.ANSWERED, answer)


def decline(number: int, *, words: str, by: Actor) -> Question:
    """Close it without a page or a change, and say why. Raises as `reply`."""
    return _close(number, words, by, "decline", State.DECLINED)


def _close(
    number: int, words: str, by: Actor, act: str, state: State, answer: tuple[str, int] = ("", 0)
) -> Question:
    check_answer(by)
    words = words.strip()
    if not _LETTER.search(words):
        raise ReplyNeeded
    if len(words) > LONGEST_REPLY:
        raise TooLong(LONGEST_REPLY)

    def close(question: Question) -> None:
        question.reply = words
        question.answer_topic, question.answer_edition = answer
        _set(question, by, state)
        transaction.on_commit(lambda: tell(number), robust=True)

    return _turn(number, by, act, close)


def reopen(number: int, *, by: Actor) -> Question:
    """Take a closed question up again; its reply stays until there is another.

    Raises NotForThisRole, NoSuchQuestion.
    """
    check_answer(by)
    act = "reopen question"
    return _turn(number, by, act, lambda one: _set(one, by, State.TAKEN_UP), closed=True)


def erase(number: int, *, why: str, by: Actor) -> Question:
    """Take the words and the address out for good, because they name a person: what remains is
    that something was asked, and `why` it was erased. Raises NotForThisRole, NoSuchQuestion,
    ReplyNeeded."""
    check_erase(by)
    if not _LETTER.search(why):
        raise ReplyNeeded

    def empty(question: Question) -> None:
        question.words = question.folded = question.address = ""
        question.reply = why.strip()[:LONGEST_REPLY]
        _set(question, by, State.DECLINED)

    return _turn(number, by, "erase question", empty, closed=True)


def _turn(
    number: int, by: Actor, act: str, change: Callable[[Question], None], *, closed: bool = False
) -> Question:
    with transaction.atomic():
        question = Question.objects.select_for_update().filter(pk=number).first()
        if question is None:
            raise NoSuchQuestion(number)
        if question.state not in OPEN and not closed:
            raise AlreadyClosed(number)
        before = question.state
        change(question)
        question.save()
        _log(act, question, by, {"from": before, "to": question.state})
    return question


def _set(question: Question, by: Actor, state: State) -> None:
    question.state = state
    question.by_name = by.name


def _log(act: str, question: Question, by: Actor, detail: dict[str, str]) -> None:
    kept = {name: str(value) for name, value in detail.items()}
    record(act, by=by, object_kind="question", object_id=str(question.pk), detail=kept)
