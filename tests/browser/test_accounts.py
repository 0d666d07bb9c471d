"""Accounts in a browser: opened, secured, forgotten, taken along, deleted; desk and phone, and
without JavaScript wherever a browser can do without."""

from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from itertools import count
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import look_at_every_size
from tests.browser.conftest import OpenPage, Site
from tests.browser.test_meter import DEVICES

PASSWORD = "a calm sea and a prosperous voyage"
WITH_SCRIPT = [name for name in DEVICES if "without" not in name]
_numbers = count(int(time.time()))


@pytest.fixture(params=DEVICES)
def device(request: pytest.FixtureRequest) -> dict[str, Any]:
    """A desk, a phone, a phone without JavaScript."""
    return dict(DEVICES[request.param])


def link(site: Site, address: str) -> str:
    """The link of the last letter to this address."""
    for path in sorted((site.data / "outbox").glob("*.eml"), reverse=True):
        letter = message_from_bytes(path.read_bytes())
        if letter["To"] == address:
            body = letter.get_payload(decode=True)
            assert isinstance(body, bytes)
            found = re.findall(r"http://[^/\s]+(/\S+)", body.decode())
            if found:
                return str(found[0])
    raise AssertionError(f"no letter to {address}")


def arrived(page: Page) -> None:
    """At the page that was asked for before signing in, and not only in what leads there."""
    page.wait_for_url(re.compile(r":\d+/browse/$"))


def sign_up(page: Page, site: Site) -> str:
    """Fill in the form, open the letter's link; the address."""
    address = f"reader{next(_numbers)}@example.org"
    page.goto("/account/sign-up/?next=/browse/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Name", exact=True).fill("Rita Reader")
    page.get_by_label("Profession", exact=True).select_option(label="Nurse")
    page.get_by_label("I confirm that it is meant for me").check()
    page.get_by_role("button", name="Open the account").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    page.goto(link(site, address))
    page.get_by_role("button", name="Yes, confirm it").click()
    arrived(page)
    return address


def sign_in(page: Page, address: str, password: str = PASSWORD) -> None:
    page.goto("/account/sign-in/?next=/browse/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()  # what is personal went


def once_more(page: Page) -> None:
    """The password, where the site asks for it again."""
    if "/again/" in page.url:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()


def code(secret: str, later: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def add_app(page: Page) -> str:
    """Add an authenticator app; its secret."""
    page.goto("/account/second-factor/")
    page.get_by_role("link", name="Add an authenticator app").click()
    once_more(page)
    secret = page.locator("[data-secret]").inner_text()
    page.get_by_label("Code of the app").fill(code(secret))
    page.get_by_role("button", name="Add the app").click()
    expect(page.locator("[data-codes] li")).to_have_count(10)
    return secret


def test_an_account_is_opened_by_a_letter_and_reads_without_a_limit(
    open_page: OpenPage, site: Site, device: dict[str, Any]
) -> None:
    page = open_page("/account/sign-in/", **device)
    page.get_by_role("link", name="Open one").click()
    sign_up(page, site)
    page.goto("/topics/ketamine-at-length/")
    expect(page.locator("[data-meter-left]")).to_have_count(0)
    page.get_by_role("link", name="Account").click()
    expect(page.get_by_text("Rita Reader")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_wrong_in_the_form_is_said_at_its_field(
    open_page: OpenPage, device: dict[str, Any]
) -> None:
    page = open_page("/account/sign-up/", **device)
    page.get_by_label("E-mail address").fill("somebody@example.org")
    page.get_by_label("Password").fill("password1234")
    page.get_by_label("Name", exact=True).fill("Rita")
    page.get_by_label("Profession", exact=True).select_option(label="Nurse")
    page.get_by_label("I confirm").check()
    page.get_by_role("button", name="Open the account").click()
    field = page.get_by_label("Password")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#id_password1_error")).to_contain_text("too common")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Rita")


def test_signing_in_with_an_authenticator_app(
    open_page: OpenPage, site: Site, device: dict[str, Any]
) -> None:
    page = open_page("/", **device)
    address = sign_up(page, site)
    secret = add_app(page)
    sign_out(page)
    sign_in(page, address)
    expect(page.get_by_role("heading", name="Your second factor")).to_be_visible()
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert").filter(has_text="Incorrect")).to_be_visible()
    page.get_by_label("Code").fill(code(secret, later=1))
    page.get_by_role("button", name="Sign in").click()
    arrived(page)


def test_a_forgotten_password_is_replaced(
    open_page: OpenPage, site: Site, device: dict[str, Any]
) -> None:
    page = open_page("/", **device)
    address = sign_up(page, site)
    sign_out(page)
    page.goto("/account/sign-in/")
    page.get_by_role("link", name="Forgotten your password?").click()
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send the letter").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    page.goto(link(site, address))
    page.get_by_label("New password").fill("quite another calm sea")
    page.get_by_label("The same again").fill("quite another calm sea")
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("heading", name="Your new password holds")).to_be_visible()
    sign_in(page, address, "quite another calm sea")
    arrived(page)


def test_a_session_is_ended_from_another(
    open_page: OpenPage, site: Site, device: dict[str, Any]
) -> None:
    here = open_page("/", **device)
    address = sign_up(here, site)
    there = open_page("/", user_agent="Mozilla/5.0 (iPhone) Safari/604.1")
    sign_in(there, address)
    here.goto("/account/")
    row = here.get_by_role("listitem").filter(has_text="Safari on iPhone")
    row.get_by_role("button", name="End").click()
    expect(here.get_by_text("The session has ended.")).to_be_visible()
    there.goto("/account/")
    expect(there.get_by_role("heading", name="Sign in")).to_be_visible()


def test_ones_data_is_taken_along_and_the_account_deleted(
    open_page: OpenPage, site: Site, device: dict[str, Any], tmp_path: Any
) -> None:
    page = open_page("/", **device)
    address = sign_up(page, site)
    page.goto("/account/")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take your data along").click()
    taken.value.save_as(tmp_path / "own.zip")
    with zipfile.ZipFile(tmp_path / "own.zip") as archive:
        assert address in archive.read("account/account.txt").decode()
    page.get_by_role("link", name="Delete your account").click()
    once_more(page)
    page.get_by_label("Yes, delete my account").check()
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_role("heading", name="Your account was deleted")).to_be_visible()
    sign_in(page, address)
    expect(page.get_by_role("alert").first).to_contain_text("do not match an account")


@pytest.fixture(params=WITH_SCRIPT)
def with_authenticator(
    request: pytest.FixtureRequest, browser: Browser, site: Site
) -> Iterator[Page]:
    """A page on `localhost` (passkeys need a name) whose browser has a passkey store."""
    url = site.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=url, **DEVICES[request.param])
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }})  # fmt: skip
    yield page
    context.close()


