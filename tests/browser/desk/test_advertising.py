"""An administrator books a slot; a reader sees it, labelled, under the text; then it is gone."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, Request, expect

from tests.browser.axe import ALL, faults
from tests.browser.conftest import OpenPage
from tests.browser.desk.conftest import At

TOPIC = "/topics/mode-of-action/"
SHOWN = "Mood 2027: three days in May"


def banner() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 200), (20, 90, 110)).save(out, "PNG")
    return out.getvalue()


def book(desk: Page) -> None:
    """The slot of topics for today, with a picture."""
    desk.get_by_role("link", name="Book a slot").click()
    today = datetime.now(UTC).date().isoformat()
    for label, said in (
        ("First day", today), ("Last day", today), ("Who pays", "Example Conferences"),
        ("What is advertised", "a conference in May"),
        ("Address it leads to", "https://conference.example/2027"),
        ("Description of the picture", SHOWN),
    ):  # fmt: skip
        desk.get_by_label(label).fill(said)
    picture = FilePayload(name="banner.png", mimeType="image/png", buffer=banner())
    desk.locator("input[type=file]").set_input_files(picture)
    assert faults(desk, ALL) == []
    desk.get_by_role("button", name="Book it").click()


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_booked_is_seen_under_the_text_and_is_told_nothing(
    at_desk: At, open_page: OpenPage, width: int
) -> None:
    admin = at_desk("admin", viewport={"width": width, "height": 900}, reduced_motion="reduce")
    desk = admin.page
    admin.opens("/desk/advertising/")
    assert faults(desk, ALL) == []
    book(desk)
    expect(desk.get_by_role("img", name=SHOWN)).to_be_visible()
    desk.reload()  # the message that it is booked fades in, and has no contrast meanwhile
    assert faults(desk, ALL) == []

    asked: list[Request] = []
    page = open_page("/", viewport={"width": width, "height": 700})
    page.on("request", lambda sent: asked.append(sent) if "/advertising/" in sent.url else None)
    space = page.locator("[data-sponsor]")
    for _ in range(20):  # within some seconds every process knows of it
        page.goto(TOPIC)
        if space.count():
            break
        page.wait_for_timeout(500)
    assert asked == [], "it is fetched only when it comes into view"
    before = page.get_by_role("contentinfo").bounding_box()
    space.scroll_into_view_if_needed()
    expect(page.get_by_role("img", name=SHOWN)).to_be_visible()
    expect(space.get_by_text("Advertisement", exact=True)).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    assert page.get_by_role("contentinfo").bounding_box() == before, "nothing moved"
    assert page.locator("main [data-sponsor]").count() == 0
    headers = asked[0].all_headers()
    assert "cookie" not in headers
    assert "referer" not in headers
    assert faults(page, ALL) == []
    page.emulate_media(media="print")
    expect(space).to_be_hidden()

    desk.get_by_label("Reason").fill("Over.")
    desk.get_by_role("button", name="Take it off now").click()
    expect(desk.get_by_text("Taken off").first).to_be_visible()
    again = open_page(TOPIC, viewport={"width": width, "height": 700})
    again.mouse.wheel(0, 20000)
    again.wait_for_timeout(300)
    expect(again.get_by_text("Advertisement", exact=True)).to_be_hidden()
