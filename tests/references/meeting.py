"""A program for test_at_once.py: threads that merge, add and edit at the same moment, on the
database of a site of its own (the log cannot be emptied, so no test's transaction will do).

Prints a line for each meeting that went well; the first that did not ends it.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from itertools import count
from typing import Any

from django.db import connection

from statim.audit.actor import OPERATOR
from statim.audit.queries import first_fault
from statim.references.actions import edit_work, keep_works, mark_of, merge_works
from statim.references.errors import AlreadyOne, ChangedMeanwhile, NoSuchWork
from statim.references.models import Work
from statim.references.queries import work

REFUSALS = (AlreadyOne, ChangedMeanwhile, NoSuchWork)
numbers = count(1)


def article(group: int, n: int, **fields: Any) -> dict[str, Any]:
    """One record of the work of this group."""
    return {"type": "article-journal", "title": f"Of things that are one, {group}",
            "author": [{"family": f"Loo{group}"}], "issued": {"date-parts": [[2023]]},
            "page": str(n), "DOI": f"10.1000/{group}.{n}", **fields}  # fmt: skip


def kept(group: int, how_many: int) -> list[str]:
    """That many works, which are one."""
    items = [article(group, n) for n in range(how_many)]
    return [item["id"] for item in keep_works(items, by=OPERATOR)]


def left(group: int) -> int:
    """How many works of the group there are."""
    return Work.objects.filter(stem=f"loo{group}2023").count()


def at_once(*acts: Callable[[], object]) -> list[Exception]:
    """Do all of these at the same moment; what was refused. Anything else is raised."""
    gate = threading.Barrier(len(acts))
    refused: list[Exception] = []
    broken: list[Exception] = []

    def run(act: Callable[[], object]) -> None:
        try:
            gate.wait(timeout=20)
            act()
        except REFUSALS as error:
            refused.append(error)
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    for error in broken:
        raise error
    return refused


def each_into_the_other() -> None:
    """A into B, and B into A: one work is left, and both keys lead to it."""
    for _ in range(4):
        group = next(numbers)
        one, other = kept(group, 2)
        refused = at_once(
            lambda a=one, b=other: merge_works(a, b, by=OPERATOR),
            lambda a=one, b=other: merge_works(b, a, by=OPERATOR),
        )
        assert len(refused) == 1, refused
        assert left(group) == 1
        assert work(one) == work(other)


def a_ring() -> None:
    """Six merges in a ring leave one work, to which all six keys lead."""
    group = next(numbers)
    names = kept(group, 6)
    at_once(*(
        lambda a=names[n], b=names[(n + 1) % 6]: merge_works(a, b, by=OPERATOR) for n in range(6)
    ))  # fmt: skip
    assert left(group) == 1
    assert len({work(name)["id"] for name in names}) == 1


def added_while_merged_away() -> None:
    """What is added to a work at the moment in which it is merged away is kept."""
    for _ in range(6):
        group = next(numbers)
        one, other = kept(group, 2)
        more = article(group, 1, PMID=f"7{group}", volume="9")
        at_once(
            lambda a=one, b=other: merge_works(a, b, by=OPERATOR),
            lambda more=more: keep_works([more], by=OPERATOR),
        )
        assert left(group) == 1
        assert (work(other)["PMID"], work(other)["volume"]) == (f"7{group}", "9"), work(other)


def edited_twice_and_merged() -> None:
    """Of two edits at once one is refused, whatever a merge does meanwhile."""
    group = next(numbers)
    one, other = kept(group, 2)
    seen = work(one)

    def edit(volume: str) -> object:
        return edit_work(one, {**seen, "volume": volume}, seen=mark_of(seen), by=OPERATOR)

    refused = at_once(
        lambda: edit("1"), lambda: edit("2"), lambda: merge_works(other, one, by=OPERATOR)
    )
    assert any(isinstance(error, ChangedMeanwhile) for error in refused)
    assert work(one) == work(other)


def added_by_many() -> None:
    """The same work, added by six at once, is one."""
    group = next(numbers)
    acts = [lambda: keep_works([article(group, 1, volume="3")], by=OPERATOR) for _ in range(6)]
    at_once(*acts)
    assert left(group) == 1


MEETINGS = (
    each_into_the_other, a_ring, added_while_merged_away, edited_twice_and_merged, added_by_many,
)  # fmt: skip


def main() -> None:
    """Hold every meeting. The database must be prepared."""
    for meeting in MEETINGS:
        meeting()
        assert first_fault() == ""
        sys.stdout.write(f"{meeting.__name__}\n")
