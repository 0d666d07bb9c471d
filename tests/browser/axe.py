"""Running axe-core in the page: what it finds at each width, in light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

WIDTHS = (320, 768, 1280)
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
ALL = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    },
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}


def faults(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe says, one line a node."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [f"{v['id']}: {n['html']} ({n['failureSummary']})" for v in found for n in v["nodes"]]


def look_at_every_size(page: Page) -> None:
    """All rules at each width in light; in dark, those that colours can break."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        assert faults(page, ALL) == [], f"{width}, light"
        page.emulate_media(color_scheme="dark")
        assert faults(page, COLOURS) == [], f"{width}, dark"
