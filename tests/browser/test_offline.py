"""Reading and noting without network, in a real browser: with the network cut, and with the server
gone. Each reader here is one of the test's own, in a browser of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.addresses import CORRECTED, KETAMINE, LONG
from tests.browser.axe import ALL, faults
from tests.browser.conftest import ROOT, Site
from tests.browser.relay import Relay

OLDER = """(path) => new Promise((done, fail) => {
  const asked = indexedDB.open("statim", 1);
  asked.onsuccess = () => {
    const transaction = asked.result.transaction("held", "readwrite");
    const held = transaction.objectStore("held");
    const got = held.get(path);
    got.onsuccess = () => held.put({ ...got.result, stored: Date.now() - 14 * 86400000 });
    transaction.oncomplete = done;
    transaction.onerror = fail;
  };
})"""


@pytest.fixture
def device(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A browser that has never been here."""
    context = browser.new_context(base_url=site.url)
    yield context
    context.close()


def until(page: Page, asked: str, holds: Callable[[Any], bool]) -> None:
    """Ask the service worker until the answer is right."""
    said: Any = None
    for _ in range(100):
        said = page.evaluate(f"() => globalThis.statimDevice.ask({asked}).catch(() => null)")
        if said is not None and holds(said):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{asked} is still {said}")


def wait_for_kept(page: Page, path: str) -> None:
    """Until the service worker keeps the page at this path."""
    until(page, "'held'", lambda held: path in [each["path"] for each in held["pages"]])


def sign_in(page: Page, site: Site, back: str) -> None:
    page.goto(f"/account/sign-in/?next={back}")
    page.get_by_label("E-mail address").fill(site.email)
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{back}")


def at_the_site(site: Site, code: str) -> str:
    """Run a few lines on the site's own data, as the desk would."""
    set_up = "import django; django.setup()\n"
    environment = os.environ | {"STATIM_DATA": str(site.data),
                                "DJANGO_SETTINGS_MODULE": "statim.config.settings"}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", set_up + code], cwd=ROOT, env=environment,
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_an_opened_page_is_read_without_network_with_its_age(
    device: BrowserContext, site: Site
) -> None:
    page = device.new_page()
    page.goto(LONG)  # the very first page, before there was a service worker
    wait_for_kept(page, LONG)
    page.goto(KETAMINE)
    wait_for_kept(page, KETAMINE)
    device.set_offline(True)
    for path in (LONG, KETAMINE):
        page.goto(path)
        banner = page.locator("[data-stored-copy]")
        expect(banner).to_contain_text("Stored copy, less than a day old")
        expect(page.locator("article[data-topic]")).to_be_visible()
        expect(page.locator("[data-sponsor], .meter")).to_have_count(0)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != (
            "rgba(0, 0, 0, 0)"
        ), "the copy has its styles"
    assert faults(page, ALL) == []
    page.goto(CORRECTED)  # never opened
    expect(page.get_by_role("heading", level=1)).to_have_text("No network")
    expect(page.locator("[data-kept-pages]").get_by_role("link", name="Ketamine at length")
           ).to_be_visible()  # fmt: skip
    assert faults(page, ALL) == []


OWN = "/topics/kept-on-a-device/"
PUBLISH = """
from statim.editions.document import Section
from tests.documents import article, page, says
from tests.world import publish
said = says("kept-1", {words!r}, cites=["gone"])
work = article("gone", "A trial that is gone", DOI="10.1000/gone")
publish(page(Section(heading="", statements=(said,)), topic="t-device", slug="kept-on-a-device",
             title="Kept on a device", references=[work]), {day!r})
"""


def test_what_became_of_a_stored_copy_is_said_at_the_next_contact(
    device: BrowserContext, site: Site
) -> None:
    """Superseded while the reader was away: the copy says so without network. An old one is not
    shown before its reader was warned."""
    at_the_site(site, PUBLISH.format(words="As first published", day="2025-08-03"))
    page = device.new_page()
    page.goto(OWN)
    wait_for_kept(page, OWN)
    at_the_site(site, PUBLISH.format(words="As it reads now", day="2025-08-04"))
    page.evaluate("() => globalThis.statimDevice.ask('contact')")
    device.set_offline(True)
    page.goto(OWN)
    banner = page.locator("[data-stored-copy]")
    expect(banner).to_contain_text("Superseded: this is edition 1; edition 2 is current.")
    expect(banner).to_contain_text("This page cites a retracted work")
    expect(page.locator("[data-statement]")).to_contain_text("As first published")
    page.evaluate(OLDER, OWN)
    page.goto(OWN)
    expect(page.locator("[data-old-copy]")).to_contain_text("This copy is 14 days old")
    expect(page.locator("article[data-topic]")).to_have_count(0)
    assert faults(page, ALL) == []
    page.get_by_role("link", name="Show the old copy all the same").click()
    expect(page.locator("[data-stored-copy].danger")).to_contain_text("14 days old")
    expect(page.locator("article[data-topic]")).to_be_visible()


