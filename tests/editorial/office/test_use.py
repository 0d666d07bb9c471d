"""The desk's page on use, and its screens for institutions."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from statim.accounts.actions import add_person
from statim.audit.actor import OPERATOR
from statim.design.plots import ceiling, columns
from statim.editions.queries import current
from statim.usage.models import DailyCount, Institution, ReportKey
from tests.world import World

pytestmark = pytest.mark.django_db


def at_desk(role: str) -> Client:
    """A browser with somebody of the staff signed in."""
    user, _ = add_person(email=f"{role}.x@example.org", role=role, name=role, by=OPERATOR)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def count(what: str, n: int, *, ago: int = 0, kind: str = "", topic: str = "") -> None:
    """So many on a day so many days ago."""
    day = datetime.now(UTC).date() - timedelta(days=ago)
    DailyCount.objects.create(day=day, what=what, kind=kind, topic=topic, count=n)


def test_the_page_says_what_was_read_searched_and_is_overdue(world: World) -> None:
    standing = current("mode-of-action")
    assert standing
    count("reading", 41, topic=standing.topic)
    count("reading", 1, ago=40, topic=standing.topic)
    count("search", 9, kind="made")
    count("search", 4, kind="nothing found")
    said = at_desk("author").get("/desk/use/").content.decode()
    numbers = dict(re.findall(r'data-plot="(\w+)"><h2[^>]*>[^<]*<span[^>]*>(\d+)<', said))
    assert numbers == {"reading": "42", "searches": "9", "nothing": "4", "refusals": "0"}
    most = said.partition('id="h-read"')[2].partition("</section>")[0]
    assert 'href="/topics/mode-of-action/"' in most
    assert '<td class="number">42</td>' in most
    assert "Days overdue" in said
    month = at_desk("reviewer").get("/desk/use/?days=30").content.decode()
    assert (
        dict(re.findall(r'data-plot="(\w+)"><h2[^>]*>[^<]*<span[^>]*>(\d+)<', month))["reading"]
        == "41"
    )


def test_a_plot_has_the_numbers_of_its_table_and_says_them_in_words(world: World) -> None:
    count("reading", 7, topic="t", ago=1)
    said = at_desk("author").get("/desk/use/?days=365").content.decode()
    plot = said.partition('data-plot="reading"')[2].partition("</section>")[0]
    heights = [float(tall) for tall in re.findall(r'height="([\d.]+)"><title>', plot)]
    assert sum(1 for tall in heights if tall) == 1
    assert plot.count('<th scope="row">') == len(heights) == 53
    assert "Week from" in plot
    assert "7 in all" in plot


def test_plots_are_drawn_without_style_or_script_and_escape_what_they_are_given() -> None:
    drawn = columns([('<b>&"', 3), ("x", 0)], name="p", title="A <title>")
    tree = etree.fromstring(drawn)
    assert tree.get("role") == "img"
    assert not re.search(r"style=|<script|<b>|javascript", drawn)
    assert [ceiling(n) for n in (0, 1, 3, 9, 11, 499, 501)] == [1, 1, 5, 10, 20, 500, 1000]


def test_an_administrator_adds_an_institution_makes_a_key_and_revokes_it() -> None:
    client = at_desk("admin")
    said: dict[str, Any] = {"name": "A hospital", "customer_id": "ward", "networks": "192.0.2.0/24"}
    assert client.post("/desk/use/institutions/", said).status_code == 302
    page = "/desk/use/institutions/ward/"
    made = client.post(page, {"go": "key", "label": "library"})
    key = ReportKey.objects.get()
    found = re.search(r"API key</dt><dd><code>([^<]+)</code>", made.content.decode())
    assert found
    door = {"customer_id": "ward", "api_key": found[1]}
    assert Client().get("/r51/members", door).status_code == 200
    assert found[1] not in client.get(page).content.decode()
    client.post(page, {"go": "revoke", "requestor": key.requestor_id})
    assert Client().get("/r51/members", door).status_code == 401


def test_what_is_refused_stands_on_the_page_and_changes_nothing() -> None:
    client = at_desk("admin")
    bad = {"name": "A hospital", "customer_id": "ward", "networks": "0.0.0.0/0"}
    answer = client.post("/desk/use/institutions/", bad)
    assert answer.status_code == 422
    assert "too broad" in answer.content.decode()
    assert not Institution.objects.exists()
    client.post("/desk/use/institutions/", {"name": "A", "customer_id": "a"})
    page = "/desk/use/institutions/a/"
    assert client.post(page, {"go": "key", "label": " "}).status_code == 409
    changed = client.post(page, {"go": "change", "name": "B", "domains": "gmail.com"})
    assert changed.status_code == 409
    assert client.post(page, {"go": "change", "name": "B", "networks": "192.0.2.1"}).url == page
    kept = Institution.objects.get()
    assert (kept.name, kept.networks, kept.customer_id) == ("B", ["192.0.2.1/32"], "a")
    client.post(page, {"go": "end"})
    assert Institution.objects.get().ended == datetime.now(UTC).date()


def test_a_report_is_a_file_of_the_desk_too() -> None:
    client = at_desk("admin")
    client.post("/desk/use/institutions/", {"name": "A", "customer_id": "a"})
    asked = {"report": "dr", "format": "tsv", "begin": "2026-01", "end": "2026-02"}
    answer = client.get("/desk/use/institutions/a/report/", asked)
    assert answer["Content-Disposition"] == 'attachment; filename="a-dr-2026-01.tsv"'
    assert "End_Date=2026-02-28" in answer.content.decode()
    for wrong in ({"report": "tr"}, {"begin": "x"}, {"end": "2025-12"}, {"end": "9999-01"}):
        assert client.get("/desk/use/institutions/a/report/", {**asked, **wrong}).status_code == 404
