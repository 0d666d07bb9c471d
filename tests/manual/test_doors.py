"""Every request that the manual offers to paste is made, and answered."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.conftest import ROOT

PASTED = re.compile(r"^curl 'http://127\.0\.0\.1:8000([^']+)'$", re.MULTILINE)
PAGES = ("infobutton", "cds-hooks", "fhir", "ai-tools", "libraries")
REQUESTS = [
    address
    for name in PAGES
    for address in PASTED.findall((ROOT / "docs" / "manual" / f"{name}.md").read_text())
]


def test_every_door_has_a_request_to_paste() -> None:
    assert len(REQUESTS) >= 12


@pytest.mark.usefixtures("world")
def test_what_the_manual_offers_to_paste_is_answered(client: Client) -> None:
    for address in REQUESTS:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert len(answer.content) > 50, address
        assert b"<error" not in answer.content, address
