"""The index follows the record: whatever happens to it, and whoever else writes."""

from __future__ import annotations

import contextlib
import fcntl
import json
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from statim.audit.actor import Actor
from statim.editions.actions import withdraw
from statim.editions.document import Document, Section
from statim.editions.following import Mark, changed_after, is_of_this_record, mark
from statim.search import engine, follower, index
from statim.search.queries import find, state_of_index, suggest
from tests.documents import says
from tests.rounds import rounds
from tests.site import ROOT, Site
from tests.world import World, mode_of_action, publish

BY = Actor(name="An editor")


def slugs(query: str) -> set[str]:
    """The addresses of what is found."""
    return {hit.topic.slug for hit in find(query).hits}


def test_without_an_index_titles_are_searched(world: World, own_index: Path) -> None:
    assert find("ketamine").plain
    assert state_of_index() == {"state": "missing", "editions": 0}
    assert "ketamine-in-depression" in {one.topic.slug for one in suggest("ketam")}


def test_catching_up_takes_everything_and_then_nothing(world: World, own_index: Path) -> None:
    done: list[int] = []
    assert follower.behind() == 9
    follower.catch_up(advance=done.append)
    assert sum(done) == 9
    assert follower.behind() == 0
    assert not find("ketamine").plain
    before = (own_index / "names" / "meta.json").stat().st_mtime_ns
    follower.catch_up()
    assert (own_index / "names" / "meta.json").stat().st_mtime_ns == before


def test_a_new_edition_and_a_withdrawal_are_followed(world: World, own_index: Path) -> None:
    follower.catch_up()
    withdraw("mode-of-action", reason="A fault.", by=BY)
    assert state_of_index()["state"] == "behind"
    follower.catch_up()
    assert "mode-of-action" not in slugs("receptor")
    publish(mode_of_action(), "2026-03-01")
    follower.catch_up()
    assert "mode-of-action" in slugs("receptor")
    assert state_of_index()["state"] == "current"


def test_the_mark_moves_with_each_edition_and_each_withdrawal(world: World) -> None:
    start = mark()
    withdraw("mode-of-action", reason="A fault.", by=BY)
    assert mark() != start
    assert changed_after(start, 10) == (["t-mode"], mark())
    assert changed_after(mark(), 10) == ([], mark())
    assert is_of_this_record(start)
    assert not is_of_this_record(Mark(start.sequence, "another", 0))


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: (folder / "names" / "meta.json").write_text("{"),
        lambda folder: (folder / "pages" / "meta.json").unlink(),
        lambda folder: shutil.rmtree(folder / "lines"),
        lambda folder: [path.write_bytes(b"") for path in (folder / "names").glob("*.store")],
        lambda folder: [path.unlink() for path in (folder / "pages").glob("*.idx")],
    ],
)
def test_a_damaged_index_is_made_anew_and_nobody_sees_an_error(
    world: World, own_index: Path, harm: Callable[[Path], object]
) -> None:
    follower.catch_up()
    index.close()
    harm(own_index)
    assert "ketamine-in-depression" in slugs("ketamine")
    follower.catch_up()
    assert not find("ketamine").plain
    assert "ketamine-in-depression" in slugs("benefit infusion")


def made(folder: Path) -> int:
    """Which index this is: one made anew is another folder."""
    return folder.stat().st_ino


def test_what_a_killed_writer_left_does_not_stop_the_next(world: World, own_index: Path) -> None:
    follower.catch_up()
    first = made(own_index)
    publish(mode_of_action_again(), "2026-03-01")
    before = {path: path.read_bytes() for path in own_index.rglob("meta.json")}
    follower.catch_up()
    assert [*own_index.rglob("*.del")]  # what the edition before said is forgotten in these
    for path, said in before.items():  # as if killed when all was written but this
        path.write_bytes(said)
    follower.catch_up()
    assert made(own_index) == first
    assert "mode-of-action" in slugs("antagonist")


