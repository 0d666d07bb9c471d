"""What readers see of a correction: on the page, in its history, in lists and feeds."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client, override_settings
from lxml import etree

from statim.editions.actions import withdraw
from statim.editions.document import Change, Document
from tests.corrected import NOTE, PAGE, correct, corrected, days_ago
from tests.world import EDITOR, World, mode_of_action, publish

LIST = "/about/corrections/"
FEED = "/changes/corrections/feed/"


def body(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


@pytest.mark.parametrize("severity", ["error", "safety error"])
def test_a_serious_correction_stands_at_the_top_with_the_statement_before_and_after(
    client: Client, world: World, severity: str
) -> None:
    correct(severity)
    html = body(client, PAGE)
    assert f'data-correction="{severity}"' in html
    assert html.index("data-correction") < html.index("<h1>")
    assert NOTE in html
    assert "<dt>Before</dt><dd>Most are gone within 60 minutes</dd>" in html
    assert "<dt>Corrected to</dt><dd>Most are usually gone within 60 minutes</dd>" in html
    assert 'data-corrected-statement="a-brief"' in html
    assert 'data-corrected-statement="a-usual"' not in html
    assert "Source: Royal College of Psychiatrists 2017" in html


@pytest.mark.parametrize("severity", ["typo", "clarification", ""])
def test_a_mild_correction_is_not_at_the_top_but_in_the_history(
    client: Client, world: World, severity: str
) -> None:
    correct(severity)
    assert "data-correction=" not in body(client, PAGE)
    assert NOTE in body(client, f"{PAGE}editions/")


def test_the_notice_goes_after_ninety_days_and_history_and_list_keep_it(
    client: Client, world: World
) -> None:
    correct(days=91)
    assert "data-correction=" not in body(client, PAGE)
    for path in (f"{PAGE}editions/", LIST, f"{PAGE}editions/3/changes/"):
        assert "Correction of a safety error" in body(client, path)


def test_a_later_edition_does_not_take_the_notice_away(client: Client, world: World) -> None:
    correct("error", days=80)
    correct("typo", days=3, text="Most are gone within about 60 minutes")
    html = body(client, PAGE)
    assert html.count("data-correction=") == 1
    assert "edition 3" in html
    correct("safety error", days=2, text="Most are gone within an hour")
    html = body(client, PAGE)
    assert html.index('data-correction="safety error"') < html.index('data-correction="error"')


def test_an_old_edition_says_for_good_that_it_was_corrected_since(
    client: Client, world: World
) -> None:
    correct("error", days=400)
    for path in (f"{PAGE}editions/2/", f"{PAGE}?as_of={days_ago(401)}"):
        html = body(client, path)
        assert html.count('data-correction="error"') == 1
    for path in (f"{PAGE}editions/3/", f"{PAGE}?as_of={days_ago(399)}"):
        assert "data-correction=" not in body(client, path)


def test_the_page_s_etag_changes_with_the_notice_and_the_day(client: Client, world: World) -> None:
    with override_settings(STATIM_FREE_PAGES=None):
        plain = client.get("/topics/mode-of-action/")["ETag"]
        correct()
        tag = client.get(PAGE)["ETag"]
        assert ".c20" in tag
        assert ".c20" not in plain
        assert client.get(PAGE, headers={"if-none-match": tag}).status_code == 304


def test_hostile_words_of_a_correction_stay_words(client: Client, world: World) -> None:
    correct("error", note="<script>alert(1)</script>", source='"><img src=x>',
            text="Most are <b>gone</b>")  # fmt: skip
    for path in (PAGE, LIST, f"{PAGE}editions/", "/changes/"):
        html = body(client, path)
        assert "<script>alert" not in html
        assert "<img src=x>" not in html


def test_the_list_names_severity_topic_and_what_changed_newest_first(
    client: Client, world: World
) -> None:
    correct("typo", days=30)
    correct("safety error", days=20, text="Most are gone within an hour", note="")
    html = body(client, LIST)
    assert re.findall(r'data-severity="([^"]*)"', html) == ["safety error", "typo"]
    assert f'href="{PAGE}editions/4/changes/"' in html
    assert "1 statement reworded" in html
    assert "Ketamine: adverse effects" in html


def test_the_list_keeps_what_was_withdrawn_since(client: Client, world: World) -> None:
    correct()
    withdraw("adverse-effects", reason="Under revision.", by=EDITOR)
    html = body(client, LIST)
    assert "withdrawn since" in html
    assert f'href="{PAGE}editions/"' in html


def test_an_empty_list_says_so_and_a_page_that_is_none_is_not_found(
    client: Client, db: None
) -> None:
    assert "No correction has been published." in body(client, LIST)
    for page in ("2", "0", "x", "9" * 400):
        body(client, f"{LIST}?page={page}", 404)


def test_the_list_goes_on_on_further_pages(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("statim.reader.views.corrections.LISTED", 1)
    correct("typo", days=30)
    correct("error", days=20, text="Most are gone within an hour")
    assert f'href="{LIST}?page=2"' in body(client, LIST)
    assert 'data-severity="typo"' in body(client, f"{LIST}?page=2")


def test_the_feed_of_corrections_holds_them_and_nothing_else(client: Client, world: World) -> None:
    correct("error")
    publish(mode_of_action_again(), days_ago(1))
    response = client.get(FEED)
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = etree.fromstring(response.content)
    atom = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.xpath("//a:entry/a:title/text()", namespaces=atom) == ["Ketamine: adverse effects"]
    (summary,) = feed.xpath("//a:entry/a:summary/text()", namespaces=atom)
    assert summary.startswith(f"Edition 3. Correction of an error. {NOTE}")
    (page,) = feed.xpath("a:link[@rel='alternate']/@href", namespaces=atom)
    assert page.endswith(LIST)
    assert client.get(FEED, headers={"if-none-match": response["ETag"]}).status_code == 304


def mode_of_action_again() -> Document:
    return replace(mode_of_action(), reviewed="2025-01-05", review_due="2099-01-05")


@pytest.mark.parametrize("path", ["/about/", "/changes/", "/", "/about/editorial/"])
def test_the_list_is_reached_from_everywhere(client: Client, world: World, path: str) -> None:
    assert f'href="{LIST}"' in body(client, path)


@pytest.mark.parametrize(
    ("kind", "severity", "mark"),
    [
        ("practice-changing", "", "alert"),
        ("safety", "", "danger"),
        ("correction", "error", "alert"),
        ("correction", "safety error", "danger"),
        ("correction", "typo", ""),
        ("references", "", ""),
    ],
)
def test_what_bears_on_practice_or_safety_is_marked_on_home_and_in_changes(
    client: Client, world: World, kind: str, severity: str, mark: str
) -> None:
    change = Change(kind=kind, severity=severity)
    publish(replace(corrected(), change=change), days_ago(1))
    for path in ("/", "/changes/"):
        html = body(client, path)
        marked = re.findall(r'<span class="change-kind marked (\w+)" data-marked>', html)
        assert marked == ([mark] if mark else [])
