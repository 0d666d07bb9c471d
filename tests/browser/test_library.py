"""An editor and the library: find, add, see what a change does, merge; by label, with axe."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.axe import ALL, AXE, COLOURS
from tests.browser.conftest import ROOT, Site, _free_port, _wait_for

ADDRESSES = [
    "/desk/library/", "/desk/library/?q=zzz", "/desk/library/works/loo2023/",
    "/desk/library/works/loo2023/edit/", "/desk/library/add", "/desk/library/by-hand/",
    "/desk/library/duplicates/", "/desk/library/merge/?keep=loo2023&drop=loo2023b",
    "/desk/library/noticed/", "/desk/library/waiting/",
]  # fmt: skip


@pytest.fixture(scope="module")
def desk(
    chromium: str, prepared_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """`statim run` on a folder with a library; nobody is asked for works."""
    port = _free_port()
    own = ("STATIM_", "DJANGO_")
    others = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    own_folder = shutil.copytree(prepared_folder, tmp_path_factory.mktemp("desk") / "data")
    environment = others | {
        "STATIM_DATA": str(own_folder), "STATIM_PORT": str(port),
        "STATIM_LOOKUP": "no", "DJANGO_SETTINGS_MODULE": "statim.config.settings",
    }  # fmt: skip
    prepared = subprocess.run(
        [sys.executable, "-m", "tests.browser.desk_library"],
        cwd=ROOT, env=environment, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert prepared.returncode == 0, prepared.stderr.decode()
    log = tmp_path_factory.mktemp("log") / "desk.log"
    command = [sys.executable, "-m", "statim.cli.main", "run", "--no-sample"]
    with log.open("wb") as said:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
    try:
        _wait_for(port, server, log)
        url, data = f"http://127.0.0.1:{port}", Path(environment["STATIM_DATA"])
        yield Site(url=url, data=data, staff={}, **json.loads(prepared.stdout))
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="module")
def signed_in(browser: Browser, desk: Site) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=desk.url, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").fill(desk.email)
    page.get_by_label("Password").fill(desk.password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    yield context
    context.close()


@pytest.fixture
def page(signed_in: BrowserContext) -> Iterator[Page]:
    opened = signed_in.new_page()
    yield opened
    opened.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_on_our_screens_and_nothing_scrolls_sideways(
    page: Page, address: str
) -> None:
    page.goto(address)
    page.evaluate(AXE)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.emulate_media(color_scheme="light")
        assert faults_of_ours(page, ALL) == [], f"{width}, light"
        page.emulate_media(color_scheme="dark")
        assert faults_of_ours(page, COLOURS) == [], f"{width}, dark"


def faults_of_ours(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe says of our part of the screen; the frame around it is Wagtail's."""
    run = "options => axe.run('.lib', options)"
    found = page.evaluate(run, options)["violations"]
    return [f"{v['id']}: {node['html']}" for v in found for node in v["nodes"]]


def test_a_work_is_found_by_the_beginnings_of_its_words(page: Page) -> None:
    page.goto("/desk/library/")
    page.get_by_label("Find a work").fill("glo kads 2023")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("link", name="Loo 2023")).to_have_count(2)
    expect(page.get_by_text("Retracted", exact=True).first).to_be_visible()


def test_a_pasted_reference_is_added_and_found_again(page: Page) -> None:
    said = "Menon V. Ketamine vs electroconvulsive therapy. JAMA Psychiatry 2023;80(6):639-642."
    for became in ("Added", "Was here already"):
        page.goto("/desk/library/add")
        page.get_by_label("Paste").fill(said)
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.get_by_role("status").get_by_text(became)).to_be_visible()
    page.get_by_role("link", name="Menon 2023").click()
    expect(page.get_by_role("heading", name="As printed")).to_be_visible()


def test_a_doi_that_nobody_may_be_asked_for_is_filled_in_by_hand(page: Page) -> None:
    page.goto("/desk/library/add")
    page.get_by_label("Paste").fill("https://doi.org/10.1000/by-hand")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("link", name="Fill its record in by hand").click()
    expect(page.get_by_label("DOI")).to_have_value("10.1000/by-hand")
    page.get_by_label("Title").fill("Of hands")
    page.get_by_label("Authors").fill("Hand, A\nWorld Health Organization")
    page.get_by_label("Journal, book or site").fill("BMJ")
    page.get_by_label("Published").fill("2024-05")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("link", name="Hand 2024")).to_be_visible()


def test_a_change_is_seen_before_it_is_saved_and_put_into_drafts_by_choice(page: Page) -> None:
    page.goto("/desk/library/works/loo2023/")
    page.get_by_role("link", name="Edit the record").click()
    page.get_by_label("Volume").fill("223")
    page.get_by_role("button", name="See what it changes").click()
    expect(page.get_by_role("heading", name="What this changes")).to_be_visible()
    expect(page.get_by_text("Would print")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("prints an older record")).to_be_visible()
    page.get_by_role("button", name="Put the record into these drafts").click()
    expect(page.get_by_role("group", name="Drafts that hold an older record")).to_have_count(0)
    page.goto("/desk/library/waiting/")
    expect(page.get_by_text("Would print")).to_be_visible()


def test_two_records_become_one_and_the_old_key_leads_on(page: Page) -> None:
    page.goto("/desk/library/duplicates/")
    page.get_by_role("link", name="Compare and merge").first.click()
    expect(page.get_by_role("columnheader", name="Afterwards")).to_be_visible()
    page.get_by_role("button", name="Merge into loo2023").click()
    expect(page.get_by_text("formerly")).to_be_visible()
    page.goto("/desk/library/works/loo2023b/")
    assert page.url.endswith("/works/loo2023/")
