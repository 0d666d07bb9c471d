"""What records ask by code, in every way that they really write it, and what they are told."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from statim.interop.infobutton.parameters import CERTIFICATE, NAMES, Unanswerable, read
from statim.publisher.queries import house
from tests.interop.coded import ASTHMA, SNOMED_OID, publish_coded, retract
from tests.interop.knowledge_response import response_schema

ATOM = "{http://www.w3.org/2005/Atom}"
ASK: dict[str, str] = {
    "mainSearchCriteria.v.c": ASTHMA,
    "mainSearchCriteria.v.cs": SNOMED_OID,
    "taskContext.c.c": "PROBLISTREV",
}


def feed(answer: Any) -> etree._Element:
    assert answer.status_code == 200, answer.content
    return etree.fromstring(answer.content)


def titles(answer: Any) -> list[str]:
    return [str(t) for t in feed(answer).xpath("//*[local-name()='entry']/*[1]/text()")]


def test_there_are_52_parameters() -> None:
    assert len(NAMES) == len(set(NAMES)) == 52


def test_names_are_read_in_any_case_numbered_repeated_and_deprecated() -> None:
    said = read([("MAINSEARCHCRITERIA.V.C", "1"), ("mainSearchCriteria.v.c1", "2"),
                 ("mainsearchcriteria.v.c", "3"), ("mainSearchCriteria.c.dn2", "left out"),
                 ("mainSearchCriteria.v.dn1", "two"), ("mainSearchCriteria.v.cs", "snomed"),
                 ("subTopic.c.c", "Q000628"), ("taskContext.c.c", "medlistrev")])  # fmt: skip
    assert [one.code for one in said.criteria] == ["1", "2", "3"]
    assert [one.display for one in said.criteria] == ["", "two", ""]
    assert {one.system for one in said.criteria} == {"snomed"}
    assert said.subtopic.code == "Q000628"
    assert said.task == "MEDLISTREV"  # the guide's own example, which no value set holds


def test_to_the_letter_a_missing_doubled_or_unknown_parameter_is_refused_without_its_value() -> (
    None
):
    for name in ASK:
        with pytest.raises(Unanswerable, match=name):
            read([(k, v) for k, v in ASK.items() if k != name], strict=True)
    with pytest.raises(Unanswerable, match="came twice") as doubled:
        read([*ASK.items(), ("mainsearchcriteria.V.C", "secret")], strict=True)
    assert "secret" not in str(doubled.value)
    with pytest.raises(Unanswerable) as unknown:
        read([*ASK.items(), ("knowledgeResponseType", "image/png")], strict=True)
    assert unknown.value.status == 415


@pytest.mark.django_db
def test_the_answer_to_a_code_is_valid_and_carries_every_mark(
    client: Client, shared_data: Path
) -> None:
    publish_coded()
    retract("10.1192/bjp.2023.79")
    answer = client.get("/infobutton", {**ASK, "observation.v.u": "mg", "age.v.v": "81"})
    root = feed(answer)
    assert answer["Content-Type"] == "text/xml; charset=UTF-8"
    response_schema(shared_data).assertValid(root)
    assert titles(answer) == [
        "Ketamine: mode of action", "Ketamine: mode of action: Dose and administration",
        "Ketamine: mode of action: Adverse effects",
    ]  # fmt: skip
    said = " ".join(str(t) for t in root.xpath("//*[local-name()='summary']/text()"))
    for mark in ("Edition 1", "SHA-256", "reviewed 2023-01-05", "Review overdue since 2024-01-05",
                 "Retracted (2026-01-02): reference 2; statements that rest on it: m-dose",
                 "Give 0.5 mg/kg &amp; not &lt;5 mg (2) <strong>[Retracted]</strong>"):  # fmt: skip
        assert mark in said
    repeated = {c.get("scheme"): c.get("term") for c in root.iter(f"{ATOM}category")}
    assert repeated == {**ASK, "Observation.v.u": "mg"}
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"


def test_the_schema_still_refuses_what_is_wrong(shared_data: Path) -> None:
    schema = response_schema(shared_data)
    right = (
        b'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>A</title>'
        b'<updated>2026-01-01T00:00:00Z</updated><category scheme="taskContext.c.c" term="OE"/>'
        b"<id>urn:a</id></feed>"
    )
    assert schema.validate(etree.fromstring(right))
    assert not schema.validate(etree.fromstring(right.replace(b"taskContext.c.c", b"task.c.cs")))
    assert not schema.validate(etree.fromstring(right.replace(b"<id>urn:a</id>", b"")))


@pytest.mark.django_db
def test_sub_topic_and_task_choose_the_section(client: Client) -> None:
    publish_coded()
    for said, heading in (({"subTopic.v.c": "Q000008"}, "Dose and administration"),
                          ({"subtopic.c.dn": "adverse effects"}, "Adverse effects"),
                          ({"taskContext.c.c": "MEDOE"}, "Dose and administration")):  # fmt: skip
        assert titles(client.get("/infobutton", ASK | said))[1:] == [
            f"Ketamine: mode of action: {heading}"
        ]
    assert len(titles(client.get("/infobutton", {**ASK, "subTopic.v.c": "Q000601"}))) == 1


@pytest.mark.django_db
def test_a_post_a_json_answer_and_a_page_say_the_same(client: Client) -> None:
    publish_coded()
    value = client.post("/infobutton", {**ASK, "knowledgeResponseType": "application/json"}).json()
    entry = value["feed"]["entry"][0]
    assert entry["title"]["_value"] == "Ketamine: mode of action"
    assert entry["link"][0]["href"].endswith("/topics/mode-of-action/editions/1/")
    assert "Review overdue" in entry["summary"]["_value"]
    assert {"scheme": "mainSearchCriteria.v.c", "term": ASTHMA} in value["feed"]["category"]
    callback = client.get("/infobutton", {**ASK, "knowledgeResponseType": "application/javascript"})
    assert callback["Content-Type"] == "application/json"
    page = client.get("/infobutton", ASK, headers={"accept": "text/html"}).content.decode()
    assert "Ketamine: mode of action: Adverse effects</a>" in page


@pytest.mark.django_db
def test_what_nobody_knows_is_an_empty_feed(client: Client, shared_data: Path) -> None:
    publish_coded()
    for unknown in ({}, {"mainSearchCriteria.v.c": "22298006"}, {"mainSearchCriteria.v.cs": "1.2"}):
        asked = (ASK | unknown) if unknown else {}
        answer = client.get("/infobutton", asked)
        assert titles(answer) == []
        response_schema(shared_data).assertValid(feed(answer))
    assert client.get("/infobutton", {"strict": "1"}).status_code == 400


@pytest.mark.django_db
def test_a_password_in_the_request_is_neither_repeated_nor_logged(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    publish_coded()
    caplog.set_level(logging.DEBUG)
    for name in (CERTIFICATE, CERTIFICATE.upper(), f"{CERTIFICATE}1"):
        for strict in ("0", "1"):
            answer = client.get("/infobutton", {**ASK, name: "hunter2", "strict": strict})
            assert b"hunter2" not in answer.content
    assert "hunter2" not in caplog.text


@pytest.mark.django_db
def test_where_an_account_is_needed_only_the_beginning_is_handed_out(
    client: Client, settings: Any
) -> None:
    publish_coded()
    settings.STATIM_HOUSE = {**settings.STATIM_HOUSE, "audience": "signin"}
    house.cache_clear()
    try:
        only_the_beginning(client)
    finally:
        house.cache_clear()


def only_the_beginning(client: Client) -> None:
    answer = client.get("/infobutton", ASK).content.decode()
    assert "Sign in at /account/sign-in/" in answer
    assert "Dizziness is common" not in answer


def test_the_profile_names_systems_and_no_password(client: Client) -> None:
    root = etree.fromstring(client.get("/infobutton/profile.xml").content)
    assert SNOMED_OID in root.xpath("//supportedTerminology/@id")
    urls = root.xpath("//knowledgeRequestServiceLocation/@url")
    assert urls and all(str(url).endswith("/infobutton?knowledgeResponseType=text/xml&")
                        for url in urls)  # fmt: skip
    assert b"password" not in etree.tostring(root).lower()


VALUES = st.one_of(
    st.text(max_size=40), st.sampled_from([ASTHMA, SNOMED_OID, "text/html", "\x00", "1"])
)
PAIRS = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(NAMES), st.sampled_from(NAMES).map(str.swapcase),
                  st.sampled_from(NAMES).map("{}7".format), st.text(max_size=20),
                  st.just("strict")),
        VALUES,
    ), max_size=12,
)  # fmt: skip


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(pairs=PAIRS, post=st.booleans())
def test_no_request_however_odd_is_an_error_of_ours(
    client: Client, pairs: list[tuple[str, str]], post: bool
) -> None:
    sent = {}
    for name, value in pairs:
        sent.setdefault(name.encode("utf-8", "replace").decode(), []).append(
            value.encode("utf-8", "replace").decode()
        )
    answer = (client.post if post else client.get)("/infobutton", sent)
    assert answer.status_code in (200, 400, 415)
    if answer["Content-Type"].startswith("text/xml"):
        etree.fromstring(answer.content)
    elif answer["Content-Type"] == "application/json":
        json.loads(answer.content)
