"""Documents of the index, made by processes beside: the same, whatever becomes of those."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from statim.editions.following import current_editions
from statim.search import follower, preparing
from statim.search.preparing import Beside, Given, beside
from statim.search.queries import find
from tests.world import World


@pytest.fixture
def given(world: World) -> list[Given]:
    """What documents are made of, one of each page of the world."""
    pages = current_editions(["t-mode", "t-ketamine"])
    return [
        Given(one.canonical, one.hash, shelf, ["another name"], ["KET"]) for one, shelf in pages
    ]


@pytest.fixture(scope="module")
def processes() -> Iterator[Beside]:
    """Two processes."""
    with beside(2) as prepare:
        yield prepare


def test_a_process_beside_makes_the_same_documents_in_the_same_order(
    given: list[Given], processes: Beside
) -> None:
    assert given
    batches = [[one] * (n % 3) for n in range(7) for one in given]
    assert list(processes(batches)) == [preparing.made(batch) for batch in batches]


def test_what_a_process_had_in_hand_when_it_died_is_made_here(given: list[Given]) -> None:
    batches = [given, [], given, given]
    with beside(1) as prepare:
        process = prepare._idle.get_nowait()
        process.kill()
        prepare._idle.put(process)
        assert list(prepare(batches)) == [preparing.made(batch) for batch in batches]
        assert prepare._idle.empty()


def test_an_index_made_by_processes_beside_finds_the_same(
    world: World, own_index: Path, monkeypatch: pytest.MonkeyPatch, processes: Beside
) -> None:
    follower.rebuild()
    before = [(hit.topic.slug, hit.lines) for hit in find("ketamine receptor").hits]
    monkeypatch.setattr(follower, "MANY", 1)
    monkeypatch.setattr(preparing, "beside", lambda: beside(1))
    follower.rebuild()
    assert before
    assert [(hit.topic.slug, hit.lines) for hit in find("ketamine receptor").hits] == before
