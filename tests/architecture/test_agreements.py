"""What the code and the written word must agree on: migrations, settings, addresses, commands."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import click
import pytest
from django.core.management import call_command
from django.urls import Resolver404, resolve

from tests.architecture.files import ROOMS, ROOT, named, tracked

READ = re.compile(
    r"env\.(?:text|secret_word|number|number_or_unlimited|flag|choice|words|words_among|months"
    r"|decimal|readable_colour)"
    r"\(\s*\"([A-Z_]+)\""
)
READ_INSIDE = re.compile(r"\btext\(\"([A-Z_]+)\"")
ANYWHERE = re.compile(r"STATIM_([A-Z][A-Z_]*[A-Z])")
# Django's own names, set from the ones that a site sets
DERIVED = {
    "COUNTER",
    "CPD",
    "HOUSE",
    "FIXED",
    "PAGE_SAYS",
    "METER",
    "WRITING",
    "PAGE_HEAD",
    "PAGE_RECIPE",
    "PDF_WRITER",
    "FREE_PAGES",
    "FREE_DAYS",
    "PORT",
    "LOOKUP",
    "SPOKEN",
}


@pytest.mark.django_db
def test_the_migrations_are_complete() -> None:
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said, verbosity=1)
    assert "No changes detected" in said.getvalue()


def settings_read() -> set[str]:
    """Every STATIM_ setting that the code reads from the environment."""
    config = [ROOMS / "config" / name for name in ("settings.py", "environment.py")]
    found = {name for path in config for name in READ.findall(path.read_text())}
    found |= set(READ_INSIDE.findall(config[1].read_text()))
    return found


def test_the_manual_lists_every_setting_and_no_other() -> None:
    manual = (ROOT / "docs" / "manual" / "settings.md").read_text()
    listed = set(re.findall(r"^\| `STATIM_([A-Z_]+)` \|", manual, re.MULTILINE))
    assert listed == settings_read()


def test_no_other_setting_is_spoken_of() -> None:
    known = settings_read() | DERIVED | {"TEST_DATABASE_URL"}
    for path in tracked():
        if path.suffix in {".py", ".md", ".html", ""} and not path.is_relative_to(ROOT / "tests"):
            strange = set(ANYWHERE.findall(path.read_text())) - known
            assert not strange, f"{named(path)} speaks of {strange}"


# the contract's addresses; those of later work stand in LATER and must not answer yet
ADDRESSES = [
    "/", "/topics/a-topic/", "/topics/a-topic/editions/", "/topics/a-topic/editions/2/",
    "/topics/a-topic/editions/2/changes/", "/topics/a-topic.json", "/browse/",
    "/browse/psychiatry/mood-disorders/", "/search/", "/search/suggest", "/ask/",
    "/account/",
    "/account/notes/", "/account/sign-in/", "/about/", "/about/editorial/", "/about/advertising/",
    "/about/privacy/", "/healthz", "/readyz", "/design/", "/desk/",
]  # fmt: skip
LATER = ["/api/v1/openapi.json"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_of_the_contract_leads_somewhere(address: str) -> None:
    assert resolve(address).func


@pytest.mark.parametrize("address", LATER)
def test_what_is_not_built_yet_does_not_pretend_to_be(address: str) -> None:
    with pytest.raises(Resolver404):
        resolve(address)


COMMANDS = [
    "run", "topics import", "topics export", "references import", "references export",
    "editions verify", "editions show", "search", "check", "people add", "backup", "restore",
]  # fmt: skip
OPTIONS = {
    "run": {"--host", "--port", "--workers", "--no-sample"},
    "topics import": {"--publish", "--by"},
    "topics export": {"--format"},
    "editions show": {"--as-of", "--json"},
    "search": {"--limit", "--json"},
    "people add": {"--role"},
}


def command(words: str) -> click.Command:
    from statim.cli.main import main

    found: click.Command | None = main
    for word in words.split():
        assert isinstance(found, click.Group)
        found = found.get_command(click.Context(found), word)
        assert found is not None, f"there is no `statim {words}`"
    assert found is not None
    return found


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_of_the_contract_is_there(words: str) -> None:
    options = {o for p in command(words).params for o in p.opts}
    assert OPTIONS.get(words, set()) <= options


def test_the_makefile_has_the_words_of_the_house() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for word in ("run", "test", "check", "fix", "bench", "docs"):
        assert re.search(rf"^{word}:", makefile, re.MULTILINE), word


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    places = re.compile(
        "|".join([r"(?<!\w)/wo" + "rk/", "/ro" + "ot/", "/ho" + r"me/\w+/", r"C:\\Us" + "ers"])
    )
    for path in text_files():
        found = places.search(path.read_text())
        assert not found, f"{named(path)} names {found[0] if found else ''}"


def text_files() -> list[Path]:
    """Tracked files that hold text."""
    found = []
    for path in tracked():
        try:
            path.read_text()
        except UnicodeDecodeError:
            continue
        found.append(path)
    return found


def test_no_sentence_of_the_page_that_is_only_lent_is_kept() -> None:
    lent = ROOT.parent / "shared" / "sample-page.txt"
    if not lent.is_file():
        pytest.skip("the lent page is not beside this checkout (../shared/sample-page.txt)")
    statements = lent.read_text().split("References")[0].splitlines()
    cleaned = [re.sub(r"\s*\([\d, -]+\)$", "", line.strip(" •\t")) for line in statements]
    for path in text_files():
        text = " ".join(path.read_text().split())
        kept = [s for s in cleaned if len(s) > 60 and " ".join(s.split()) in text]
        assert not kept, f"{named(path)}: {kept}"
