"""The manual's pages, and the documents at the root, lead where they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import resolve

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "manual"
DOCUMENTS = sorted(
    [*MANUAL.glob("*.md"), *ROOT.glob("*.md"), *(ROOT / "docs" / "decisions").glob("*.md")]
)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def links(text: str) -> Iterator[str]:
    """The targets of links, those in code left out."""
    yield from LINK.findall(re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(document: Path) -> None:
    for target in links(document.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "/")):
            assert (document.parent / target).exists(), target


@pytest.mark.parametrize("page", sorted(MANUAL.glob("*.md")), ids=lambda path: path.name)
def test_every_page_has_one_title_and_is_in_the_contents(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    assert page.name == "index.md" or f"({page.name})" in (MANUAL / "index.md").read_text("utf-8")


@pytest.mark.parametrize("page", sorted(MANUAL.glob("*.md")), ids=lambda path: path.name)
def test_every_address_that_is_named_is_one_of_the_site(page: Path) -> None:
    named = re.findall(
        r"`(/(?:(?:topics|changes|about|browse)/[^`]*|[a-z]+z))`", page.read_text("utf-8")
    )
    for address in named:
        example = re.sub(r"<[a-z]+>", "1", address.partition("?")[0])
        assert resolve(example), address


def test_the_words_of_the_makefile_are_explained_and_no_other() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    words = set(" ".join(phony).split()) - {"help"}
    told = re.findall(r"^\| `make ([a-z]+)`", (ROOT / "DEVELOPERS.md").read_text("utf-8"), re.M)
    assert words == set(told)


def test_every_room_is_in_the_table_of_rooms() -> None:
    rooms = {p.parent.name for p in (ROOT / "src" / "statim").glob("*/__init__.py")}
    text = (ROOT / "DEVELOPERS.md").read_text(encoding="utf-8")
    rows = "".join(re.findall(r"^\| (`.+?) \|", text, re.MULTILINE))
    assert rooms <= set(re.findall(r"`([a-z]+)`", rows))


def test_every_dependency_has_its_licence_in_the_decision() -> None:
    table = (ROOT / "docs" / "decisions" / "0003-licence.md").read_text("utf-8").casefold()
    pinned = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    for name in re.findall(r"^([A-Za-z0-9][A-Za-z0-9-]*)(?:\[.*\])?==", pinned, re.MULTILINE):
        assert re.search(rf"(?<![\w-]){re.escape(name.casefold())}(?![\w])", table), name


def test_the_licence_is_the_whole_agpl() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.lstrip().startswith("GNU AFFERO GENERAL PUBLIC LICENSE\n")
    assert all(f"\n  {n}. " in text for n in range(18))
    assert text.rstrip().endswith("<https://www.gnu.org/licenses/>.")
