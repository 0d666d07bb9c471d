"""Lists of work, due dates, the register of interests, bylines, reminders, calendars."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from pytest_django import Settings

from statim.accounts.models import User
from statim.audit.actor import Actor
from statim.audit.models import Entry
from statim.editions.document import Person
from statim.editions.queries import latest
from statim.editorial import actions
from statim.editorial.errors import NotPossible, NotThere, WordsNeeded
from statim.editorial.models import CalendarLink, Reminded
from statim.editorial.queries.work import (
    my_work,
    waiting_on_others,
)
from statim.editorial.reviewdates import due_after
from statim.topics.models import Topic
from tests.editorial.acts import Desk
from tests.editorial.people import AGAIN, confirm_all, ids, person, publish, reword, save, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def kinds(actor: Actor, now: datetime | None = None) -> list[str]:
    return [task.kind for task in my_work(actor, now)]


def after_review(topic: Topic, days: int) -> datetime:
    """So many days after the topic's review falls due."""
    due = date.fromisoformat(latest(topic.slug).document.review_due or "")
    return datetime(due.year, due.month, due.day, 12, tzinfo=timezone.now().tzinfo) + timedelta(
        days=days
    )


def test_a_review_is_on_the_list_of_those_whose_turn_it_is(desk: Desk) -> None:
    found = desk.open()
    assert kinds(desk.reviewer) == ["review"] == kinds(desk.editor)
    assert kinds(desk.author) == [] == kinds(desk.others["admin"])
    assert [task.what for task in waiting_on_others(desk.author)] == ["It is with the reviewer."]
    confirm_all(found, desk.reviewer)
    assert kinds(desk.reviewer) == []
    assert kinds(desk.editor) == ["publish"] == kinds(desk.others["admin"])


def test_what_was_sent_back_is_on_the_authors_list_until_it_is_submitted_again(desk: Desk) -> None:
    found = desk.open()
    actions.ask_for_changes(found.pk, "Please shorten it.", by=desk.reviewer)
    assert [task.what for task in my_work(desk.author)] == ["Reviewer One asks: Please shorten it."]
    actions.submit(found.topic_id, by=desk.author)
    assert kinds(desk.author) == []


def test_who_submitted_does_not_find_their_own_version_to_publish(desk: Desk) -> None:
    found = actions.submit(desk.topic().pk, by=desk.editor)
    confirm_all(found, desk.reviewer)
    assert kinds(desk.editor) == []


def test_a_page_is_due_soon_then_overdue_on_the_list_of_who_looks_after_it(desk: Desk) -> None:
    topic = desk.published()
    account = desk.author.account or 0
    actions.set_plan(topic.pk, risk="medium", responsible=[account], by=desk.editor)
    soon, late = after_review(topic, -60), after_review(topic, 1)
    assert "due soon" not in kinds(desk.author, after_review(topic, -61))
    assert "due soon" in kinds(desk.author, soon)
    actions.declare_interests("", none=True, by=desk.author)
    assert "overdue" in kinds(desk.author, late)
    assert "overdue" not in kinds(desk.reviewer, late)


def test_the_interval_is_that_of_the_risk_or_the_topics_own(desk: Desk, settings: Settings) -> None:
    settings.STATIM_REVIEW_MONTHS = {"high": 6, "medium": 24, "low": 36}
    topic = desk.published()
    reviewed = latest("a-topic").document.reviewed or ""
    assert latest("a-topic").document.review_due == due_after(reviewed, 24)
    for risk, months, expected in (("high", None, 6), ("low", 3, 3)):
        actions.set_plan(topic.pk, risk=risk, months=months, by=desk.editor)
        reword(topic, desk.author, ids(topic)[0], f"Reworded for {risk}")
        publish(topic, desk.author, desk.reviewer, desk.editor)
        assert latest("a-topic").document.review_due == due_after(reviewed, expected)


def test_a_month_that_is_shorter_ends_on_its_last_day() -> None:
    assert due_after("2025-08-31", 6) == "2026-02-28"
    assert due_after("2024-02-29", 12) == "2025-02-28"
    assert due_after("2025-11-30", 1) == "2025-12-30"
    assert due_after("2025-12-31", 1) == "2026-01-31"


def test_a_plan_that_cannot_be_is_refused(desk: Desk) -> None:
    topic = desk.topic()
    for risk, months in (("dire", None), ("high", 0)):
        with pytest.raises(NotPossible):
            actions.set_plan(topic.pk, risk=risk, months=months, by=desk.editor)
    with pytest.raises(NotThere):
        actions.set_plan(topic.pk, risk="high", responsible=[10**6], by=desk.editor)
    with pytest.raises(NotPossible):
        actions.set_path(("Psychiatry",), ("editor",), by=desk.editor)


def test_a_byline_shows_the_interests_of_its_authors_at_that_moment(desk: Desk) -> None:
    topic = save(desk.topic(), desk.author, authors=(Person(name="Authoring team"),))
    second = person("author", "Ann Author", declared=False)
    pairs = [(desk.author.account or 0, "Lead author"), (second.account or 0, "")]
    actions.set_byline(topic.pk, pairs, by=desk.editor)
    actions.declare_interests("Fees from Acme", by=desk.author)
    publish(topic, desk.author, desk.reviewer, desk.editor)
    actions.declare_interests("", none=True, by=desk.author)
    assert [(p.name, p.role, p.interests) for p in latest("a-topic").document.authors] == [
        ("Author One", "Lead author", "Fees from Acme"),
        ("Ann Author", "", "No current declaration of interests"),
        ("Authoring team", "", ""),
    ]


