"""What publication writes into a topic page's head."""

from __future__ import annotations

import pytest
from django.conf import settings as site
from lxml import html
from pytest_django import Settings

from statim.config.page_head import head
from tests.interop.samples import DIGEST, hostile, whole

SITE_URL = "http://127.0.0.1:8000"


def elements(written: str) -> list[html.HtmlElement]:
    return list(html.document_fromstring(f"<html><head>{written}</head><body></body></html>").head)


def test_it_names_the_current_address_the_data_and_the_words() -> None:
    written = elements(head(whole(), DIGEST, site_url=SITE_URL))
    links = {e.get("rel"): e.get("href") for e in written if e.tag == "link"}
    assert links["canonical"] == f"{site.SITE_URL}/topics/a-topic/"
    assert links["alternate"] == "/topics/a-topic.json"
    metas = {e.get("name"): e.get("content") for e in written if e.tag == "meta"}
    assert metas["description"] == "Drug 5 mg is ≤ 10 µg/kg & not < 2."
    assert metas["citation_title"] == "Asthma & wheeze"
    assert [e.get("type") for e in written if e.tag == "script"] == ["application/ld+json"]


@pytest.mark.parametrize(("free_pages", "said"), [(5, "false"), (None, "true")])
def test_metering_is_declared_as_it_is_set(
    free_pages: int | None, said: str, settings: Settings
) -> None:
    settings.STATIM_FREE_PAGES = free_pages
    assert f'"isAccessibleForFree":{said}' in head(whole(), DIGEST, site_url=SITE_URL)


def test_hostile_texts_add_no_element() -> None:
    written = elements(head(hostile()[0], DIGEST, site_url=SITE_URL))
    assert {e.tag for e in written} == {"link", "meta", "script"}
    assert sum(e.tag == "script" for e in written) == 1
