"""`statim search synonyms`: loaded, exported and imported from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from statim.cli.main import main
from tests.world import World

pytestmark = pytest.mark.usefixtures("own_index", "world")
TERM = {"id": "DOID:9", "label": "ketamine and mood", "xrefs": [],
        "synonyms": ["Ketamine in depression", "low spirits", "KID"]}  # fmt: skip


def run(*words: str) -> Result:
    """What `statim search …` does."""
    return CliRunner().invoke(main, ["search", *words])


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A list of one term."""
    path = tmp_path / "list.json"
    path.write_text(json.dumps([TERM]))
    return str(path)


def test_loading_says_what_it_matched_and_left_and_is_found_at_once(file: str) -> None:
    done = run("synonyms", "load", file)
    assert done.exit_code == 0, done.output
    assert "1 entries; matched 1 by synonym" in done.stdout
    assert "3 taken in, 0 known already" in done.stdout
    assert run("low spirits").stdout.startswith("Ketamine in depression (also: low spirits)")
    assert "0 taken in, 3 known already" in run("synonyms", "load", file).stdout


def test_a_dry_run_as_json_lists_every_word_and_changes_nothing(file: str) -> None:
    (said,) = json.loads(run("synonyms", "load", file, "--dry-run", "--json").stdout)
    assert (said["found"], said["added"], said["matched"]) == (3, None, {"synonym": 1})
    assert {"abbreviation": "KID", "words": "ketamine and mood", "topic": "t-ketamine"} in said[
        "words"
    ]
    assert "would take in 3" in run("synonyms", "load", file, "--dry-run").stdout


def test_no_list_is_wrong_usage_and_a_bad_one_is_refused(tmp_path: Path) -> None:
    assert run("synonyms", "load").exit_code == 2
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    done = run("synonyms", "load", str(bad))
    assert (done.exit_code, "bad.json is no JSON list" in done.stderr) == (1, True)
    assert run("synonyms", "load", str(tmp_path / "none.json")).exit_code == 1


def test_words_go_out_as_csv_and_come_back(file: str, tmp_path: Path, world: World) -> None:
    run("synonyms", "load", file)
    table = tmp_path / "words.csv"
    assert run("synonyms", "export", str(table)).exit_code == 0
    assert "low spirits,ketamine-in-depression" in table.read_text()
    done = run("synonyms", "import", str(table))
    assert (done.exit_code, done.stderr) == (0, "0 taken in, 3 known already\n")
    table.write_text("words,topic\na,nowhere\n")
    done = run("synonyms", "import", str(table))
    assert done.exit_code == 1
    assert "words.csv: line 2: there is no topic 'nowhere'" in done.stderr


def test_an_ambiguous_abbreviation_is_told_of_on_stderr(tmp_path: Path) -> None:
    table = tmp_path / "words.csv"
    table.write_text("abbreviation,words\nMS,multiple sclerosis\nMS,mitral stenosis\n")
    run("synonyms", "import", str(table))
    assert "MS may mean mitral stenosis\t(no page of that name)" in run("MS").stderr
