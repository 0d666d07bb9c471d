"""What is reported as wrong: from a page to the correction, and the thanks for it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from statim.accounts.actions import add_person
from statim.audit.actor import OPERATOR, Actor
from statim.audit.models import Entry
from statim.editions.actions import append
from statim.editions.document import Change, Section
from statim.questions.actions import ask, decline, erase, reply, take_up
from statim.questions.errors import BadName, NoCorrection
from statim.questions.models import Question
from statim.questions.queries import Reported, reported
from tests.documents import page, says

pytestmark = pytest.mark.django_db
HERE = {"origin": "http://testserver"}
EDITOR = Actor(name="Edith Editor", role="editor")
CHANGES = "/topics/a-topic/editions/2/changes/"


def correct(number: int, kind: str = "correction") -> None:
    """Publish an edition of the topic today."""

    kind = kind if number > 1 else "new"
    severity = "error" if kind == "correction" else ""
    change = Change(kind=kind, note="So it is.", severity=severity)
    section = Section(heading="", statements=(says("s1", f"Version {number} of it."),))
    document = replace(page(section), change=change)
    append(document, bibliography=[], by=OPERATOR)


@pytest.fixture(autouse=True)
def topic(db: None) -> None:
    """A topic with one edition."""
    correct(1)


def report(credit: str = "", **more: Any) -> tuple[int, str]:
    """The number of a report on the page, and its receipt."""
    said = {"kind": "feedback", "topic": "a-topic", "words": "It is ten times that."}
    said |= {"thanked": "on", "credit": credit} if credit else {}
    answer = Client().post("/ask/", said | more, headers=HERE)
    assert answer.status_code == 302, answer.content.decode()
    return Question.objects.latest("pk").pk, answer["Location"]


def text(address: str) -> str:
    """What a page says."""
    return Client().get(address).content.decode()


def test_every_page_leads_to_a_form_for_errors_that_needs_no_javascript() -> None:
    foot = text("/topics/a-topic/").partition("</article>")[2]
    found = re.search(r'<a href="([^"]+)" data-report', foot)
    assert found
    form = text(found[1].replace("&amp;", "&"))
    assert "What is wrong, or missing?" in form
    assert 'name="kind" value="feedback"' in form
    for name in ("statement", "thanked", "credit"):
        assert len(re.findall(f'name="{name}"', form)) == 1
    assert 'name="thanked" checked' not in form


@pytest.mark.parametrize(
    ("given", "kept"),
    [("s1", "s1"), ("#s-s1", "s1"), ("https://example.org/topics/a-topic/#s-k3f9a2", "k3f9a2"),
     ("the second one", ""), ("", "")],
)  # fmt: skip
def test_a_statement_is_named_by_its_address(given: str, kept: str) -> None:
    report(statement=given)
    assert Question.objects.get().statement == kept


def test_a_correction_made_of_it_links_back_and_thanks_by_name() -> None:
    number, receipt = report(credit="Dr  Ada Ward ")
    take_up(number, by=EDITOR)
    correct(2)
    reply(number, words="Thank you, corrected.", slug="a-topic", corrected=True, by=EDITOR)
    for address in ("/about/corrections/", CHANGES):
        assert "Reported by a reader, with thanks to Dr Ada Ward." in text(address)
    said = text(receipt)
    assert "/topics/a-topic/editions/2/" in said
    assert "a correction made because of what you reported" in said


def test_without_the_tick_no_name_is_kept_and_nobody_is_named() -> None:
    number, _ = report(thanked="", credit="Ada Ward")
    assert Question.objects.get().credit == ""
    correct(2)
    reply(number, words="Corrected.", slug="a-topic", corrected=True, by=EDITOR)
    said = text("/about/corrections/")
    assert "Reported by a reader." in said
    assert "Ada" not in said


def test_a_name_may_be_taken_back_at_the_receipt_for_good() -> None:
    number, receipt = report(credit="Ada Ward")
    correct(2)
    reply(number, words="Corrected.", slug="a-topic", corrected=True, by=EDITOR)
    assert Client().post(receipt).status_code == 302
    for address in ("/about/corrections/", CHANGES, receipt):
        assert "Ada" not in text(address)
    assert "Ada" not in str(list(Entry.objects.values()))
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(receipt).status_code == 403


def test_an_edition_that_corrects_nothing_thanks_nobody() -> None:
    number, _ = report(credit="Ada Ward")
    with pytest.raises(NoCorrection):
        reply(number, words="x", slug="a-topic", corrected=True, by=EDITOR)
    correct(2, kind="clarification")
    with pytest.raises(NoCorrection):
        reply(number, words="x", slug="a-topic", corrected=True, by=EDITOR)
    assert Question.objects.get().state == "new"
    reply(number, words="It was right.", slug="a-topic", by=EDITOR)
    assert reported({("t-a", 1), ("t-a", 2)}) == {}


def test_a_correction_before_the_report_was_not_made_because_of_it() -> None:
    correct(2)
    number, _ = report()
    Question.objects.update(asked=datetime.now(UTC) + timedelta(seconds=2))
    with pytest.raises(NoCorrection):
        reply(number, words="x", slug="a-topic", corrected=True, by=EDITOR)


def test_several_reports_are_counted_and_each_name_stands_once() -> None:
    numbers = [report(credit=name)[0] for name in ("Ada Ward", "B. Nurse", "Ada Ward", "")]
    lost, _ = report(credit="Not This One")
    correct(2)
    for number in numbers:
        reply(number, words="Corrected.", slug="a-topic", corrected=True, by=EDITOR)
    decline(lost, words="No.", by=EDITOR)
    topic = Question.objects.get(pk=numbers[0]).answer_topic
    assert reported({(topic, 2)}) == {(topic, 2): Reported(4, ["Ada Ward", "B. Nurse"])}


@pytest.mark.parametrize(
    "name", ["a@example.org", "https://buy.example", "<b>x</b>", "x\u202ey", "---", "w" * 81]
)
def test_a_name_that_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(BadName):
        ask(words="Wrong.", kind="feedback", connection="192.0.2.1", credit=name)
    said = {"kind": "feedback", "topic": "a-topic", "words": "Wrong.", "thanked": "on"}
    answer = Client().post("/ask/", {**said, "credit": name}, headers=HERE)
    assert answer.status_code == 422
    assert Client().post("/ask/", said, headers=HERE).status_code == 422
    assert not Question.objects.exists()


def test_erasing_takes_the_name_too() -> None:
    number, _ = report(credit="Ada Ward")
    erase(number, why="It names a patient.", by=EDITOR)
    assert Question.objects.get().credit == ""


def test_the_desk_says_what_was_corrected() -> None:
    number, _ = report(credit="Ada Ward")
    client = Client()
    editor, _ = add_person(email="e@example.org", role="editor", name="E", by=OPERATOR)
    client.force_login(editor, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = f"/desk/questions/{number}/"
    assert "wants to be named in public as Ada Ward" in client.get(address).content.decode()
    said = {"go": "reply", "words": "Corrected.", "slug": "a-topic", "corrected": "on"}
    refused = client.post(address, said)
    assert refused.status_code == 422
    assert "Publish the edition as a correction first" in refused.content.decode()
    correct(2)
    assert client.post(address, said).status_code == 302
    assert "Corrected because of this" in client.get(address).content.decode()
