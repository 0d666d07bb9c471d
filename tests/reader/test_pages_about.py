"""The pages about the site, and the manual."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client, override_settings

from statim.reader import manual
from tests.world import World

MANUAL = Path(__file__).parents[2] / "docs" / "manual"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/about/", "Who publishes"),
        ("/about/editorial/", "Not yet reviewed"),
        ("/about/advertising/", "There is no advertising on this site."),
        ("/about/privacy/", "statim-meter"),
        ("/about/accessibility/", "Web Content Accessibility Guidelines 2.2"),
    ],
)
def test_each_page_about_the_site_says_what_it_is_for(
    client: Client, db: None, path: str, words: str
) -> None:
    html = client.get(path).content.decode()
    assert words.casefold() in html.casefold()
    assert "data-disclaimer" in html
    assert "data-copyright" in html


def test_privacy_names_no_meter_cookie_where_reading_is_not_metered(
    client: Client, db: None
) -> None:
    with override_settings(STATIM_FREE_PAGES=None):
        assert "statim-meter" not in client.get("/about/privacy/").content.decode()


def test_privacy_names_every_cookie_that_the_site_sets(client: Client, world: World) -> None:
    said = client.get("/about/privacy/").content.decode()
    client.get("/topics/mode-of-action/")
    with override_settings(STATIM_FREE_PAGES=0):
        client.post("/topics/adverse-effects/now/", {"reason": "emergency"})
    client.post(
        "/account/sign-in/",
        {"username": world.reader.email, "password": world.password[world.reader.email]},
    )
    client.get("/account/")
    assert {"statim-meter", "statim-now", "statim-session", "statim-csrf"} <= set(client.cookies)
    for name in client.cookies:
        assert f"<code>{name}</code>" in said


def test_reading_about_the_site_sets_no_cookie(client: Client, db: None) -> None:
    for path in ("/", "/about/", "/browse/", "/search/?q=a", "/changes/", "/design/"):
        assert not client.get(path).cookies, path


def test_every_file_of_the_manual_is_a_page_whose_links_lead_to_pages(
    client: Client, db: None
) -> None:
    names = {path.stem for path in MANUAL.glob("*.md")}
    assert names
    assert {page.name for page in manual.pages()} == names
    contents = client.get("/about/manual/").content.decode()
    for name in sorted(names):
        assert f'href="/about/manual/{name}/"' in contents
        answer = client.get(f"/about/manual/{name}/")
        assert answer.status_code == 200
        assert '.md"' not in answer.content.decode(), name
        assert " style=" not in answer.content.decode(), name


def test_a_manual_page_that_is_not_there_is_not_found(client: Client, db: None) -> None:
    assert client.get("/about/manual/no-such/").status_code == 404
    assert client.get("/about/manual/../settings/").status_code == 404


def test_the_page_on_privacy_says_how_long_from_the_numbers_of_the_code(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    from statim.usage import searches

    table = client.get("/about/privacy/").content.decode().partition("data-how-long")[2]
    assert "<td>30 days</td>" in table
    assert "66 minutes at most" in table
    monkeypatch.setattr(searches, "KEY_KEPT", timedelta(days=77))
    assert "<td>77 days</td>" in client.get("/about/privacy/").content.decode()


def test_what_pays_for_the_site_is_said_in_the_publishers_words(client: Client, db: None) -> None:
    assert "has said no more" in client.get("/about/advertising/").content.decode()
    with override_settings(STATIM_FUNDING="A grant of <the> ministry."):
        said = client.get("/about/advertising/").content.decode()
    assert "<p data-funding>A grant of &lt;the&gt; ministry.</p>" in said
