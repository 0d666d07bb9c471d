"""The form for asking and the receipt, as a browser and a program meet them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client, override_settings

from statim.questions import limits, patients
from statim.questions.models import Question
from tests.world import World

pytestmark = pytest.mark.django_db
HERE = {"origin": "http://testserver"}
JSON = {**HERE, "accept": "application/json"}


def send(client: Client, headers: dict[str, str] = HERE, **said: Any) -> Any:
    """What the site answers to a question."""
    return client.post("/ask/", {"words": "Lithium toxicity"} | said, headers=headers)


def test_nothing_found_leads_to_the_form_filled_in(client: Client, world: World) -> None:
    html = client.get("/search/?q=lithium+toxicity").content.decode()
    assert 'href="/ask/?q=lithium+toxicity"' in html
    form = client.get("/ask/?q=lithium+toxicity").content.decode()
    assert ">lithium toxicity</textarea>" in form


def test_without_javascript_sending_leads_to_the_receipt(client: Client) -> None:
    answer = send(client)
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    html = page.content.decode()
    assert "Lithium toxicity" in html
    assert f"http://testserver{answer['Location']}" in html
    assert page["Cache-Control"] == "private, no-store"
    assert "noindex" in html
    assert Question.objects.get().kind == "page wanted"


def test_a_program_is_told_where_the_receipt_is(client: Client) -> None:
    answer = send(client, JSON)
    assert answer.status_code == 201
    assert client.get(answer.json()["receipt"]).status_code == 200
    assert send(client, JSON, words="").json()["errors"] == [
        "Write what you were looking for, in a few words."
    ]


def test_the_foot_of_a_topic_holds_the_form_the_same_for_all(client: Client, world: World) -> None:
    html = client.get("/topics/ketamine-in-depression/").content.decode()
    foot = html.partition("</article>")[2]
    assert 'name="topic" value="ketamine-in-depression"' in foot
    assert "csrf" not in foot
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', foot))
    answer = send(client, **fields)
    assert answer.status_code == 302
    kept = Question.objects.get()
    assert (kept.kind, kept.topic, kept.edition) == ("not answered", "t-ketamine", 2)


def test_a_form_on_another_site_is_refused(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    for origin in ("https://evil.example", "null", ""):
        assert send(strict, {"origin": origin} if origin else {}).status_code == 403
    assert not Question.objects.exists()
    assert send(strict).status_code == 302


def test_the_form_with_its_token_is_taken_from_a_browser_that_says_no_origin() -> None:
    strict = Client(enforce_csrf_checks=True)
    form = strict.get("/ask/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert token
    assert send(strict, {}, csrfmiddlewaretoken=token[1]).status_code == 302


def test_the_trap_keeps_programs_out_and_tells_them_nothing(client: Client) -> None:
    answer = send(client, website="http://spam.example")
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    assert not Question.objects.exists()


def test_too_many_are_refused_with_what_was_typed_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PER_CONNECTION", 1)
    send(client)
    answer = send(client, words="Keep these words")
    assert answer.status_code == 429
    assert ">Keep these words</textarea>" in answer.content.decode()
    assert "tomorrow" in answer.content.decode()


def test_a_bad_address_is_refused_in_words(client: Client) -> None:
    answer = send(client, address="nobody")
    assert answer.status_code == 422
    assert "name@example.org" in answer.content.decode()
    assert not Question.objects.exists()


def test_hostile_words_stay_words(client: Client) -> None:
    answer = send(client, words='</textarea><script>alert("x")</script>')
    html = client.get(answer["Location"]).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html
    form = client.get("/ask/", {"q": "</textarea><script>", "topic": '"><script>'})
    assert "<script>" not in form.content.decode().partition("<main")[2].partition("</main>")[0]


def test_a_receipt_that_was_never_given_is_not_found(client: Client) -> None:
    assert client.get("/ask/abc/").status_code == 404


def test_behind_a_proxy_the_address_that_it_saw_counts(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PER_CONNECTION", 1)
    seen = [{**HERE, "x-forwarded-for": f"9.9.9.9, 192.0.2.{n}"} for n in (1, 2)]
    with override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        assert [send(client, one).status_code for one in seen] == [302, 302]
    said = [{**HERE, "x-forwarded-for": f"192.0.2.{n}"} for n in (3, 4)]
    assert [send(client, one).status_code for one in said] == [302, 429]


# the warning: the rule is another room's; here is what happens with what it says


def test_words_that_seem_to_name_a_patient_are_kept_only_after_a_warning(client: Client) -> None:
    words = "NHS number 943 476 5919 has a rash"
    answer = send(client, words=words)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "an NHS number" in html
    assert f">{words}</textarea>" in html
    assert not Question.objects.exists()
    assert send(client, JSON, words=words).json()["warning"]
    assert send(client, words=words, seen="1").status_code == 302
    assert send(client, words="a rash").status_code == 302


def test_what_names_a_patient_is_warned_about_and_a_clinical_question_is_not() -> None:
    assert patients.warning("Patient with NHS number 943 476 5919, DOB 1 May 1950")
    assert patients.warning("lithium toxicity in renal failure") == ""
