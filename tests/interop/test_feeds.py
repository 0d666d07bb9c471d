"""The addresses that machines ask: what is published is there, what is withdrawn is not."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import pytest
from django.test import Client
from lxml import etree

from statim.audit.actor import OPERATOR
from statim.editions.actions import append, withdraw
from statim.editions.document import Section
from statim.interop.sitemap import views as sitemap_views
from tests.documents import page, says

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def publish(slug: str, specialty: Sequence[str] = ("Psychiatry",), text: str = "It is so.") -> None:
    section = Section(heading="", statements=(says(f"s-{slug}", text),))
    document = page(section, topic=slug, slug=slug, title=slug.title(), specialty=specialty)
    append(document, bibliography=[], by=OPERATOR)


def found(client: Client, address: str, path: str, names: dict[str, str]) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    return [str(one) for one in etree.fromstring(response.content).xpath(path, namespaces=names)]


def titles(client: Client, address: str = "/changes/feed/") -> list[str]:
    return found(client, address, "//a:entry/a:title/text()", ATOM)


def test_the_newest_edition_comes_first_and_a_new_edition_is_a_new_entry(client: Client) -> None:
    publish("asthma")
    publish("gout")
    publish("asthma", text="It is otherwise.")
    assert titles(client) == ["Asthma", "Gout", "Asthma"]
    ids = found(client, "/changes/feed/", "//a:entry/a:id/text()", ATOM)
    assert ids[0].endswith("/topics/asthma/editions/2/")
    assert ids[2].endswith("/topics/asthma/editions/1/")


def test_a_withdrawn_topic_leaves_the_feed_and_the_sitemap(client: Client) -> None:
    publish("asthma")
    publish("gout")
    withdraw("gout", reason="Wrong.", by=OPERATOR)
    assert titles(client) == ["Asthma"]
    addresses = found(client, "/sitemap.xml", "//s:loc/text()", MAP)
    assert any(a.endswith("/topics/asthma/") for a in addresses)
    assert not any("gout" in a for a in addresses)


def test_a_specialty_has_a_feed_with_the_specialties_under_it(client: Client) -> None:
    publish("low-mood", ("Psychiatry", "Mood disorders"))
    publish("delirium", ("Psychiatry",))
    publish("asthma", ("Respiratory",))
    publish("odd", ("Psychiatry of old age",))
    assert titles(client, "/changes/feed/psychiatry/") == ["Delirium", "Low-Mood"]
    assert titles(client, "/changes/feed/psychiatry/mood-disorders/") == ["Low-Mood"]
    own = "/a:feed/a:link[@rel='self']/@href"
    address = "/changes/feed/psychiatry/mood-disorders/"
    assert found(client, address, own, ATOM)[0].endswith(address)
    title = found(client, "/changes/feed/psychiatry/", "/a:feed/a:title/text()", ATOM)[0]
    assert title.endswith(": changes in Psychiatry")


def test_a_specialty_that_is_not_there_has_no_feed(client: Client) -> None:
    publish("low-mood", ("Psychiatry", "Mood disorders"))
    assert client.get("/changes/feed/psych/").status_code == 404
    assert client.get("/changes/feed/psychiatry/mood/").status_code == 404


def test_a_reader_of_feeds_that_has_it_already_gets_304_until_something_changes(
    client: Client,
) -> None:
    publish("asthma")
    etag = client.get("/changes/feed/").headers["ETag"]
    again = {"HTTP_IF_NONE_MATCH": etag}
    assert client.get("/changes/feed/", **again).status_code == 304
    publish("gout")
    assert client.get("/changes/feed/", **again).status_code == 200


def test_feeds_set_no_cookie_and_name_their_kind(client: Client) -> None:
    publish("asthma")
    kinds = {
        "/changes/feed/": "application/atom+xml; charset=utf-8",
        "/sitemap.xml": "application/xml; charset=utf-8",
        "/opensearch.xml": "application/opensearchdescription+xml; charset=utf-8",
        "/robots.txt": "text/plain; charset=utf-8",
    }
    for address, kind in kinds.items():
        response = client.get(address)
        assert response.headers["Content-Type"] == kind
        assert not response.cookies
        assert client.post(address).status_code == 405


def test_the_sitemap_becomes_an_index_whose_files_hold_every_address_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap_views, "MOST_ADDRESSES", 5)
    monkeypatch.setattr(sitemap_views, "PAGES", sitemap_views.PAGES[:6])
    for name in ("asthma", "eczema", "gout", "mumps", "scabies"):
        publish(name)
    files = found(client, "/sitemap.xml", "/s:sitemapindex/s:sitemap/s:loc/text()", MAP)
    assert [file.rpartition("/")[2] for file in files] == [
        "sitemap-1.xml",
        "sitemap-2.xml",
        "sitemap-3.xml",
    ]
    addresses = [
        address
        for number in (1, 2, 3)
        for address in found(client, f"/sitemap-{number}.xml", "//s:loc/text()", MAP)
    ]
    assert len(addresses) == len(set(addresses)) == len(sitemap_views.PAGES) + 5
    assert client.get("/sitemap-4.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_every_address_of_the_sitemap_answers(client: Client) -> None:
    publish("asthma", ("Respiratory", "Airways"))
    addresses = found(client, "/sitemap.xml", "//s:loc/text()", MAP)
    assert len(addresses) == len(sitemap_views.PAGES) + 1
    for address in addresses:
        assert client.get(urlsplit(address).path).status_code == 200, address


def test_robots_are_told_where_the_sitemap_is_and_kept_from_personal_pages(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "\nSitemap: http://127.0.0.1:8000/sitemap.xml\n" in text
    assert "Disallow: /account/\n" in text
    assert "Disallow: /advertising/\n" in text
    assert "/topics/" not in text
