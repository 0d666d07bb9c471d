"""What changed since somebody last read a page, on the page, at home and by mail; at a desk, on a
phone, and on a phone without JavaScript; axe."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import ALL, faults, look_at_every_size
from tests.browser.changed import SLUG
from tests.browser.conftest import ROOT, OpenPage, Site
from tests.browser.test_meter import PHONE

TOPIC = f"/topics/{SLUG}/"
DEVICES: dict[str, dict[str, Any]] = {
    "desk": {}, "phone": PHONE, "phone-without-script": {**PHONE, "java_script_enabled": False},
}  # fmt: skip


@pytest.fixture(scope="module")
def readers(site: Site) -> dict[str, dict[str, str]]:
    """How the reader of each device signs in; the page has changed since they read it."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("STATIM_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.changed"],
        cwd=ROOT, env=kept | {"STATIM_DATA": str(site.data), "STATIM_SITE_URL": site.url},
        capture_output=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    said: dict[str, dict[str, str]] = json.loads(done.stdout)
    return said


def letter(site: Site, address: str) -> str:
    """The one mail to this reader."""
    found = [message_from_bytes(path.read_bytes()) for path in Path(site.data, "outbox").glob("*")]
    (own,) = [one for one in found if one["To"] == address]
    body = own.get_payload(decode=True)
    assert isinstance(body, bytes)
    return body.decode()


@pytest.fixture(params=DEVICES)
def reader(
    request: pytest.FixtureRequest, open_page: OpenPage, readers: dict[str, dict[str, str]]
) -> tuple[Page, str]:
    """(a page whose reader is signed in, their address)."""
    own = readers[request.param]
    page = open_page("/account/sign-in/?next=/", **DEVICES[request.param])
    page.get_by_label("E-mail address").fill(own["email"])
    page.get_by_label("Password").fill(own["password"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r"://[^/]+/$"))
    return page, own["email"]


def test_what_changed_is_told_until_it_was_seen_and_mailed_until_it_is_ended(
    reader: tuple[Page, str], site: Site
) -> None:
    page, address = reader
    at_home = page.locator("[data-unseen]")
    expect(at_home.get_by_text("somebody may be lost")).to_be_in_viewport()
    at_home.get_by_role("link", name="A page that changes", exact=True).click()
    page.goto(TOPIC)
    since = page.locator("[data-changed-since='1']")
    expect(since).to_contain_text("Asked too late, in two weeks somebody may be lost.")
    for words in ("one week", "two weeks", "It goes by itself", "Tell whom to ring"):
        expect(since).to_contain_text(words)
    assert faults(page, ALL) == []
    since.get_by_role("link", name="go to it").first.click()
    expect(page).to_have_url(re.compile(r"#s-c-"))
    page.get_by_role("button", name="I have seen this").click()
    page.wait_for_url(f"**{TOPIC}")
    expect(page.locator("[data-changed-since]")).to_have_count(0)
    page.goto("/")
    expect(page.locator("[data-unseen]")).to_have_count(0)

    mail = letter(site, address)
    changes, _, stop = re.findall(r"(http://\S+)", mail)
    page.goto(changes)
    expect(page.locator("h1")).to_contain_text("What changed in edition 2")
    expect(page.locator("main")).to_contain_text("Tell whom to ring")
    page.context.clear_cookies()  # the mail is read on another machine
    page.goto(stop)
    assert faults(page, ALL) == []
    page.get_by_role("button", name="No more of these mails").click()
    expect(page.locator("main .notice[role=status]")).to_contain_text("no more of these mails")


@pytest.mark.parametrize("reader", ["phone-without-script"], indirect=True)
def test_the_mail_is_chosen_and_ended_on_ones_own_page(reader: tuple[Page, str]) -> None:
    page, _ = reader
    page.goto("/account/reading/")
    expect(page.get_by_role("link", name="A page that changes")).to_be_visible()
    for choice in ("at most once a week", "never"):
        page.get_by_label("Mail me what changed").select_option(label=choice)
        page.locator("section", has=page.get_by_label("Mail me what changed")).get_by_role(
            "button"
        ).click()
        expect(page.get_by_label("Mail me what changed").locator("option:checked")).to_have_text(
            choice
        )
    look_at_every_size(page)
    page.get_by_role("button", name="Stop following A page that changes").click()
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
