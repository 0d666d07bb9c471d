"""Many readers at once, as a program on a site of its own: says as JSON how each act ended."""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter
from collections.abc import Callable
from functools import partial

from statim.cli.ready import prepare_database

AT_ONCE = 12


def at_once(*what: Callable[[], object]) -> Counter[str]:
    """Do all of it in threads that start together; how each ended, counted."""
    from django.db import connection

    start, ended, lock = threading.Barrier(len(what)), Counter[str](), threading.Lock()

    def one(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
            said = "done"
        except Exception as error:
            said = type(error).__name__
        finally:
            connection.close()
        with lock:
            ended[said] += 1

    threads = [threading.Thread(target=one, args=(act,)) for act in what]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


def main() -> None:
    """Edits of one version, an edit against a deletion, an invitation for three."""
    prepare_database()
    from statim.annotations.actions.groups import invite, join
    from statim.annotations.actions.notes import Draft, delete_note, edit_note, write_note
    from statim.annotations.actions.once import once
    from statim.annotations.models import Invitation, Membership, Note
    from tests.annotations.people import group_of, note, person
    from tests.world import draw

    reader = draw().reader.pk
    name = note(reader, "as it was").name
    edits = [
        partial(edit_note, by=reader, name=name, draft=Draft(text=f"{n}"), version=1)
        for n in range(AT_ONCE)
    ]
    said: dict[str, object] = {"edits": at_once(*edits), "version": Note.objects.get().version}
    races = []
    for _ in range(5):
        other = note(reader, "as it was").name
        edit = partial(edit_note, by=reader, name=other, draft=Draft(text="x"), version=1)
        races.append(at_once(edit, partial(delete_note, by=reader, name=other)))
    said |= {"races": races, "left": Note.objects.count()}
    write = partial(write_note, by=reader, topic="t-ketamine", draft=Draft(text="once"))
    said["sent"] = at_once(*[partial(once, by=reader, key="k" * 20, write=write)] * AT_ONCE)
    said["taken"] = Note.objects.filter(text="once").count()
    keeper = person("Keeper")
    group = group_of(keeper)
    code = invite(by=keeper, group=group.pk, places=3)
    people = [person(f"P{n}") for n in range(AT_ONCE)]
    said["joins"] = at_once(*(partial(join, by=one, code=code) for one in people))
    said["members"] = Membership.objects.filter(group=group).count()
    said["invitations"] = Invitation.objects.count()
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
