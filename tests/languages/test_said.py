"""Every sentence of a reader's page goes through the catalogues: a walk in a made-up language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from statim.accounts.actions import add_person
from statim.audit.actor import OPERATOR
from tests.languages.brackets import CLOSE, OPEN, bracket, forget, unsaid
from tests.world import World

KETAMINE = "/topics/ketamine-in-depression/"
PAGES = (
    "/", KETAMINE, "/topics/adverse-effects/", "/topics/mode-of-action/",
    "/topics/ketamine-and-ect/", "/topics/never/", f"{KETAMINE}?as_of=2025-03-01",
    f"{KETAMINE}editions/", f"{KETAMINE}editions/1/", f"{KETAMINE}editions/2/changes/",
    "/browse/", "/browse/psychiatry/mood-disorders/", "/search/?q=ketamine", "/search/?q=zzz",
    "/ask/?q=lithium", "/booklet/?topic=adverse-effects&add=mode", "/check/", "/check/ABC",
    "/changes/", "/about/", "/about/editorial/", "/about/advertising/", "/about/privacy/",
    "/about/accessibility/", "/about/corrections/", "/account/sign-in/", "/account/sign-up/",
    "/account/password/reset/",
)  # fmt: skip
OWN = (
    "/account/", "/account/particulars/", "/account/address/", "/account/reading/",
    "/account/cpd/", "/account/cpd/new/", "/account/notes/", "/account/notes/groups/",
    "/account/again/", KETAMINE,
)  # fmt: skip
# names of languages, formats, bodies and people, and the addresses of this world
NAMES = """
Statim Deutsch English PDF JSON CSV Word Markdown SHA XXXX ABC ECT http topics editions
Authoring team Rea Reader example org reader GMC NMC GPhC
"""
# titles and specialties, as lists repeat them within sentences
TITLES = """
Psychiatry Mood disorders About this site Ketamine in depression ketamine mode of action
adverse effects Reading Repeated and subcutaneous Under revision
"""
KNOWN = {*NAMES.split(), *TITLES.split()}


@pytest.fixture
def spoken(settings: Settings, monkeypatch: pytest.MonkeyPatch, client: Client) -> Iterator[Client]:
    """A visitor who reads in German, on a site whose German stands in brackets."""
    settings.STATIM_LANGUAGES = ["en", "de"]
    bracket(monkeypatch)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    yield client
    forget()


@pytest.mark.django_db
def test_no_page_of_a_visitor_says_anything_in_one_language_only(
    world: World, spoken: Client
) -> None:
    for address in PAGES:
        page = spoken.get(address).content.decode()
        assert OPEN in page, address
        left = unsaid(page, KNOWN)
        assert not {word for word in left if not _is_hash(word)}, address


@pytest.mark.django_db
def test_no_page_of_a_readers_account_does_either(world: World, spoken: Client) -> None:
    spoken.force_login(world.reader)
    for address in OWN:
        answer = spoken.get(address)
        assert answer.status_code == 200, address
        left = unsaid(answer.content.decode(), KNOWN)
        assert not {word for word in left if not _is_hash(word)}, address


OFFICE = (
    "/desk/use/", "/desk/use/?days=365", "/desk/use/institutions/", "/desk/settings/colours/",
    "/desk/settings/logo/", "/desk/settings/languages/", "/desk/settings/specialties/",
)  # fmt: skip
KEYS = {"Alt", "Ctrl", "Esc", "Shift", "An", "en", "de"}  # of keyboards; a name; codes


@pytest.mark.django_db
def test_no_page_of_use_or_of_the_sites_looks_does(world: World, spoken: Client) -> None:
    user, _ = add_person(email="an@example.org", role="admin", name="An", by=OPERATOR)
    spoken.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    for address in OFFICE:
        answer = spoken.get(address)
        assert answer.status_code == 200, address
        assert not unsaid(answer.content.decode(), KNOWN | KEYS), address


def _is_hash(word: str) -> bool:
    return not set(word) - set("abcdef")


def test_a_word_without_brackets_is_found() -> None:
    page = (
        f'<html lang="de"><body><p>{OPEN}Said {OPEN}twice{CLOSE}{CLOSE} Unsaid</p>'
        '<p lang="en-GB">Content</p><a aria-label="Neither"></a></body></html>'
    )
    assert unsaid(page, set()) == {"Unsaid", "Neither"}
