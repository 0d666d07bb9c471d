"""`statim references retractions` and `statim check`, as an operator runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.references.test_notices import HEADER, row
from tests.site import ROOT, Site

MARKDOWN = """---
title: A topic
references:
  - {id: smith2020, type: article-journal, title: "A trial: of things",
     DOI: 10.1000/Abc, PMID: "456"}
  - {id: jones2021, type: article-journal, title: Another trial, DOI: 10.1000/def}
---
- It is so [@smith2020] {#so}
- It is otherwise [@jones2021] {#other}
"""


@pytest.fixture
def published(site: Site, tmp_path: Path) -> Site:
    """A site with one topic that cites two works."""
    (tmp_path / "topic.md").write_text(MARKDOWN)
    done = site.statim("topics", "import", str(tmp_path / "topic.md"), "--publish")
    assert done.returncode == 0, done.stderr
    return site


def listed(folder: Path, *rows: str) -> str:
    path = folder / "list.csv"
    path.write_text(HEADER + "".join(rows))
    return str(path)


def test_the_command_tells_which_statements_rest_on_the_works(
    published: Site, tmp_path: Path
) -> None:
    file = listed(tmp_path, row("", pmid="456", reason="+Error in Data;", notice="10.1000/n"))
    done = published.statim("references", "retractions", file)
    assert (done.returncode, done.stdout) == (
        0,
        "a-topic\n"
        "  reference 1: A trial: of things. Retracted 2021-05-03 (Error in Data), doi:10.1000/n\n"
        "    #s-so: It is so\n",
    )
    assert "1 notices, 1 new, 0 no longer listed" in done.stderr
    assert "1 works of the library; 1 statements on 1 topics" in done.stderr


def test_the_same_as_json(published: Site, tmp_path: Path) -> None:
    file = listed(tmp_path, row("10.1000/ABC", "Expression of concern"))
    told = json.loads(published.statim("references", "retractions", "--json", file).stdout)
    assert (told["source"], told["notices"], told["refused"]) == ("Retraction Watch", 1, [])
    assert [work["work"] for work in told["works"]] == ["smith2020"]
    (resting,) = told["resting"]
    assert resting["notices"][0]["kind"] == "expression-of-concern"
    assert resting["statements"] == [
        {"id": "so", "text": "It is so", "address": "/topics/a-topic/#s-so"}
    ]


def test_a_bad_row_is_named_and_the_rest_is_done(published: Site, tmp_path: Path) -> None:
    file = listed(tmp_path, row("nonsense"), row("10.1000/def"))
    done = published.statim("references", "retractions", file)
    assert done.returncode == 1
    assert f"Refused: {file}, line 2: 'nonsense' is no DOI" in done.stderr
    assert "#s-other" in done.stdout


def test_a_file_that_is_no_list_changes_nothing(published: Site, tmp_path: Path) -> None:
    published.statim("references", "retractions", listed(tmp_path, row("10.1000/def")))
    (tmp_path / "other.csv").write_text("name,age\nA,1\n")
    for path in ("other.csv", "missing.csv"):
        done = published.statim("references", "retractions", str(tmp_path / path))
        assert (done.returncode, done.stdout) == (1, "")
        assert f"Refused: {tmp_path / path}" in done.stderr
        assert "Traceback" not in done.stderr
    told = published.statim("check", "--json").stdout
    assert [f["kind"] for f in json.loads(told) if f["statement"] == "other"] == ["retracted work"]


def test_check_names_each_statement_that_rests_on_a_noticed_work(
    published: Site, tmp_path: Path
) -> None:
    published.statim(
        "references", "retractions",
        listed(tmp_path, row("10.1000/abc", "Correction"), row("10.1000/def", day="")),
    )  # fmt: skip
    out = published.statim("check").stdout
    assert "  retracted work: #s-other rests on reference 2: Another trial. Retracted" in out
    assert "  corrected work: #s-so rests on reference 1: A trial: of things. Corrected" in out
    assert published.statim("check", "--strict").returncode == 1


def test_a_work_that_an_import_completes_is_matched_from_then_on(
    published: Site, tmp_path: Path
) -> None:
    published.statim("references", "retractions", listed(tmp_path, row("", pmid="789")))
    item = {
        "type": "article-journal",
        "title": "Another trial",
        "DOI": "10.1000/def",
        "PMID": "789",
    }
    (tmp_path / "more.json").write_text(json.dumps([item]))
    assert published.statim("references", "import", str(tmp_path / "more.json")).returncode == 0
    assert "#s-other rests on" in published.statim("check").stdout


def test_the_whole_real_list_goes_through_the_benchmark(shared_data: Path) -> None:
    words = [sys.executable, "bench/sentinel.py", "--works", "2000"]
    environment = {n: v for n, v in os.environ.items() if not n.startswith(("STATIM_", "DJANGO_"))}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    done = subprocess.run(
        words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert "59,698 notices, 2,000 works, 100 of them on the list" in done.stdout