def add_passkey(page: Page) -> None:
    page.goto("/account/second-factor/")
    page.get_by_role("link", name="Add a passkey").click()
    once_more(page)
    page.get_by_label("Name", exact=True).fill("The phone")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.locator("[data-codes] li")).to_have_count(10)


def test_a_passkey_signs_in_alone_and_can_be_removed(with_authenticator: Page, site: Site) -> None:
    page = with_authenticator
    address = sign_up(page, site)
    add_passkey(page)
    sign_out(page)
    page.goto("/account/sign-in/?next=/browse/")
    page.get_by_role("button", name="Use a passkey").click()
    arrived(page)
    page.goto("/account/second-factor/")
    page.get_by_role("link", name="Remove The phone").click()
    if "/again/" in page.url:  # signed in by passkey: the password is asked for by name
        once_more(page)
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("heading", name="Second factor and passkeys")).to_be_visible()
    expect(page.get_by_text("The phone")).to_have_count(0)
    sign_out(page)
    sign_in(page, address)
    arrived(page)


def test_a_passkey_is_a_second_factor_after_the_password(
    with_authenticator: Page, site: Site
) -> None:
    page = with_authenticator
    address = sign_up(page, site)
    add_passkey(page)
    sign_out(page)
    sign_in(page, address)
    expect(page.get_by_role("heading", name="Your second factor")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    arrived(page)


def test_a_passkey_that_the_site_does_not_know_is_refused_in_words(
    with_authenticator: Page, site: Site
) -> None:
    page = with_authenticator
    sign_up(page, site)
    add_passkey(page)
    page.goto("/account/delete/")
    once_more(page)
    page.get_by_label("Yes, delete my account").check()
    page.get_by_role("button", name="Delete my account").click()
    page.goto("/account/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert").first).to_contain_text("The passkey was not accepted")


def test_without_javascript_no_passkey_is_offered(open_page: OpenPage) -> None:
    page = open_page("/account/sign-in/", java_script_enabled=False)
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)


def test_axe_finds_nothing_on_any_page_of_an_account(open_page: OpenPage, site: Site) -> None:
    page = open_page("/account/sign-up/", reduced_motion="reduce")
    look_at_every_size(page)
    page.get_by_label("Password").fill("x")
    page.evaluate("document.querySelector('form.form').noValidate = true")
    page.get_by_role("button", name="Open the account").click()
    look_at_every_size(page)
    address = sign_up(page, site)
    secret = add_app(page)
    look_at_every_size(page)  # the recovery codes
    for path in ("", "particulars/", "address/", "password/", "second-factor/", "delete/",
                 "second-factor/passkeys/add/", "second-factor/app/remove/",
                 "second-factor/codes/new/", "again/", "second-factor/again/"):  # fmt: skip
        page.goto(f"/account/{path}")
        look_at_every_size(page)
    sign_out(page)
    sign_in(page, address)
    look_at_every_size(page)  # the second factor
    page.get_by_label("Code").fill(code(secret, later=1))
    page.get_by_role("button", name="Sign in").click()
    sign_out(page)
    for path in ("sign-in/?passkey=refused", "password/reset/", "password/reset/sent/", "confirm/",
                 "confirm/none/", "password/reset/1-none/", "password/reset/done/", "inactive/",
                 "organisation/refused/"):  # fmt: skip
        page.goto(f"/account/{path}")
        look_at_every_size(page)
