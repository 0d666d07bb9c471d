"""Asking, and working on what was asked. No word of a question ever goes into the audit log.

Whoever asks is "a reader" there: the log cannot be cleaned, and must not say who read what.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.editions.corrections import latest_of
from statim.editions.following import standing_now
from statim.editions.queries import names_at
from statim.questions import limits
from statim.questions.errors import (
    AlreadyClosed,
    BadName,
    NoCorrection,
    NoSuchPage,
    NoSuchQuestion,
    NothingAsked,
    ReplyNeeded,
    TooLong,
)
from statim.questions.models import (
    LONGEST,
    LONGEST_NAME,
    LONGEST_REPLY,
    OPEN,
    Kind,
    Question,
    State,
)
from statim.questions.permissions import check_answer, check_erase
from statim.questions.queries import receipt_of
from statim.questions.telling import tell

READER = Actor(name="A reader", role="reader")
_STATEMENT = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_LETTER = re.compile(r"\w")
_NO_NAME = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069<>@]|://|www\.", re.I)


@dataclass(frozen=True, slots=True)
class Answer:
    """The edition that answers a question, by its topic's id and number ("" and 0: none), and
    whether it corrects what was reported."""

    topic: str = ""
    edition: int = 0
    corrected: bool = False


def ask(
    *, words: str, kind: str, connection: str, by: Actor = READER,
    slug: str = "", statement: str = "", address: str = "", credit: str = "",
) -> tuple[Question, str]:  # fmt: skip
    """Put a question into the queue; the question, and the word that opens its receipt.

    `slug` is the address of the page it is about; one that leads nowhere is left out. `connection`
    is the network address that it came from: counted by a hash for the day, and not kept.
    `credit` is the name by which the sender wants to be thanked in public if it is corrected.
    Raises NothingAsked, TooLong, TooMany, BadName.
    """
    words = words.strip()
    if not _LETTER.search(words):
        raise NothingAsked
    if len(words) > LONGEST:
        raise TooLong(LONGEST)
    credit = _name(credit)
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
            credit=credit,
        )
        _log("ask", question, by, {"kind": question.kind})
    return question, token


def _name(said: str) -> str:
    """A name as it may stand in public. Raises BadName."""
    name = " ".join(said.split())
    if name and (len(name) > LONGEST_NAME or _NO_NAME.search(said) or not _LETTER.search(name)):
        raise BadName
    return name


def _page(slug: str) -> tuple[str, int]:
    topic = names_at([slug]).get(slug, ("", ""))[0] if slug else ""
    now = standing_now([topic]) if topic else {}
    return (topic, now[topic].number) if topic in now else ("", 0)


def take_up(number: int, *, by: Actor) -> Question:
    """Say that somebody is at work on it. Raises NotForThisRole, NoSuchQuestion, AlreadyClosed."""
    check_answer(by)
    return _turn(number, by, "take up", lambda one: _set(one, by, State.TAKEN_UP))


def reply(
    number: int, *, words: str, by: Actor, slug: str = "", corrected: bool = False
) -> Question:
    """Answer it: whoever asked reads the reply at their receipt, and is sent it where they gave
    an address, with a link to the edition now at `slug` where that answers it. `corrected`: the
    page was corrected because of it; then the link is to its last correction, which names it.

    Raises as `take_up`, ReplyNeeded, TooLong, NoSuchPage, NoCorrection."""
    topic, edition = _page(slug)
    if (slug or corrected) and not topic:
        raise NoSuchPage(slug)
    if corrected:
        edition = _correction(number, slug, topic)
    return _close(number, words, by, "reply", State.ANSWERED, Answer(topic, edition, corrected))


def _correction(number: int, slug: str, topic: str) -> int:
    """The last correction of the page since the question came. Raises NoCorrection,
    NoSuchQuestion."""
    question = Question.objects.filter(pk=number).first()
    if question is None:
        raise NoSuchQuestion(number)
    # editions are dated by the second
    found = latest_of(topic, since=question.asked.replace(microsecond=0))
    if found is None:
        raise NoCorrection(slug)
    return found


def decline(number: int, *, words: str, by: Actor) -> Question:
    """Close it without a page or a change, and say why. Raises as `reply`."""
    return _close(number, words, by, "decline", State.DECLINED)


def _close(
    number: int, words: str, by: Actor, act: str, state: State, answer: Answer | None = None
) -> Question:
    check_answer(by)
    words = words.strip()
    if not _LETTER.search(words):
        raise ReplyNeeded
    if len(words) > LONGEST_REPLY:
        raise TooLong(LONGEST_REPLY)

    def close(question: Question) -> None:
        question.reply = words
        said = answer or Answer()
        question.answer_topic, question.answer_edition = said.topic, said.edition
        question.corrected = said.corrected
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
        question.words = question.folded = question.address = question.credit = ""
        question.reply = why.strip()[:LONGEST_REPLY]
        _set(question, by, State.DECLINED)

    return _turn(number, by, "erase question", empty, closed=True)


def take_name_back(token: str) -> Question:
    """Be thanked by name no more: by whoever holds the receipt. Raises NoSuchQuestion."""
    with transaction.atomic():
        rows = Question.objects.select_for_update()
        question = rows.filter(receipt=receipt_of(token)).first()
        if question is None:
            raise NoSuchQuestion(0)
        question.credit = ""
        question.save()
        _log("take name back", question, READER, {})
    return question


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