def test_a_declaration_says_something_or_that_there_is_nothing(desk: Desk) -> None:
    for words, none in (("", False), ("Shares", True)):
        with pytest.raises(WordsNeeded):
            actions.declare_interests(words, none=none, by=desk.author)


def test_who_has_not_declared_or_will_lapse_is_asked(desk: Desk) -> None:
    new = person("reviewer", "New Reviewer", declared=False)
    assert kinds(new) == ["interests"]
    assert kinds(desk.author, timezone.now() + timedelta(days=333)) == []
    assert kinds(desk.author, timezone.now() + timedelta(days=336)) == ["interests"]


def test_each_thing_is_said_once_to_each_who_should_know(desk: Desk) -> None:
    desk.open()
    sent = actions.send_reminders()
    to = {message.to[0] for message in mail.outbox}
    assert to == {reminder.to.email for reminder in sent}
    assert {desk.reviewer.email, desk.editor.email} <= to
    assert desk.author.email not in to
    assert all("One thing is so" not in message.body for message in mail.outbox)
    rows = Entry.objects.filter(act="remind").count()
    assert rows == len(sent) == len(mail.outbox)
    assert actions.send_reminders() == []
    assert actions.send_reminders(timezone.now() + timedelta(days=1)) == []


def test_a_reminder_is_in_the_language_of_whoever_gets_it(desk: Desk, settings: Settings) -> None:
    settings.STATIM_LANGUAGES = ["en", "de"]
    User.objects.filter(email=desk.reviewer.email).update(language="de")
    desk.open()
    said = {each.to.email: f"{each.subject} {each.body}" for each in actions.send_reminders()}
    assert "1 Aufgabe" in said[desk.reviewer.email]
    assert "Prüfen Sie es als Prüferin oder Prüfer." in said[desk.reviewer.email]
    assert "1 thing to do Dear" in said[desk.editor.email]


def test_an_overdue_page_is_said_again_after_a_while(desk: Desk) -> None:
    topic = desk.published()
    actions.set_plan(topic.pk, risk="low", responsible=[desk.author.account or 0], by=desk.editor)
    User.objects.exclude(pk=desk.author.account).update(is_active=False)
    said = [
        (days, len(actions.send_reminders(after_review(topic, days))))
        for days in (-59, -58, 1, 2, 13, 14, 15)
    ]
    assert [days for days, count in said if count] == [-59, 1, 14]


def test_mail_that_cannot_be_sent_is_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:

    desk.open()
    real = EmailMessage.send

    def down(self: EmailMessage, fail_silently: bool = False) -> int:
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr(EmailMessage, "send", down)
    assert actions.send_reminders() == []
    assert not Reminded.objects.exists()
    monkeypatch.setattr(EmailMessage, "send", real)
    assert actions.send_reminders()


def test_what_another_process_has_in_hand_is_left_to_it_unless_it_died(desk: Desk) -> None:
    desk.open()
    User.objects.exclude(pk=desk.reviewer.account).update(is_active=False)
    now = timezone.now()
    (thing,) = actions.send_reminders(now)[0].things
    Reminded.objects.update(sent=False)
    assert actions.send_reminders(now + timedelta(minutes=9)) == []
    assert actions.send_reminders(now + timedelta(minutes=11))[0].things == (thing,)


def test_a_secret_opens_ones_calendar_until_it_is_taken_back(desk: Desk, client: Client) -> None:
    topic = desk.published()
    actions.set_plan(topic.pk, risk="high", responsible=[desk.author.account or 0], by=desk.editor)
    token = actions.new_calendar_link(by=desk.author)
    answer = client.get(f"/desk/calendar/{token}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    events = {str(event["summary"]): event for event in Calendar.from_ical(answer.content).events}
    due = latest("a-topic").document.review_due
    assert events["Review due: A topic"]["dtstart"].dt.isoformat() == due
    assert "Declare your interests anew" in events
    other = actions.new_calendar_link(by=desk.author)
    assert client.get(f"/desk/calendar/{token}.ics").status_code == 404
    assert client.get(f"/desk/calendar/{other}.ics").status_code == 200
    User.objects.filter(pk=desk.author.account).update(is_active=False)
    assert client.get(f"/desk/calendar/{other}.ics").status_code == 404
    User.objects.filter(pk=desk.author.account).update(is_active=True, role="reader")
    assert client.get(f"/desk/calendar/{other}.ics").status_code == 404
    User.objects.filter(pk=desk.author.account).update(role="author")
    actions.revoke_calendar_link(by=desk.author)
    assert client.get(f"/desk/calendar/{other}.ics").status_code == 404


def test_the_secret_itself_is_kept_nowhere(desk: Desk) -> None:

    token = actions.new_calendar_link(by=desk.author)
    kept = [str(value) for row in CalendarLink.objects.values() for value in row.values()]
    kept += [str(row.detail) for row in Entry.objects.all()]
    assert not any(token in value for value in kept)


def test_the_change_note_of_an_edition_is_the_editors(desk: Desk) -> None:
    topic = desk.published()
    reword(topic, desk.author, ids(topic)[0], "One thing is surely so")
    publish(topic, desk.author, desk.reviewer, desk.editor)
    assert latest("a-topic").document.change == AGAIN
    assert written(desk.author, slug="b").slug == "b"
