"""Every screen of the office by every role, for reading and for sending."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statim.editorial import actions
from statim.editorial.actions import withdraw_topic
from statim.editorial.office.lists import LISTS
from statim.questions.actions import ask
from statim.search.actions import add_meaning, add_synonym
from statim.topics.models import Topic
from tests.editorial.desk.sitting import at_desk, page
from tests.editorial.people import NEW, confirm_all, person, publish, written

pytestmark = pytest.mark.django_db
STAFF = ("author", "reviewer", "pharmacist", "editor", "admin")
EDITORS = {"editor", "admin"}


class Office:
    """A desk with a topic in each state, a question, words, and somebody of every role."""

    def __init__(self) -> None:
        self.people = {role: person(role) for role in ("reader", *STAFF)}
        author, reviewer, editor = (self.people[r] for r in ("author", "reviewer", "editor"))
        self.topics: dict[str, Topic] = {
            name: written(author, slug=name) for name in ("draft", "live", "gone", "dated")
        }
        for name in ("live", "gone"):
            publish(self.topics[name], author, reviewer, editor)
        withdraw_topic(self.topics["gone"].pk, "Under revision.", by=editor)
        found = actions.submit(self.topics["dated"].pk, by=author)
        confirm_all(found, reviewer)
        actions.schedule(found.pk, timezone.now() + timedelta(days=1), NEW, by=editor)
        self.question = ask(words="What of gout?", kind="page wanted", connection="1.2.3.4")[0]
        live = self.topics["live"].pk
        self.synonym = add_synonym(words="another name", topic=live, by=editor)
        self.meaning = add_meaning(short="ABC", words="A better cure", topic=live, by=editor)

    def client(self, role: str) -> Client:
        return at_desk(self.people[role])


def screens(office: Office) -> dict[str, set[str]]:
    """Address to the roles that may open it."""
    everybody, admins = set(STAFF), {"admin"}
    who = office.people["author"].account
    return {
        "/desk/": everybody,
        "/desk/work/": everybody,
        **{f"/desk/work/{name}/": everybody for name in LISTS},
        "/desk/work/overdue/?specialty=Psychiatry": everybody,
        "/desk/interests/": everybody,
        "/desk/interests/register/": everybody,
        "/desk/people/": admins,
        "/desk/people/new/": admins,
        f"/desk/people/{who}/": admins,
        "/desk/plans/": everybody,
        "/desk/paths/": everybody,
        **{f"/desk/topics/{topic.pk}/plan/": everybody for topic in office.topics.values()},
        "/desk/calendar/": everybody,
        "/desk/calendar/?month=2026-02&own=1": everybody,
        "/desk/audit/": EDITORS,
        "/desk/audit/?verify=1&topic=live&since=2026-01-01&until=2999-01-01": EDITORS,
        "/desk/words/": everybody,
        "/desk/words/?kind=abbreviations&q=abc": everybody,
        "/desk/words/export/": everybody,
        "/desk/words/why/?q=another": everybody,
        "/desk/words/import/": EDITORS,
        "/desk/words/synonyms/add/": EDITORS,
        "/desk/words/abbreviations/add/": EDITORS,
        f"/desk/words/synonyms/{office.synonym.pk}/": EDITORS,
        f"/desk/words/abbreviations/{office.meaning.pk}/": EDITORS,
        "/desk/questions/": everybody,
        f"/desk/questions/{office.question.pk}/": everybody,
        "/desk/settings/": everybody,
    }


def forms(office: Office) -> dict[str, tuple[str, dict[str, str], set[str]]]:
    """A name, then address, what is sent, and the roles whose sending is taken."""
    plan = f"/desk/topics/{office.topics['live'].pk}/plan/"
    who = f"/desk/people/{office.people['reviewer'].account}/"
    everybody, admins = set(STAFF), {"admin"}
    return {
        "plan": (plan, {"risk": "high"}, EDITORS),
        "path": ("/desk/paths/", {"specialty": "", "steps": "reviewer pharmacist"}, EDITORS),
        "no path": ("/desk/paths/", {"specialty": "Psychiatry", "go": "remove"}, EDITORS),
        "sessions": (who, {"go": "sessions"}, admins),
        "role": (who, {"go": "role", "role": "editor"}, admins),
        "close": (who, {"go": "close"}, admins),
        "account": ("/desk/people/new/",
                    {"email": "new@example.org", "name": "New", "role": "author"}, admins),
        "link": ("/desk/calendar/address/", {"go": "make"}, everybody),
        "synonym": ("/desk/words/synonyms/add/", {"words": "one more", "topic": "live"}, EDITORS),
        "meaning": ("/desk/words/abbreviations/add/", {"short": "XY", "words": "Ex why"}, EDITORS),
        "question": (f"/desk/questions/{office.question.pk}/", {"go": "take"}, everybody),
        "export": ("/desk/audit/export/", {"format": "csv"}, admins),
    }  # fmt: skip


def test_each_screen_opens_to_those_whom_the_table_names_and_says_why_not_to_others() -> None:
    office, wrong = Office(), []
    for role in STAFF:
        client = office.client(role)
        for address, may in screens(office).items():
            answer = client.get(address)
            if answer.status_code != (200 if role in may else 403):
                wrong.append(f"{address} as {role}: {answer.status_code}")
            if answer.status_code == 403 and "is not for the role" not in page(answer):
                wrong.append(f"{address} as {role}: no sentence")
    assert not wrong, "\n".join(wrong)


def test_a_reader_is_refused_everywhere_and_a_visitor_signs_in_first() -> None:
    office = Office()
    reader, visitor, wrong = office.client("reader"), Client(), []
    for address in [*screens(office), *(each[0] for each in forms(office).values())]:
        for method in ("GET", "POST"):
            statuses = [who.generic(method, address).status_code for who in (reader, visitor)]
            if statuses != [403, 302]:
                wrong.append(f"{method} {address}: {statuses}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", STAFF)
def test_what_is_sent_is_taken_from_those_whom_the_table_names_only(role: str) -> None:
    office, wrong = Office(), []
    client = office.client(role)
    for name, (address, data, may) in forms(office).items():
        answer = client.post(address, data)
        taken = answer.status_code in {200, 302}
        if taken is not (role in may) or not (taken or answer.status_code == 403):
            wrong.append(f"{name} as {role}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_what_is_not_there_is_not_there_for_anybody() -> None:
    client = Office().client("admin")
    for address in ("/desk/work/nothing/", "/desk/people/999999/", "/desk/topics/none/plan/",
                    "/desk/words/rubbish/add/", "/desk/words/synonyms/999/",
                    "/desk/questions/999/"):  # fmt: skip
        assert client.get(address).status_code == 404, address


def test_no_screen_is_kept_by_a_cache() -> None:
    office = Office()
    client = office.client("admin")
    for address in screens(office):
        answer: Any = client.get(address)
        assert "no-store" in answer["Cache-Control"], address
