"""Killed while publishing, many times: the search index comes right by itself, or this fails.

Usage: python bench/killed.py [--kills 300] [--seed 1]

Two servers share one index, follow the record and search without pause; a third process
publishes, withdraws and indexes. At a drawn moment the publisher is killed (SIGKILL), half of the
time a server with it. Nobody may ever be shown a word that could not be read. Then the index
catches up and finds every word that can be read; it is never made anew, because it never breaks.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "src"))

TOPICS = 6
NEWEST = 20  # editions of a topic whose words are looked for
LONGEST = 1.5  # seconds that a publisher lives at most
SERVERS = 2
REST = 0.2  # seconds between two searches of a server


def main() -> None:
    """Kill, look, and say how often; exit 1 at the first fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STATIM_DATA"] = folder
        from statim.cli.ready import prepare_database

        prepare_database()
        # imported before any fork, so that a publisher's short life is spent at work
        import_module("statim.search.queries")
        import_module("tests.world")
        servers: list[int] = []
        try:
            said = run(arguments.kills, random.Random(arguments.seed), servers)
        finally:
            for server in servers:
                os.kill(server, signal.SIGKILL)
                os.waitpid(server, 0)
    print(said)


def run(kills: int, dice: random.Random, servers: list[int]) -> str:
    """Kill so many times; `servers` holds the processes that serve. What happened, in words."""
    made = index_made()
    fallen = 0
    servers += [begun(serve) for _ in range(SERVERS)]
    for number in range(kills):
        publisher = begun(lambda n=number: publish_on(n))
        time.sleep(dice.uniform(0, LONGEST))
        kill(publisher)
        if dice.random() < 0.5:
            kill(servers.pop(0))
            servers.append(begun(serve))
            fallen += 1
        if os.waitpid(begun(look), 0)[1]:
            raise SystemExit(f"fault after kill {number + 1} of {kills}")
        if any(os.waitpid(server, os.WNOHANG)[0] for server in servers):
            raise SystemExit(f"a server stopped around kill {number + 1} of {kills}")
        if index_made() != made:
            raise SystemExit(f"the index was made anew after kill {number + 1} of {kills}")
        if (number + 1) % 10 == 0:
            print(f"{number + 1} kills, no fault", file=sys.stderr)
    editions, behind = counted()
    return (
        f"{kills} publishers and {fallen} servers killed, {editions} editions: no fault, "
        f"the index never made anew; {behind} editions not yet indexed"
    )


def index_made() -> int:
    """Which index this is: one made anew is another folder."""
    from statim.search import follower

    follower.catch_up()
    return follower.folder().stat().st_ino


def begun(act: Callable[[], object]) -> int:
    """A process of its own that does this: forked, so that none waits for Python to start."""
    from django.db import connections

    connections.close_all()
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        act()
        status = 0
    except Exception as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
    finally:
        os._exit(status)


def kill(process: int) -> None:
    """Kill it; it must still have been at work."""
    os.kill(process, signal.SIGKILL)
    if not os.WIFSIGNALED(os.waitpid(process, 0)[1]):
        raise SystemExit("a process ended before it was killed")


def serve() -> None:
    """Follow as a server does, and search for words for ever. Raises on a fault."""
    from statim.search import follower

    follower.start()
    dice = random.Random(os.getpid())
    while True:
        before, ever = words()
        for word in dice.sample(ever, min(5, len(ever))):
            shown = shows(word)
            now = words()[0]
            if shown and word not in before | now:
                raise AssertionError(f"a server showed {word}, which cannot be read")
            before = now
        time.sleep(REST)


def shows(word: str) -> bool:
    """Whether a statement with this word is shown to who asks for it."""
    from statim.search.queries import find

    return any(
        word in run.text for hit in find(word).hits for line in hit.lines for run in line.runs
    )


def publish_on(seed: int) -> None:
    """Publish or withdraw one of the topics, index, and so on for ever."""
    from tests.documents import page, says
    from tests.world import EDITOR, publish

    from statim.editions.actions import withdraw
    from statim.editions.document import Section
    from statim.editions.queries import online
    from statim.search import follower

    dice = random.Random(seed)
    for turn in range(10**9):
        number = dice.randrange(TOPICS)
        slug = f"topic-{number}"
        if dice.random() < 0.3 and slug in {one.slug for one in online()}:
            withdraw(slug, reason="To see it go.", by=EDITOR)
        else:
            word = f"w{number}x{seed}y{turn}z"
            fact = Section(heading="", statements=(says(f"s-{number}", f"A fact on {word}"),))
            publish(
                page(fact, topic=f"t-{number}", slug=slug, title=f"Topic {number}"), "2026-01-01"
            )
        follower.catch_up()


def look() -> None:
    """Search for every word ever published: before catching up, and after. Raises on a fault."""
    from statim.search import follower
    from statim.search.queries import find

    now, ever = words()
    for word in ever:
        if shows(word) and word not in now:
            raise AssertionError(f"{word} is shown, and cannot be read now")
    follower.catch_up()
    for word in ever:
        found = find(word)
        if found.plain or bool(found.hits) != (word in now):
            raise AssertionError(f"{word}: found {len(found.hits)}, readable {word in now}")


def words() -> tuple[set[str], list[str]]:
    """The words that can be read now, and those of each topic's newest editions."""
    from statim.editions.following import Mark, changed_after, current_editions
    from statim.editions.queries import history

    topics, _ = changed_after(Mark(), 10**9)
    now = {said(one.document) for one, _ in current_editions(topics)}
    slugs = [topic.replace("t-", "topic-") for topic in topics]
    ever = [said(one.document) for slug in slugs for one in history(slug)[:NEWEST]]
    return now, ever


def said(document: Any) -> str:
    """The word of a topic's only statement."""
    from statim.editions.document import statements_of
    from statim.editions.pieces import words_of

    (statement,) = statements_of(document)
    return str(next(iter(words_of(statement)))).rsplit(" ", 1)[1]


def counted() -> tuple[int, int]:
    """How many editions there are, and how many the index lacks."""
    from statim.editions.following import mark
    from statim.search import follower

    return mark().sequence, follower.behind()


if __name__ == "__main__":
    main()
