"""The audit log: chained, whole, and telling of what was changed behind the application's back."""

from __future__ import annotations

import pytest
from django.db import connection

from statim.audit.actions import Act, record, record_many
from statim.audit.actor import OPERATOR, Actor
from statim.audit.models import Entry, Head
from statim.audit.queries import acts, first_fault

pytestmark = pytest.mark.django_db

EDITH = Actor(name="Edith", email="edith@example.org", role="editor")


@pytest.fixture
def five() -> None:
    """Five entries, the database's own protection taken away."""
    for n in range(3):
        record("sign off", by=EDITH, object_kind="topic", object_id=f"t{n}", detail={"n": n})
    record_many([Act(act="send", object_kind="topic", object_id=str(n)) for n in (3, 4)],
                by=OPERATOR)  # fmt: skip
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in ("update", "delete", "replace"):
                cursor.execute(f"DROP TRIGGER audit_entry_no_{name}")
        else:
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")


def test_the_whole_log_holds(five: None) -> None:
    assert first_fault() == ""
    assert [e.object_id for e in acts("sign off")] == ["t0", "t1", "t2"]
    assert next(acts("sign off")).detail == {"n": 0}
    assert Head.objects.get(id=1).sequence == 5


@pytest.mark.parametrize(
    ("field", "value"),
    [("act", "read"), ("actor_name", "Mallory"), ("actor_email", "m@example.org"),
     ("actor_role", "admin"), ("object_kind", "note"), ("object_id", "t9"),
     ("detail", {"n": 7}), ("previous", "f" * 64), ("hash", "0" * 64),
     ("at", "2020-01-01T00:00:00Z")],
)  # fmt: skip
def test_an_altered_entry_is_found(five: None, field: str, value: object) -> None:
    Entry.objects.filter(sequence=3).update(**{field: value})
    assert first_fault().startswith("audit entry 3 (")
    assert first_fault().endswith("was altered")


@pytest.mark.parametrize(("gone", "said"), [(2, "audit entry 2 is missing"),
                                            (5, "ends at entry 4; its head says 5")])  # fmt: skip
def test_a_dropped_entry_is_found(five: None, gone: int, said: str) -> None:
    Entry.objects.filter(sequence=gone).delete()
    assert said in first_fault()


def test_a_head_that_was_set_back_or_lost_is_found(five: None) -> None:
    Head.objects.update(sequence=4, hash=Entry.objects.get(sequence=4).hash)
    assert first_fault() == "the audit log ends at entry 5; its head says 4"
    Head.objects.all().delete()
    assert first_fault() == "the audit log has lost its head"
