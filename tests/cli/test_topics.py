"""`statim topics`, run as an operator runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site import Site

PAGE = (
    "The title\n\nLast reviewed dd mmm yyyy\n\n• one thing (1)\n  • another µ ≤ 5\n\n"
    "1. Smith J. Title. BMJ 2020;1:1.\n"
)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    (folder / "deeper").mkdir(parents=True)
    (folder / "page.txt").write_text(PAGE)
    (folder / "deeper" / "other.md").write_text("---\ntitle: Other\n---\n\n- x {#x1}\n")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / ".hidden.txt").write_text("No\n\n• no\n")
    return folder


def test_a_folder_becomes_drafts_and_every_doubt_is_printed(site: Site, pages: Path) -> None:
    done = site.statim("topics", "import", str(pages))
    assert done.returncode == 0, done.stderr
    assert "page.txt: draft of the-title" in done.stdout
    assert "page.txt: line 3: a placeholder date" in done.stdout
    assert "other.md: draft of other" in done.stdout
    assert "picture.png: not read" in done.stderr
    assert "hidden" not in done.stdout + done.stderr
    assert "2 draft, 1 doubt for the author" in done.stderr


def test_what_stands_beside_topics_in_a_folder_is_passed_over(site: Site, pages: Path) -> None:
    (pages / "README.md").write_text("# About this folder\n\n- x\n")
    (pages / "works.json").write_text('[{"id": "x2020", "type": "book", "title": "Beside"}]')
    (pages / "cites.md").write_text(
        "---\ntitle: Cites\nbibliography: works.json\n---\n\n- one [@x2020]\n"
    )
    done = site.statim("topics", "import", str(pages))
    assert done.returncode == 0, done.stderr
    assert "cites.md: draft of cites" in done.stdout
    assert "works.json: not read" in done.stderr
    assert "README.md: not read" in done.stderr


def test_a_refused_file_is_named_and_the_status_is_one(site: Site, pages: Path) -> None:
    (pages / "bad.txt").write_bytes(b"Title\n\n\xe9\n")
    done = site.statim("topics", "import", str(pages), "--publish")
    assert done.returncode == 1
    assert "bad.txt, line 3: refused: byte 0xE9 is not UTF-8" in done.stderr
    assert "the-title, edition 1" in done.stdout
    assert site.statim("editions", "verify").stdout == "2 editions verified\n"


def test_the_outcome_as_json(site: Site, pages: Path) -> None:
    told = json.loads(site.statim("topics", "import", str(pages), "--json").stdout)
    assert [(t["status"], t["slug"]) for t in told] == [("draft", "other"), ("draft", "the-title")]
    assert told[1]["doubts"][0]["where"] == "line 3"


def test_what_is_exported_gives_the_same_content_elsewhere(
    site: Site, pages: Path, tmp_path: Path, another_site: Callable[[str], Site]
) -> None:
    assert site.statim("topics", "import", str(pages), "--publish").returncode == 0
    for kind, ending in (("markdown", "md"), ("json", "json")):
        out = tmp_path / kind
        assert site.statim("topics", "export", str(out), "--format", kind).returncode == 0
        assert sorted(p.name for p in out.iterdir()) == [f"other.{ending}", f"the-title.{ending}"]
        again = site.statim("topics", "import", str(out), "--publish")
        assert again.returncode == 0
        assert "2 unchanged" in again.stderr
        elsewhere = another_site(f"elsewhere-{kind}")
        assert elsewhere.statim("topics", "import", str(out), "--publish").returncode == 0
        back = tmp_path / f"back-{kind}"
        elsewhere.statim("topics", "export", str(back))
        here = tmp_path / f"here-{kind}"
        site.statim("topics", "export", str(here))
        for path in here.iterdir():
            assert (back / path.name).read_text() == path.read_text()


def test_it_is_done_in_the_name_of_an_account_or_not_at_all(site: Site, pages: Path) -> None:
    refused = site.statim("topics", "import", str(pages), "--by", "nobody@example.org")
    assert refused.returncode == 1
    assert "no active account for nobody@example.org" in refused.stderr
    assert site.statim("people", "add", "ed@example.org", "--role", "editor").returncode == 0
    done = site.statim("topics", "import", str(pages), "--by", "ED@example.org")
    assert done.returncode == 0
    code = (
        "from statim.cli.ready import prepare_database as p; p();"
        "from statim.audit.models import Entry;"
        "print(set(Entry.objects.filter(act='import').values_list('actor_email', flat=True)))"
    )
    assert site.python("-c", code).stdout == "{'ed@example.org'}\n"


def test_withdrawing_needs_a_reason_and_a_topic(site: Site, pages: Path) -> None:
    site.statim("topics", "import", str(pages), "--publish")
    assert site.statim("topics", "withdraw", "other").returncode == 2
    assert site.statim("topics", "withdraw", "nowhere", "--reason", "x").returncode == 1
    assert site.statim("topics", "withdraw", "other", "--reason", "Old").returncode == 0
    again = site.statim("topics", "withdraw", "other", "--reason", "Old")
    assert (again.returncode, again.stderr) == (1, "other is already withdrawn.\n")