def test_an_index_half_made_is_gone_on_with_and_one_not_yet_put_in_place_is(
    world: World, own_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = own_index.with_name("search-index.new")
    monkeypatch.setattr(follower, "BATCH_OF_NEW", 4)
    put = engine.Writer.put

    def once(writer: engine.Writer, *said: Any, **named: Any) -> None:
        put(writer, *said, **named)
        raise KeyboardInterrupt

    monkeypatch.setattr(engine.Writer, "put", once)
    with pytest.raises(KeyboardInterrupt):
        follower.catch_up()
    monkeypatch.setattr(engine.Writer, "put", put)
    half = made(new)
    done: list[int] = []
    follower.catch_up(advance=done.append)
    assert (made(own_index), sum(done)) == (half, 5)
    own_index.rename(new)  # as if killed before it was put in place
    follower.catch_up()
    assert made(own_index) == half
    (own_index / "names" / "meta.json").unlink()
    own_index.rename(new)
    follower.catch_up()
    assert "ketamine-in-depression" in slugs("benefit infusion")


def test_a_topic_of_several_editions_stands_once_in_a_new_index(
    world: World, own_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "BATCH_OF_NEW", 1)  # its editions come in batches apart
    follower.catch_up()
    for part in ("names", "pages", "lines"):
        found = engine.Part(own_index / part).ask(engine.term("key", "t-ketamine"), 100, count=True)
        kept = [json.dumps(one, sort_keys=True) for one in found.kept]
        assert kept
        assert len(kept) == len({*kept}), part


def test_an_index_of_another_version_is_made_anew(
    world: World, own_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    follower.catch_up()
    index.close()
    monkeypatch.setattr(engine, "VERSION", engine.VERSION + 1)
    assert find("ketamine").plain
    follower.catch_up()
    assert not find("ketamine").plain


def test_an_index_of_another_record_is_not_believed(
    world: World, own_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    follower.catch_up()
    folder = own_index / "names"
    writer = engine.Writer(own_index)
    strange = {"sequence": 9, "hash": "of another record", "withdrawals": 1}
    writer.put([], {**strange, "words": 0, "token": ""}, forget=[])
    writer.close()
    assert folder.exists()
    assert find("ketamine").plain
    follower.catch_up()
    assert not find("ketamine").plain


def test_one_writes_at_a_time_and_who_does_not_wait_is_told(world: World, own_index: Path) -> None:
    with own_index.with_name("search-index.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert follower.catch_up(wait=False) is False
    assert follower.catch_up(wait=False) is True


def test_a_reader_sees_what_another_wrote_without_being_told(world: World, own_index: Path) -> None:
    follower.catch_up()
    assert state_of_index()["editions"] == 9
    publish(mode_of_action_again(), "2026-03-01")
    follower.catch_up()
    assert "mode-of-action" in slugs("antagonist")


def mode_of_action_again() -> Document:
    """The page with one more word."""
    fact = says("m-block", "Ketamine is an antagonist", cites=["mandal2019"])
    return replace(mode_of_action(), sections=(Section(heading="", statements=(fact,)),))


def test_readyz_names_the_index(world: World, own_index: Path, client: Client) -> None:
    follower.catch_up()
    assert client.get("/readyz").json()["search"] == {"state": "current", "editions": 9}


def test_killed_at_any_moment_the_index_catches_up(site: Site) -> None:
    loaded = site.statim("topics", "import", "library", "--publish", timeout=200)
    assert loaded.returncode == 0, loaded.stderr
    words = ["-m", "statim.cli.main", "search", "rebuild"]
    for wait in (0.45, 0.6, 0.75, 0.9) * rounds(1, thorough=10):
        process = subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, env=site.environment, stderr=subprocess.DEVNULL
        )
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = site.statim("search", "ketamine", "--limit", "1")
        assert found.returncode == 0, found.stderr
        assert "ketamine" in found.stdout.casefold()


def test_a_running_site_of_two_workers_finds_what_a_command_published(site: Site) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["-m", "statim.cli.main", "run", "--no-sample", "--workers", "2", "--port", str(port)]
    server = subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=site.environment, stderr=subprocess.DEVNULL
    )
    try:
        page = "library/ketamine-and-ect.md"
        published = site.statim("topics", "import", page, "--publish")
        assert published.returncode == 0, published.stderr
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with contextlib.suppress(OSError, ValueError):
                answers = [asked(port, "readyz")["search"]["state"] for _ in range(6)]
                asked(port, "search/suggest?q=ket")
                if set(answers) == {"current"}:
                    break
            time.sleep(0.1)
        found = [asked(port, "search/suggest?q=ket")["results"] for _ in range(6)]
        assert all(results[0]["slug"] == "ketamine-and-ect" for results in found)
        assert (site.data / "search-index" / "names" / "meta.json").exists()
        table = site.data / "words.csv"
        table.write_text("words,topic\nshock therapy,ketamine-and-ect\n")
        taken = site.statim("search", "synonyms", "import", str(table))
        assert taken.returncode == 0, taken.stderr
        found = [asked(port, "search/suggest?q=shock+th")["results"] for _ in range(6)]
        assert [results[0]["also"] for results in found] == ["shock therapy"] * 6
    finally:
        server.terminate()
        server.wait(timeout=30)


def asked(port: int, path: str) -> Any:
    """What the site answers a program."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=10) as answer:
        return json.load(answer)
