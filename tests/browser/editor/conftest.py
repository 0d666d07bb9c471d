"""One server of the editor's page for all its tests."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the editor's page is served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tests.browser.editor.page", str(port)]
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": paths})
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until and server.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail("the editor's page was not served")
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=20)


OpenEditor = Callable[..., Page]


@pytest.fixture
def open_editor(browser: Browser, address: str) -> Iterator[OpenEditor]:
    """Opens the page, in a context of its own; fails where the page broke its content security
    policy or threw an error; `spares` are words of the one message that is known and harmless."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def hear(said: Any, spares: str) -> None:
        if _is_fault(said) and not (spares and said.text.startswith(spares)):
            faults.append(said.text)

    def open_(query: str = "", spares: str = "", **options: Any) -> Page:
        context = browser.new_context(**options)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: hear(said, spares))
        page.goto(address + (f"?told={quote(query)}" if query else ""))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def _is_fault(said: Any) -> bool:
    return "Content Security Policy" in said.text or (
        said.type == "error" and "422" not in said.text
    )
