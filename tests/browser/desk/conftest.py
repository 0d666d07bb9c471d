"""People at the desk, each in a browser of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.conftest import Site
from tests.browser.desk.person import Person

At = Callable[..., Person]


@pytest.fixture
def at_desk(browser: Browser, site: Site) -> Iterator[At]:
    """Signs somebody of the staff in, by role; fails where a page broke its content security
    policy or threw an error."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def sit(role: str, **options: Any) -> Person:
        context = browser.new_context(base_url=site.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if _is_fault(said) else None)
        person = Person(page, role)
        person.signs_in(f"{role}@desk.example", site.staff[role])
        return person

    yield sit
    for context in contexts:
        context.close()
    assert faults == []


def _is_fault(said: Any) -> bool:
    return "Content Security Policy" in said.text or (
        said.type == "error" and "status of 4" not in said.text
    )
