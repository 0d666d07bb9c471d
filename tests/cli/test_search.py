"""`statim search`: the site's search on the command line."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from statim.cli.main import main
from tests.world import World

pytestmark = pytest.mark.usefixtures("own_index")


def test_search_prints_titles_with_their_addresses(world: World) -> None:
    done = CliRunner().invoke(main, ["search", "low mood"])
    assert done.exit_code == 0
    assert done.stdout == ("Ketamine in depression\t/topics/ketamine-in-depression/\n")
    assert done.stderr == "1 of 1 topics\n"


def test_search_answers_scripts_with_json(world: World) -> None:
    done = CliRunner().invoke(main, ["search", "ketamine", "--limit", "2", "--json"])
    answer = json.loads(done.stdout)
    assert (answer["query"], len(answer["results"])) == ("ketamine", 2)
    assert answer["total"] == 4
    assert answer["results"][0]["address"] == f"/topics/{answer['results'][0]['slug']}/"


def test_a_query_without_a_word_is_refused_in_words(world: World) -> None:
    done = CliRunner().invoke(main, ["search", "?!"])
    assert done.exit_code == 1
    assert done.stderr == "'?!' holds no word to search for.\n"
