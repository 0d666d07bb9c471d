"""Results as pages and programs see them: why, what they cite, what stands against them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from statim.editorial.sentinel import take_notices
from statim.references.notices import Notice
from statim.search import follower
from statim.search.actions import add_meaning, add_synonym, take_in
from statim.search.starting_set.ontology import PHENOTYPES
from statim.search.tables import Row
from tests.world import EDITOR

pytestmark = pytest.mark.usefixtures("own_index", "world")
PROGRAM = {"accept": "application/json"}


def html(client: Client, address: str) -> str:
    """A page, once the index is up to date."""
    follower.catch_up()
    return client.get(address).content.decode()


def told(client: Client, address: str) -> Any:
    """The same as a program gets it."""
    follower.catch_up()
    return client.get(address, headers=PROGRAM).json()


def retract() -> None:
    """The work that the page on repeated injections rests on is taken back."""
    notice = Notice(kind="retraction", doi="10.1192/bjp.2023.79", day="2026-01-02", source="A list")
    take_notices([notice], source="A list", by=EDITOR)


def test_a_retracted_work_is_marked_at_the_topic_and_at_the_statement(client: Client) -> None:
    address = "/search/?q=adequately+dosed+injections"
    assert "data-retracted" not in html(client, address)
    retract()
    page = html(client, address)
    hit = page.partition('data-hit="repeated-ketamine"')[2]
    assert hit.count("data-retracted") == 2
    assert 'href="/topics/repeated-ketamine/#ref-1"' in hit
    assert "Loo 2023" in hit
    (result,) = told(client, address)["results"]
    assert result["notices"] == [{"reference": 1, "kind": "retraction", "date": "2026-01-02"}]
    (statement,) = result["statements"]
    assert statement["references"][0]["notice"] == "retraction"


def test_an_overdue_review_is_marked_from_the_day_after(client: Client) -> None:
    from statim.editions.following import standing_now
    from statim.reader.findings import is_overdue

    page = html(client, "/search/?q=receptor+channel")
    assert "Review overdue since 5 January 2024" in page
    topic = standing_now(["t-mode"])["t-mode"]
    assert not is_overdue(topic, "2024-01-05")
    assert is_overdue(topic, date(2024, 1, 6).isoformat())
    assert told(client, "/search/?q=receptor+channel")["results"][0]["overdue"] is True


def test_every_hit_has_its_review_status_and_the_hash_of_its_edition(client: Client) -> None:
    from statim.editions.queries import latest

    answer = told(client, "/search/?q=ketamine")
    assert len(answer["results"]) > 2
    for hit in answer["results"]:
        edition = latest(hit["slug"])
        assert (hit["hash"], hit["edition"]) == (edition.hash, edition.number)
        assert hit["reviewed"] == edition.document.reviewed
        assert {"review_due", "overdue", "notices", "statements"} <= hit.keys()
    for near in told(client, "/search/?q=ketamien")["did_you_mean"]:
        assert len(near["hash"]) == 64


def test_a_synonym_is_shown_as_the_reason(client: Client) -> None:
    add_synonym(words="low spirits", topic="t-ketamine", by=EDITOR)
    page = html(client, "/search/?q=low+spirits")
    assert "for <em>low spirits</em>" in page
    assert told(client, "/search/?q=low+spirits")["results"][0]["also"] == "low spirits"
    (offered,) = told(client, "/search/suggest?q=low+sp")["results"]
    assert (offered["match"], offered["also"]) == ("synonym", "low spirits")


def test_meanings_are_offered_on_the_page_and_to_programs(client: Client) -> None:
    for words in ("multiple sclerosis", "Ketamine: mode of action"):
        add_meaning(short="MS", words=words, by=EDITOR)
    page = html(client, "/search/?q=ms")
    assert "MS may mean" in page
    assert 'href="/search/?q=multiple%20sclerosis"' in page
    assert [one["address"] for one in told(client, "/search/?q=ms")["meanings"]] == [
        "/topics/mode-of-action/", "/search/?q=multiple+sclerosis",
    ]  # fmt: skip
    offered = told(client, "/search/suggest?q=ms")["results"]
    assert [(one["title"], one["match"]) for one in offered] == [
        ("Ketamine: mode of action", "abbreviation"), ("multiple sclerosis", "meaning"),
    ]  # fmt: skip


def test_a_hostile_synonym_stays_words(client: Client) -> None:
    add_synonym(words="<script>alert(1)</script> mood", topic="t-ketamine", by=EDITOR)
    add_meaning(short="<b>X</b>", words="<i>y</i>", by=EDITOR)
    pages = html(client, "/search/?q=script+alert+1+script+mood") + html(client, "/search/?q=b+x+b")
    assert "<script>alert" not in pages
    assert "&lt;script&gt;alert" in pages
    assert "<b>X" not in pages


def test_nothing_found_is_never_a_dead_end(client: Client) -> None:
    page = html(client, "/search/?q=zzxq+injektions")
    assert "Nothing was found" in page
    assert 'href="/browse/"' in page
    assert 'href="/ask/?q=zzxq+injektions"' in page
    near = html(client, "/search/?q=zzxq+subcutanous")
    assert "Did you mean" in near
    assert 'href="/topics/repeated-ketamine/"' in near


def test_a_field_word_that_is_not_understood_is_said(client: Client) -> None:
    assert "was read as plain words" in html(client, "/search/?q=ketamine+reviewed:soon")
    assert told(client, "/search/?q=ketamine+reviewed:soon")["notes"]


def test_the_filter_for_red_flags_is_offered_and_kept(client: Client) -> None:
    page = html(client, "/search/?q=ketamine&flags=1")
    assert 'name="flags" value="1" form="q-form" checked' in page
    assert "data-hit" not in page
    assert "Search without filters" in page


def test_about_names_the_lists_that_words_come_from(client: Client) -> None:
    assert "Other names that search knows" not in html(client, "/about/")
    take_in([Row("", "low mood", "t-ketamine", f"{PHENOTYPES} 2025-01-16")], by=EDITOR)
    page = html(client, "/about/")
    assert "Human Phenotype Ontology 2025-01-16" in page
    assert "www.human-phenotype-ontology.org" in page
