"""What a visit costs, and that it tells nobody else: weight, other hosts, the console."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Request

from tests.browser.addresses import KINDS, LONG
from tests.browser.conftest import Site

MOST_BYTES = 60_000
QUIET_ON = {"never was", "withdrawn", "no code"}  # the browser itself reports their status


def test_a_first_visit_to_a_topic_weighs_less_than_60_kb(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    sizes: dict[str, int] = {}

    def weigh(request: Request) -> None:
        size = request.sizes()
        sizes[request.url] = size["responseBodySize"] + size["responseHeadersSize"]

    page.on("requestfinished", weigh)
    page.goto(LONG, wait_until="networkidle")
    context.close()
    assert len(sizes) >= 5, sizes
    assert sum(sizes.values()) < MOST_BYTES, sizes


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_asks_another_host_or_breaks_the_content_security_policy(
    browser: Browser, site: Site, kind: str
) -> None:
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    elsewhere: list[str] = []
    said: list[str] = []

    def look(request: Request) -> None:
        if not request.url.startswith((site.url, "data:")):
            elsewhere.append(request.url)

    page.on("request", look)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    response = page.goto(KINDS[kind], wait_until="networkidle")
    context.close()
    assert response
    assert "script-src 'self'" in response.headers["content-security-policy"]
    assert elsewhere == []
    assert [line for line in said if not (kind in QUIET_ON and "status of 4" in line)] == []


def test_the_console_would_tell_of_an_inline_script(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{site.url}/about/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
    )
    page.close()
    assert any("Content Security Policy" in line for line in said)
