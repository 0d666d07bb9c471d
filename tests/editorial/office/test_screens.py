"""What each screen does when its forms are sent: kept, told, refused with the input kept."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.utils import timezone

from statim.accounts.models import User
from statim.audit.models import Entry
from statim.editions.queries import latest
from statim.editorial import actions
from statim.editorial.models import Interests
from statim.editorial.office.months import first_of, month_of
from statim.editorial.office.planned import NOBODY, UNPLANNED, plans
from statim.editorial.office.registry import registered
from statim.editorial.queries.calendars import owner_of
from statim.editorial.queries.plans import plan_of, responsible_for
from statim.editorial.queries.reviewing import paths
from statim.questions.actions import ask, take_up
from statim.questions.errors import NoSuchPage
from statim.questions.queries import question
from statim.search.models import Synonym
from tests.editorial.desk.sitting import at_desk, page
from tests.editorial.people import NEW, confirm_all, person, publish, written

pytestmark = pytest.mark.django_db


def test_a_plan_is_set_and_one_that_cannot_be_is_refused_with_what_was_typed() -> None:
    author, editor = person("author"), person("editor")
    topic = written(author)
    client, where = at_desk(editor), f"/desk/topics/{topic.pk}/plan/"
    sent = {"risk": "high", "months": "500", "responsible": [str(author.account)]}
    refused = client.post(where, sent)
    assert refused.status_code == 422
    assert "1 to 120 months" in page(refused)
    assert 'value="500"' in page(refused)
    assert plan_of(topic.pk).pk is None
    client.post(where, {**sent, "months": "6"})
    assert (plan_of(topic.pk).risk, plan_of(topic.pk).months) == ("high", 6)
    assert [each.name for each in responsible_for(topic.pk)] == ["Author One"]


def test_the_table_of_plans_tells_set_from_usual_and_finds_what_nobody_looks_after() -> None:
    author, editor = person("author"), person("editor")
    one, two = written(author, slug="one"), written(author, slug="two")
    actions.set_plan(one.pk, risk="high", responsible=[editor.account or 0], by=editor)
    assert [(p.topic, p.months, p.set) for p in plans(risk="high")[0]] == [(one.pk, 12, True)]
    assert [p.topic for p in plans(risk="medium")[0]] == [two.pk]
    assert [p.topic for p in plans(only=NOBODY)[0]] == [two.pk]
    assert [p.topic for p in plans(only=UNPLANNED)[0]] == [two.pk]
    assert plans(words="nothing like it") == ([], 0)


def test_a_path_is_set_and_taken_away() -> None:
    client = at_desk(person("editor"))
    client.post("/desk/paths/", {"specialty": "A / B", "steps": "reviewer pharmacist"})
    assert paths() == {"A / B": ["reviewer", "pharmacist"]}
    assert client.post("/desk/paths/", {"specialty": "A", "steps": "nobody"}).status_code == 422
    client.post("/desk/paths/", {"specialty": "A / B", "go": "remove"})
    assert paths() == {}


def test_the_calendar_shows_publications_and_lapses_on_their_day_only() -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    found = actions.submit(written(author).pk, by=author)
    confirm_all(found, reviewer)
    at = (timezone.now() + timedelta(days=40)).astimezone(UTC)
    actions.schedule(found.pk, at, NEW, by=editor)
    month = month_of(first_of(f"{at:%Y-%m}", at.date()), at.date(), by=editor)
    (day,) = month.days
    assert (day.day, day.things[0].kind, day.things[0].own) == (at.date(), "publication", True)
    assert (
        month_of(first_of(f"{at:%Y-%m}", at.date()), at.date(), by=author, own_only=True).count == 0
    )
    lapses = (Interests.objects.get(by_account=editor.account).at + timedelta(days=365)).date()
    later = month_of(first_of(f"{lapses:%Y-%m}", lapses), lapses, by=editor)
    assert [thing.kind for each in later.days for thing in each.things] == ["interests"]


@pytest.mark.parametrize("said", ["", "rubbish", "2026-13", "99999-01"])
def test_what_is_no_month_is_this_month(said: str) -> None:
    assert first_of(said, date(2026, 5, 7)) == date(2026, 5, 1)


def test_a_calendar_address_is_shown_once_opens_and_is_closed() -> None:
    editor = person("editor")
    client = at_desk(editor)
    shown = page(client.post("/desk/calendar/address/", {"go": "make"}))
    found = re.search(r"/desk/calendar/([\w-]+)\.ics", shown)
    assert found
    owner = owner_of(found[1])
    assert owner and owner.account == editor.account
    assert found[1] not in page(client.get("/desk/calendar/"))
    client.post("/desk/calendar/address/", {"go": "revoke"})
    assert owner_of(found[1]) is None


def test_the_register_puts_those_who_cannot_sign_first() -> None:
    people = {name: person("author", name, declared=name != "Cy") for name in ("Al", "Bo", "Cy")}
    now = timezone.now()
    standings = {each.name: each.standing for each in registered(now)}
    assert standings == {"Cy": "missing", "Al": "current", "Bo": "current"}
    assert [e.standing for e in registered(now + timedelta(days=340))] == [
        "missing",
        "soon",
        "soon",
    ]
    assert registered(now + timedelta(days=366))[1].standing == "expired"
    shown = page(at_desk(people["Al"]).get("/desk/interests/register/?standing=missing"))
    assert "Cy" in shown
    assert "data-account" in shown
    assert f'data-account="{people["Bo"].account}"' not in shown


def test_the_log_is_filtered_by_person_act_topic_and_days() -> None:
    author, editor = person("author"), person("editor")
    written(author, slug="one")
    written(author, slug="two")
    client = at_desk(editor)

    def entries(query: str) -> list[str]:
        return [line.row.act for line in client.get(f"/desk/audit/?{query}").context["lines"]]

    today = timezone.now().astimezone(UTC).date()
    assert set(entries("topic=one&act=new+topic")) == {"new topic"}
    assert len(entries("act=new+topic")) == 2
    assert entries("person=nobody+of+that+name") == []
    assert entries(f"until={today - timedelta(days=1)}") == []
    assert len(entries(f"since={today}&until={today}&act=new+topic")) == 2
    assert entries("topic=no-such-topic") == []


def test_a_log_that_was_altered_is_said_to_be() -> None:
    client = at_desk(person("editor"))
    assert "The chain holds" in page(client.get("/desk/audit/"))
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_head SET sequence = sequence + 1")
    assert "The log does not hold" in page(client.get("/desk/audit/"))


def test_the_log_is_taken_out_as_asked_for_and_that_is_logged() -> None:
    client = at_desk(person("admin"))
    answer: Any = client.post("/desk/audit/export/?act=add+person", {"format": "json"})
    told = json.loads(b"".join(answer.streaming_content))
    listed = told if isinstance(told, list) else told["entries"]
    assert {entry["act"] for entry in listed} == {"add person"}
    assert Entry.objects.latest("sequence").act == "export audit"


def test_words_are_added_changed_and_removed_and_what_is_refused_stays_typed() -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    publish(written(author), author, reviewer, editor)
    client = at_desk(editor)
    refused = client.post("/desk/words/synonyms/add/", {"words": "other", "topic": "nowhere"})
    assert refused.status_code == 422
    assert "nowhere" in page(refused)
    assert 'value="other"' in page(refused)
    client.post("/desk/words/synonyms/add/", {"words": "other", "topic": "/topics/a-topic/"})
    kept = Synonym.objects.get()
    where = f"/desk/words/synonyms/{kept.pk}/"
    client.post(where, {"words": "another", "topic": "a-topic"})
    assert Synonym.objects.get().words == "another"
    client.post(where, {"go": "remove"})
    assert Synonym.objects.get().state == "removed"
    assert client.get(where).status_code == 404


def test_a_table_of_words_is_taken_in_whole_or_not_at_all() -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    publish(written(author), author, reviewer, editor)
    client = at_desk(editor)

    def take(text: bytes) -> int:
        file = SimpleUploadedFile("words.csv", text, content_type="text/csv")
        return client.post("/desk/words/import/", {"file": file}).status_code

    good, bad = b"words,topic\r\nother,a-topic\r\n", b"words,topic\r\nmore,a-topic\r\nx,nowhere\r\n"
    assert take(bad) == 422
    assert take(b"\xff\xfe\x00") == 422
    assert Synonym.objects.count() == 0
    assert take(good) == 302
    assert b"other,a-topic" in client.get("/desk/words/export/").content


def test_a_question_is_taken_up_and_answered_by_an_edition_and_the_asker_is_told() -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    publish(written(author), author, reviewer, editor)
    made, token = ask(words="Which dose?", kind="not answered", connection="1.1.1.1",
                      address="asker@example.org")  # fmt: skip
    client, where = at_desk(author), f"/desk/questions/{made.pk}/"
    client.post(where, {"go": "take"})
    assert (question(made.pk).state, question(made.pk).by_name) == ("taken up", "Author One")
    refused = client.post(where, {"go": "reply", "words": "See there.", "slug": "nowhere"})
    assert refused.status_code == 422
    assert "See there." in page(refused)
    assert question(made.pk).state == "taken up"
    assert client.post(where, {"go": "reply", "words": " "}).status_code == 422
    client.post(where, {"go": "reply", "words": "See there.", "slug": "/topics/a-topic/"})
    now = question(made.pk)
    assert (now.state, now.answer_slug, now.answer_edition) == ("answered", "a-topic", 1)
    assert f"/topics/{latest('a-topic').slug}/editions/1/" in page(
        at_desk(author).get(f"/ask/{token}/")
    )


def test_the_letter_to_the_asker_names_the_edition_and_the_address_is_forgotten(
    django_capture_on_commit_callbacks: Any,
) -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    publish(written(author), author, reviewer, editor)
    made, _ = ask(words="Which dose?", kind="not answered", connection="1.1.1.1",
                  address="asker@example.org")  # fmt: skip
    sent = {"go": "reply", "words": "See there.", "slug": "a-topic"}
    client = at_desk(author)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/desk/questions/{made.pk}/", sent)
    (letter,) = mail.outbox
    assert "See there." in letter.body
    assert "/topics/a-topic/editions/1/" in letter.body
    assert not question(made.pk).untold


def test_a_page_that_cannot_be_read_answers_no_question() -> None:
    author = person("author")
    made, _ = ask(words="Which dose?", kind="feedback", connection="1.1.1.1")
    take_up(made.pk, by=author)
    from statim.questions.actions import reply

    with pytest.raises(NoSuchPage):
        reply(made.pk, words="See there.", slug="a-draft", by=author)


def test_only_editors_erase_and_nothing_of_the_words_is_left() -> None:
    made, _ = ask(words="Mr Smith of High Street", kind="feedback", connection="1.1.1.1")
    where, sent = f"/desk/questions/{made.pk}/", {"go": "erase", "words": "It named a person."}
    assert at_desk(person("author")).post(where, sent).status_code == 422
    assert question(made.pk).words
    editor = at_desk(person("editor"))
    editor.post(where, sent)
    assert "Smith" not in page(editor.get(where))


def test_an_account_is_opened_and_its_password_shown_once_without_a_letter() -> None:
    client = at_desk(person("admin"))
    shown = client.post(
        "/desk/people/new/", {"email": "n@example.org", "name": "N", "role": "author"}
    )
    user = User.objects.get(email="n@example.org")
    assert user.check_password(shown.context["password"])
    assert shown.context["password"] in page(shown)
    assert shown.context["password"] not in page(client.get(f"/desk/people/{user.pk}/"))
    again = client.post(
        "/desk/people/new/", {"email": "N@example.org", "name": "N", "role": "admin"}
    )
    assert again.status_code == 422
    assert "already an account" in page(again)
    assert 'value="N@example.org"' in page(again)


def test_the_only_administrator_is_told_why_they_stay_one() -> None:
    admin = person("admin")
    answer = at_desk(admin).post(f"/desk/people/{admin.account}/", {"go": "close"})
    assert answer.status_code == 409
    assert "is the only administrator" in page(answer)
    assert User.objects.get(pk=admin.account).is_active


@pytest.mark.parametrize("separated", [True, False])
def test_the_settings_are_shown_as_they_are(separated: bool) -> None:
    client = at_desk(person("author"))
    with override_settings(STATIM_SEPARATION=separated, STATIM_GRADE=not separated):
        shown = {each.name: each for each in client.get("/desk/settings/").context["switches"]}
    assert shown["STATIM_SEPARATION"].value == ("on" if separated else "off")
    assert shown["STATIM_GRADE"].value == ("off" if separated else "on")
    assert ("cannot verify" in shown["STATIM_SEPARATION"].meaning) is separated


def test_a_time_is_no_day_and_no_page_is_minus_one() -> None:
    client = at_desk(person("editor"))
    for address in ("/desk/audit/?since=2026-01-01T00:00&until=x&p=-1", "/desk/people/?p=0",
                    "/desk/plans/?p=99999999999999999999", "/desk/words/?q=%00&p=7",
                    "/desk/work/comments/?p=500"):  # fmt: skip
        assert client.get(address).status_code in {200, 403}, address
