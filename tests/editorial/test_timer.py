"""The clock of the desk: one process at a time; by hand with `statim desk due`."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils import timezone

from statim.accounts.models import User
from statim.audit.actor import Actor
from statim.audit.models import Entry, Head
from statim.audit.queries import Wanted
from statim.cli.audit import audit as audit_command
from statim.cli.desk import desk as desk_command
from statim.editorial import actions
from statim.editorial.errors import NotAllowed, NotPossible
from statim.editorial.models import Schedule
from statim.editorial.queries.auditing import audit_page
from statim.editorial.timer import my_turn
from tests.editorial.acts import Desk
from tests.editorial.people import NEW, editions_of, person


def test_one_process_keeps_the_clock_until_it_ends(tmp_path: Path) -> None:
    first = my_turn(tmp_path / "lock")
    assert first is not None
    assert my_turn(tmp_path / "lock") is None
    first.close()
    second = my_turn(tmp_path / "lock")
    assert second is not None
    second.close()


@pytest.mark.django_db
def test_the_command_publishes_what_is_due_and_says_what_was_refused() -> None:
    desk = Desk()
    found = desk.reviewed()
    actions.schedule(found.pk, timezone.now() + timedelta(hours=1), NEW, by=desk.editor)
    early = CliRunner().invoke(desk_command, ["due", "--json"])
    assert (early.exit_code, json.loads(early.stdout)["published"]) == (0, [])
    Schedule.objects.update(due=timezone.now())
    done = CliRunner().invoke(desk_command, ["due"])
    assert (done.exit_code, done.stdout) == (0, "a-topic: edition 1 published\n")
    assert editions_of(found.topic) == 1


@pytest.mark.django_db
def test_the_command_fails_where_a_publication_was_refused() -> None:
    desk = Desk()
    found = desk.reviewed()
    actions.schedule(found.pk, timezone.now() + timedelta(hours=1), NEW, by=desk.editor)
    Schedule.objects.update(due=timezone.now())
    User.objects.filter(pk=desk.editor.account).update(role="author")
    done = CliRunner().invoke(desk_command, ["due"])
    assert done.exit_code == 1
    assert "Your role here is author now" in done.stderr
    assert editions_of(found.topic) == 0


@pytest.mark.django_db
def test_the_log_is_printed_whole_and_refused_where_it_does_not_hold() -> None:
    person("author")
    done = CliRunner().invoke(audit_command, ["export", "--format", "json"])
    assert done.exit_code == 0
    assert len(json.loads(done.stdout)) == Entry.objects.count()
    some = CliRunner().invoke(audit_command, ["export", "--act", "add person"])
    assert len(some.stdout.splitlines()) == 2
    Head.objects.update(hash="0" * 64)
    refused = CliRunner().invoke(audit_command, ["export"])
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "does not hold" in refused.stderr


@pytest.mark.django_db
def test_the_log_is_for_editors_to_read_and_for_administrators_to_take_out() -> None:
    people: dict[str, Actor] = {role: person(role) for role in ("author", "editor", "admin")}
    rows, total = audit_page(Wanted(), by=people["editor"], limit=2)
    assert (len(rows), total) == (2, Entry.objects.count())
    with pytest.raises(NotAllowed):
        audit_page(Wanted(), by=people["author"])
    text = "".join(actions.export_audit("json", by=people["admin"]))
    assert json.loads(text)[-1]["act"] == "export audit"
    with pytest.raises(NotPossible):
        actions.export_audit("pdf", by=people["admin"])
