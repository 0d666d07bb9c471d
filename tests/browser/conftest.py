"""One real server on a folder of its own, and one real Chromium, for all browser tests."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder are browser tests and share one worker, thus one server."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass(frozen=True)
class Site:
    """Where the server is, the folder it serves, an account that may sign in, and the desk's
    staff: role to password (their addresses are role@desk.example)."""

    url: str
    email: str
    password: str
    staff: dict[str, str]
    data: Path


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium; without one: skipped loudly, on CI failed."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail("no Chromium on this machine: the browser tests cannot run")
    pytest.skip("NOT TESTED IN A BROWSER: no Chromium on this machine")


@pytest.fixture(scope="session")
def site(
    chromium: str, prepared_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """`statim run` on a folder that holds the topics of tests/browser/library.py."""
    port = _free_port()
    own = ("STATIM_", "DJANGO_")
    others = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    data = Path(shutil.copytree(prepared_folder, tmp_path_factory.mktemp("site") / "data"))
    environment = others | {
        "STATIM_DATA": str(data),
        "STATIM_PORT": str(port),
        "STATIM_PUBLISHER": "the Society of Examples",
        "STATIM_CONTACT": "desk@example.org",
        "STATIM_LANGUAGES": "en,de",
        "STATIM_ADVERTISING": "yes",  # nothing is booked but by test_advertising.py
        "STATIM_LOG": "json",
        "DJANGO_SETTINGS_MODULE": "statim.config.settings",
    }  # fmt: skip
    prepared = subprocess.run(
        [sys.executable, "-m", "tests.browser.site"],
        cwd=ROOT, env=environment, capture_output=True, check=False, timeout=400,
    )  # fmt: skip
    assert prepared.returncode == 0, prepared.stderr.decode()
    command = [sys.executable, "-m", "statim.cli.main", "run", "--no-sample"]
    log = tmp_path_factory.mktemp("log") / "server.log"
    with log.open("wb") as said:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
    try:
        _wait_for(port, server, log)
        yield Site(url=f"http://127.0.0.1:{port}", data=data, **json.loads(prepared.stdout))
    finally:
        server.terminate()
        server.wait(timeout=20)
    _names_nobody(log, json.loads(prepared.stdout))


def _names_nobody(log: Path, accounts: dict[str, Any]) -> None:
    """After all that the tests did: each line says what was answered, and none says to whom."""
    lines = [line for line in log.read_text().splitlines() if line.startswith("{")]
    assert any(json.loads(line)["message"] == "answered" for line in lines)
    secrets = {"@", "127.0.0.1", "sessionid", accounts["password"], *accounts["staff"].values()}
    told = [line for line in lines for secret in secrets if secret in line]
    assert told == [], told[:3]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 200
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests."""
    arguments = ["--disable-background-networking", "--disable-component-update"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield launched
        launched.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[OpenPage]:
    """Opens an address of the site in a context of its own (options as for new_context)."""
    contexts: list[BrowserContext] = []

    def open_(path: str, **options: Any) -> Page:
        # what devices keep has tests of its own; elsewhere it would only cost time
        context = browser.new_context(base_url=site.url, **{"service_workers": "block"} | options)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
