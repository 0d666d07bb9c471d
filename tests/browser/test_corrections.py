"""A reader meets a correction: at the top of the page, and from there the list of all."""

from __future__ import annotations

import pytest

from tests.browser.addresses import CORRECTED
from tests.browser.conftest import OpenPage


@pytest.mark.parametrize("script", [True, False])
def test_a_reader_sees_before_and_after_and_finds_the_list(
    open_page: OpenPage, script: bool
) -> None:
    page = open_page(CORRECTED, java_script_enabled=script, viewport={"width": 390, "height": 844})
    notice = page.get_by_role("note").filter(has_text="Correction of a safety error")
    assert notice.count() == 1
    before, after = notice.get_by_role("definition").all()
    assert before.inner_text() == "Most are gone within 60 minutes of the infusion"
    assert after.inner_text() == "Most are usually gone within 60 minutes"
    top, heading = notice.bounding_box(), page.get_by_role("heading", level=1).bounding_box()
    assert top and heading and top["y"] < heading["y"]
    notice.get_by_role("link", name="All corrections").click()
    page.wait_for_url("**/about/corrections/")
    # the desk's own tests correct other topics of this site
    listed = page.locator("[data-corrections] > li").filter(has_text="etamine")
    assert [item.get_attribute("data-severity") for item in listed.all()] == [
        "safety error", "typo", "",
    ]  # fmt: skip
    listed.first.get_by_role("link", name="what changed in Ketamine: adverse effects").click()
    page.get_by_role("heading", name="What changed in edition 4").wait_for()


def test_the_list_is_reached_from_the_foot_of_every_page(open_page: OpenPage) -> None:
    page = open_page("/browse/")
    page.get_by_role("contentinfo").get_by_role("link", name="Corrections").click()
    page.get_by_role("heading", name="Corrections", level=1).wait_for()
