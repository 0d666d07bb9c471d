"""Killed while publishing, many times: the search index comes right by itself, or this fails.

Usage: python bench/killed.py [--kills 300] [--seed 1]

A process publishes, withdraws and indexes without pause until it is killed (SIGKILL) at a drawn
moment. Then another searches the index as it was left: no word of an older edition or of a
withdrawn topic may be found. It catches up, and every word that can be read must be found.
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
LONGEST = 1.0  # seconds that a publisher lives at most


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
        dice = random.Random(arguments.seed)
        for number in range(arguments.kills):
            kill(begun(lambda n=number: publish_on(n)), dice.uniform(0, LONGEST))
            if os.waitpid(begun(look), 0)[1]:
                raise SystemExit(f"fault after kill {number + 1} of {arguments.kills}")
            if (number + 1) % 10 == 0:
                print(f"{number + 1} kills, no fault", file=sys.stderr)
        editions, behind = counted()
    print(f"{arguments.kills} kills, {editions} editions: no fault; {behind} not yet indexed")


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


def kill(process: int, after: float) -> None:
    """Kill it after so many seconds; it must still have been at work."""
    time.sleep(after)
    os.kill(process, signal.SIGKILL)
    if not os.WIFSIGNALED(os.waitpid(process, 0)[1]):
        raise SystemExit("the publisher ended before it was killed")


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
        shown = {run.text for hit in find(word).hits for line in hit.lines for run in line.runs}
        if word in shown and word not in now:
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
