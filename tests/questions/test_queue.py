"""Questions and the authors' queue: nobody says who they are, nothing is lost or logged."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from statim.accounts.models import User
from statim.audit.actor import Actor
from statim.audit.models import Entry
from statim.audit.queries import first_fault
from statim.questions import actions, limits, own_data
from statim.questions.actions import ask, decline, erase, reopen, reply, take_up
from statim.questions.errors import (
    AlreadyClosed,
    NoSuchQuestion,
    NotForThisRole,
    NothingAsked,
    ReplyNeeded,
    TooLong,
    TooMany,
)
from statim.questions.models import Day, Question, Sender
from statim.questions.queries import by_receipt, counts, question, queue, wanted
from statim.questions.telling import tell_those_waiting
from tests.world import EDITOR, World

pytestmark = pytest.mark.django_db
AUTHOR = Actor(name="Ada Author", role="author")


def asked(words: str = "How long does it last?", **said: Any) -> int:
    """The number of a question just asked."""
    said = {"kind": "page wanted", "connection": "192.0.2.1"} | said
    return ask(words=words, **said)[0].pk


def test_a_question_waits_in_the_queue_with_its_page(world: World) -> None:
    first = asked(slug="ketamine-in-depression", kind="not answered", statement="k-short")
    second = asked("Lithium", slug="no-such-page")
    listed, total = queue()
    assert [one.number for one in listed] == [first, second]
    assert total == 2
    assert (listed[0].title, listed[0].edition, listed[0].statement) == (
        "Ketamine in depression", 2, "k-short",
    )  # fmt: skip
    assert (listed[1].topic, listed[1].slug) == ("", "")
    assert queue(kind="not answered")[0] == queue(topic="t-ketamine")[0] == [listed[0]]
    assert counts() == {("not answered", "new"): 1, ("page wanted", "new"): 1}


def test_a_question_about_a_withdrawn_page_names_none(world: World) -> None:
    assert question(asked(slug="ketamine-and-ect")).topic == ""


def test_pages_wanted_in_the_same_words_are_counted_together() -> None:
    numbers = [asked("Lithium toxicity"), asked(" lithium  TOXICITY "), asked("Clozapine")]
    assert [(one.words, one.count, one.numbers) for one in wanted()] == [
        ("Lithium toxicity", 2, numbers[:2]), ("Clozapine", 1, numbers[2:]),
    ]  # fmt: skip
    reply(numbers[2], words="It is here now.", by=AUTHOR)
    assert len(wanted()) == 1


def test_whoever_asked_reads_the_reply_at_the_receipt_and_nobody_else() -> None:
    made, token = ask(words="Lithium?", kind="page wanted", connection="192.0.2.1")
    take_up(made.pk, by=AUTHOR)
    reply(made.pk, words="See the new page.", by=AUTHOR)
    found = by_receipt(token)
    assert found
    assert (found.words, found.state, found.reply, found.by_name) == (
        "Lithium?", "answered", "See the new page.", "Ada Author",
    )  # fmt: skip
    assert by_receipt(made.receipt) is None
    assert token not in repr(list(Question.objects.values()))


def test_states_go_only_where_they_may() -> None:
    number = asked()
    decline(number, words="Outside our field.", by=AUTHOR)
    for act in (
        lambda: take_up(number, by=AUTHOR),
        lambda: reply(number, words="Yes", by=AUTHOR),
        lambda: decline(number, words="No", by=AUTHOR),
    ):
        with pytest.raises(AlreadyClosed):
            act()
    reopen(number, by=AUTHOR)
    assert question(number).state == "taken up"
    with pytest.raises(ReplyNeeded):
        reply(number, words="  ?! ", by=AUTHOR)
    with pytest.raises(TooLong):
        reply(number, words="a" * 4001, by=AUTHOR)
    with pytest.raises(NoSuchQuestion):
        take_up(number + 1, by=AUTHOR)
    assert question(number).state == "taken up"


def test_readers_do_not_work_on_the_queue_and_only_editors_erase() -> None:
    number = asked()
    reader = Actor(name="Rea", role="reader")
    for act in (
        lambda: take_up(number, by=reader),
        lambda: reply(number, words="Yes", by=reader),
        lambda: reopen(number, by=reader),
        lambda: erase(number, why="Named a person", by=AUTHOR),
    ):
        with pytest.raises(NotForThisRole):
            act()
    assert question(number).state == "new"


def test_erasing_leaves_no_word_anywhere() -> None:
    number = asked("Mrs Thornbury of Elm Road", address="a@example.org")
    erase(number, why="It named a patient.", by=EDITOR)
    assert question(number).words == ""
    everything = repr([*Question.objects.values(), *Entry.objects.values()])
    assert "Thornbury" not in everything
    assert "a@example.org" not in everything


def test_the_log_knows_that_something_was_asked_and_no_word_of_it() -> None:
    number = asked("a very secret question", address="a@example.org")
    reply(number, words="a reply", by=AUTHOR)
    rows = [(row.act, row.actor_name, row.object_id) for row in Entry.objects.order_by("sequence")]
    assert rows == [("ask", "A reader", str(number)), ("reply", "Ada Author", str(number))]
    assert "secret" not in repr(list(Entry.objects.values()))
    assert "example.org" not in repr(list(Entry.objects.values()))
    assert first_fault() == ""


def test_a_question_without_words_or_with_too_many_is_refused() -> None:
    for words in ("", "  ", "?!"):
        with pytest.raises(NothingAsked):
            asked(words)
    with pytest.raises(TooLong):
        asked("a" * 1001)
    assert not Question.objects.exists()
    assert not Sender.objects.exists()


# the limit


def test_one_connection_may_ask_ten_times_a_day_and_others_go_on() -> None:
    for n in range(limits.PER_CONNECTION):
        asked(f"Question {n}")
    with pytest.raises(TooMany):
        asked("one more")
    assert Question.objects.count() == limits.PER_CONNECTION
    asked("another house", connection="192.0.2.2")


def test_the_whole_site_takes_so_many_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PER_SITE", 1)
    asked()
    with pytest.raises(TooMany):
        asked(connection="192.0.2.2")


def test_the_address_of_a_connection_is_kept_nowhere_and_its_hash_not_beyond_the_day() -> None:
    asked(connection="203.0.113.77")
    kept = [*Question.objects.values(), *Sender.objects.values(), *Entry.objects.values(),
            *Day.objects.values()]  # fmt: skip
    assert "203.0.113.77" not in repr(kept)
    before = Day.objects.get().key, Sender.objects.get().mark
    Day.objects.update(day=datetime.now(UTC).date() - timedelta(days=1))
    asked(connection="203.0.113.77")
    after = Day.objects.get().key, Sender.objects.get().mark
    assert before[0] != after[0]
    assert before[1] != after[1]
    assert (Day.objects.get().count, Sender.objects.get().count) == (1, 1)


def test_one_house_of_ipv6_is_one_connection() -> None:
    for n in range(limits.PER_CONNECTION):
        asked(connection=f"2001:db8:1:2::{n:x}")
    with pytest.raises(TooMany):
        asked(connection="2001:db8:1:2:ffff::1")
    asked(connection="2001:db8:1:3::1")


# replies by mail


def test_a_reply_is_sent_once_and_then_the_address_is_gone(
    django_capture_on_commit_callbacks: Any,
) -> None:
    number = asked("Lithium?", address="asker@example.org")
    assert question(number).untold
    with django_capture_on_commit_callbacks(execute=True):
        reply(number, words="See the new page.", by=AUTHOR)
    (sent,) = mail.outbox
    assert sent.to == ["asker@example.org"]
    assert "See the new page." in sent.body
    assert "Lithium?" in sent.body
    assert Question.objects.get().address == ""
    assert tell_those_waiting() == 0


def test_a_reply_that_could_not_be_sent_waits_for_another_try(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    def refused(_: EmailMessage) -> int:
        raise ConnectionRefusedError("no mail server")

    number = asked("Lithium?", address="asker@example.org")
    with monkeypatch.context() as broken, django_capture_on_commit_callbacks(execute=True):
        broken.setattr(EmailMessage, "send", refused)
        reply(number, words="See the new page.", by=AUTHOR)
    assert question(number).untold
    assert "asker" not in caplog.text
    assert tell_those_waiting() == 1
    assert not question(number).untold


def test_one_s_own_questions_are_given_out_and_forgotten(world: World) -> None:
    number = asked("Lithium?", address=world.reader.email.upper())
    other = asked("Clozapine?", address="other@example.org")
    given = dict(own_data.export(world.reader.pk))
    assert b"Lithium?" in given["questions.json"]
    assert b"Clozapine" not in given["questions.json"]
    own_data.erase(world.reader.pk)
    assert list(own_data.export(world.reader.pk)) == []
    assert not question(number).untold
    assert question(other).untold
    User.objects.filter(pk=world.reader.pk).delete()
    assert list(own_data.export(world.reader.pk)) == []


def test_the_day_is_kept_as_a_day_and_the_reader_is_one_for_all() -> None:
    asked()
    assert isinstance(Day.objects.get().day, date)
    reader = Actor(name="A reader", role="reader")
    assert reader == actions.READER
