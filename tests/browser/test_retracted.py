"""What a reader meets on a page that cites a retracted work, without and with a pointer."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.addresses import DOUBTED
from tests.browser.axe import ALL, faults
from tests.browser.conftest import OpenPage


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_warning_stands_above_the_fold_and_leads_to_the_statement(
    open_page: OpenPage, scripts: bool
) -> None:
    page = open_page(DOUBTED, java_script_enabled=scripts, viewport={"width": 390, "height": 844})
    warning = page.get_by_role("note").filter(has_text="This page cites a retracted work")
    expect(warning).to_be_in_viewport()
    warning.get_by_role("link", name="go to the first").click()
    assert page.url.endswith("#s-d-gone")
    expect(page.locator("#s-d-gone [data-retracted]").first).to_be_in_viewport()


def test_each_mark_says_in_words_what_became_of_the_work(open_page: OpenPage) -> None:
    page = open_page(DOUBTED)
    marks = page.locator("#s-d-many [data-retracted]")
    assert [text.replace("\n", " ") for text in marks.all_inner_texts()] == [
        "Reference 1 retracted",
        "Reference 2 expression of concern",
        "Reference 3 corrected",
    ]
    expect(page.locator("#s-d-sound [data-retracted]")).to_have_count(0)
    under = page.locator("#ref-1 [data-retracted]")
    expect(under).to_contain_text("Retracted, 3 May 2024: Unreliable Results")
    expect(under.get_by_role("link")).to_have_attribute("href", "https://doi.org/10.1000/notice")


def test_the_reference_shown_at_the_citation_tells_it_too(open_page: OpenPage) -> None:
    page = open_page(DOUBTED)
    page.locator("#s-d-gone a[data-cite]").first.focus()
    expect(page.locator(".preview")).to_contain_text("Retracted, 3 May 2024")
    assert faults(page, ALL) == []
