"""The desk's other screens in a browser: read at every width, used, and whole without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.desk.conftest import At
from tests.browser.desk.test_look import looks

SCREENS = (
    "/desk/work/", "/desk/work/overdue/", "/desk/work/uncited/", "/desk/interests/register/",
    "/desk/people/", "/desk/people/1/", "/desk/people/new/", "/desk/plans/", "/desk/paths/",
    "/desk/calendar/", "/desk/audit/", "/desk/words/", "/desk/words/?kind=abbreviations",
    "/desk/words/synonyms/add/", "/desk/words/import/", "/desk/words/why/?q=ketamine",
    "/desk/questions/", "/desk/settings/",
)  # fmt: skip


@pytest.mark.parametrize("address", SCREENS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(at_desk: At, address: str) -> None:
    looks(at_desk("admin", reduced_motion="reduce"), address)


def test_an_account_is_opened_and_closed_without_scripts(at_desk: At) -> None:
    admin = at_desk("admin", java_script_enabled=False)
    admin.opens("/desk/people/new/")
    admin.page.get_by_label("E-mail address").fill("new.person@desk.example")
    admin.page.get_by_label("Name").fill("Nora New")
    admin.page.get_by_label("Send a letter").uncheck()
    admin.page.get_by_role("button", name="Open the account").click()
    expect(admin.page.locator("[data-password]")).to_be_visible()
    admin.page.get_by_role("link", name="Go on").click()
    admin.page.get_by_role("button", name="Close it").click()
    expect(admin.page.get_by_role("button", name="Reopen it")).to_be_visible()


def test_an_author_sees_no_way_to_people_or_to_the_log(at_desk: At) -> None:
    author = at_desk("author")
    menu = author.page.locator(".sidebar")
    expect(menu.get_by_text("Calendar")).to_be_visible()
    expect(menu.get_by_text("People")).to_have_count(0)
    expect(menu.get_by_text("Audit log")).to_have_count(0)
    author.opens("/desk/people/")
    expect(author.page.get_by_role("alert")).to_contain_text("is not for the role author")