def written_offline(page: Page, statement: str, text: str) -> None:
    page.locator(f'[data-note-add="{statement}"]').click()
    page.get_by_role("textbox", name="Your note").last.fill(text)
    page.locator(".note-frame").get_by_role("button", name="Save").click()
    expect(page.locator("[data-note-waiting]").filter(has_text=text)).to_be_visible()


def test_notes_written_without_network_are_sent_once_in_order(
    device: BrowserContext, site: Site
) -> None:
    """The answer to the first is lost on its way: sent again, it is still one note."""
    page = device.new_page()
    sign_in(page, site, LONG)
    wait_for_kept(page, LONG)
    device.set_offline(True)
    page.goto(LONG)
    for number, statement in enumerate(("long-2", "long-4", "long-5"), start=1):
        written_offline(page, statement, f"written offline {number}")
    page.reload()
    expect(page.locator("[data-note-waiting]")).to_have_count(3)
    lost: list[str] = []

    def lose_the_answer(route: Any) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().text())  # the site has taken it
        route.abort()

    device.route("**/account/notes/new/", lose_the_answer)
    device.set_offline(False)
    page.goto("/account/notes/")
    until(page, "'send'", lambda left: left == 0)
    page.goto("/account/notes/")
    expect(page.locator("[data-stored-copy]")).to_have_count(0)
    notes = page.locator("[data-note]").filter(has_text="written offline")
    expect(notes).to_have_count(3)
    shown = re.findall(r"written offline (\d)", page.locator("main").inner_text())
    assert shown == ["3", "2", "1"], "newest first: they came in their order"


def test_signing_out_empties_what_is_personal_and_leaves_the_rest(
    device: BrowserContext, site: Site
) -> None:
    page = device.new_page()
    page.goto(KETAMINE)
    wait_for_kept(page, KETAMINE)
    sign_in(page, site, LONG)
    wait_for_kept(page, LONG)
    page.get_by_role("button", name="Bookmark").click()
    expect(page.get_by_role("button", name="Remove bookmark")).to_be_visible()
    page.goto("/account/bookmarks/")
    wait_for_kept(page, "/account/bookmarks/")
    device.set_offline(True)
    page.goto("/account/bookmarks/")
    expect(page.get_by_role("link", name="Ketamine at length")).to_be_visible()
    page.goto(LONG)
    written_offline(page, "long-2", "a note that would be lost")
    device.route("**/account/notes/device/", lambda route: route.abort())  # it cannot be sent
    device.set_offline(False)
    page.goto("/account/")
    until(page, "'notes'", lambda notes: len(notes) == 1)
    said: list[str] = []
    page.once("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert "1 note was not sent yet" in said[0]
    until(page, "'held'", lambda held: [each["path"] for each in held["pages"]] == [KETAMINE])
    device.set_offline(True)
    page.goto(LONG)
    expect(page.get_by_role("heading", level=1)).to_have_text("No network")
    page.goto(KETAMINE)
    expect(page.locator("[data-stored-copy]")).to_be_visible()


def test_a_killed_server_leaves_the_page_readable_and_its_return_is_told(
    browser: Browser, site: Site
) -> None:
    relay = Relay(int(site.url.rpartition(":")[2]))
    context = browser.new_context(base_url=relay.url)
    try:
        page = context.new_page()
        page.goto(LONG)
        wait_for_kept(page, LONG)
        relay.close()
        page.reload()
        expect(page.locator("[data-stored-copy]")).to_be_visible()
        relay.open()
        page.evaluate("dispatchEvent(new Event('online'))")
        page.get_by_role("link", name="Read the page as it stands now").click()
        expect(page.locator("article[data-topic]")).to_be_visible()
        expect(page.locator("[data-stored-copy]")).to_have_count(0)
    finally:
        context.close()
        relay.close()
