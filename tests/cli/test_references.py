"""`statim references`, run as an operator runs it: stdout is data, stderr is talk."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.references.test_reading import BIBTEX, NBIB, RIS, XML
from tests.site import Site


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """One file of each format, none of them named for what it holds."""
    texts = {
        "one": RIS, "two": NBIB, "three": XML, "four": BIBTEX,
        "five": json.dumps([{"type": "book", "title": "Measures of µ and ≤", "id": "x"}]),
        "letter": "Dear all,\nsee attached.\n",
    }  # fmt: skip
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    return {name: str(tmp_path / name) for name in texts}


def test_every_format_comes_in_and_each_refusal_is_named(site: Site, files: dict[str, str]) -> None:
    done = site.statim("references", "import", *files.values())
    assert done.returncode == 1
    assert done.stdout == ""
    assert f"{files['two']}: 2 works read (MEDLINE), 2 new." in done.stderr
    assert f"Refused: {files['one']}, line 26: it has no title" in done.stderr
    assert f"Refused: {files['one']}, line 31: the record is cut off" in done.stderr
    assert f"Refused: {files['three']}, record 3 (PMID 5): it has no title" in done.stderr
    assert f"Refused: {files['letter']}, line 1: neither CSL-JSON" in done.stderr
    exported = json.loads(site.statim("references", "export", "-").stdout)
    assert len(exported) == 9


def test_a_second_import_doubles_nothing_and_tells_so_as_json(
    site: Site, files: dict[str, str]
) -> None:
    first = site.statim("references", "import", "--json", files["two"], files["five"])
    assert (first.returncode, "Traceback" in first.stderr) == (0, False)
    reports = json.loads(first.stdout)
    assert [r["format"] for r in reports] == ["MEDLINE", "CSL-JSON"]
    assert reports[1]["added"] == reports[1]["keys"] == ["measuresnd"]
    again = json.loads(site.statim("references", "import", "--json", files["two"]).stdout)
    assert (again[0]["read"], again[0]["added"]) == (2, [])
    assert again[0]["keys"] == reports[0]["keys"]


@pytest.mark.parametrize("kind", ["json", "ris", "bib"])
def test_what_was_exported_is_found_again_by_another_library(
    site: Site, files: dict[str, str], tmp_path: Path, another_site: Callable[[str], Site],
    kind: str,
) -> None:  # fmt: skip
    site.statim("references", "import", files["three"], files["five"])
    out = tmp_path / f"library.{kind}"
    assert site.statim("references", "export", str(out)).returncode == 0
    other = another_site("other")
    assert other.statim("references", "import", str(out)).returncode == 0
    titles = [
        [item["title"] for item in json.loads(one.statim("references", "export", "-").stdout)]
        for one in (site, other)
    ]
    assert titles[0] == titles[1]


def test_a_missing_file_and_a_folder_that_is_not_there_are_refused(
    site: Site, tmp_path: Path
) -> None:
    done = site.statim("references", "import", str(tmp_path / "none.ris"))
    assert (done.returncode, done.stderr.strip().endswith("No such file or directory")) == (1, True)
    done = site.statim("references", "export", str(tmp_path / "no" / "x.json"))
    assert (done.returncode, "Refused: " in done.stderr) == (1, True)


def test_wrong_usage_is_two_and_help_shows_an_example(site: Site) -> None:
    assert site.statim("references", "import").returncode == 2
    for word in ("import", "export"):
        assert "Example: statim references" in site.statim("references", word, "--help").stdout
