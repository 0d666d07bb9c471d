"""Whatever is changed behind the application's back is found, and the edition named."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection

from statim.editions import pages
from statim.editions.chain import canonical_bytes, hash_of
from statim.editions.models import Edition, Page
from statim.editions.verification import verify
from tests.world import World, mode_of_action, publish

pytestmark = pytest.mark.django_db

TRIGGERED = ("editions_edition", "editions_withdrawal", "audit_entry")


def sql(statement: str, *values: object) -> None:
    """Straight to the database, past the application."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def unlocked(world: World) -> World:
    """The world with the database's own protection taken away: what a forger would do first."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            for table in TRIGGERED:
                for verb in ("update", "delete", "replace"):
                    cursor.execute(f"DROP TRIGGER {table}_no_{verb}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in TRIGGERED:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return world


def rewrite(sequence: int, old: str, new: str) -> str:
    """Change an edition's words and give it the hash that they now have."""
    edition = Edition.objects.get(sequence=sequence)
    assert old in edition.canonical
    canonical = edition.canonical.replace(old, new)
    digest = hash_of(canonical.encode())
    sql("UPDATE editions_edition SET canonical = %s, hash = %s WHERE sequence = %s",
        canonical, digest, sequence)  # fmt: skip
    return digest


def rechain_from(sequence: int, previous: str) -> None:
    """Forge every later edition's link, and the head, so that the hashes hold again."""
    for edition in Edition.objects.filter(sequence__gt=sequence).order_by("sequence"):
        value = {**json.loads(edition.canonical), "previous": previous}
        canonical = canonical_bytes(value)
        sql("UPDATE editions_edition SET canonical = %s, previous = %s, hash = %s "
            "WHERE sequence = %s", canonical.decode(), previous, hash_of(canonical),
            edition.sequence)  # fmt: skip
        previous = hash_of(canonical)
    sql("UPDATE editions_recordhead SET hash = %s", previous)


@dataclass(frozen=True)
class Tampering:
    """A change behind the application's back, and what the proof must say first."""

    name: str
    do: Callable[[], object]
    edition: tuple[str, int] | None
    says: str


def _forge_a_row() -> None:
    last = Edition.objects.get(sequence=9)
    value = {**json.loads(last.canonical), "previous": last.hash, "number": 3}
    canonical = canonical_bytes(value)
    Edition(
        sequence=10, topic=last.topic, number=3, slug=last.slug, title=last.title,
        published=last.published, canonical=canonical.decode(), previous=last.hash,
        hash=hash_of(canonical),
    ).save(force_insert=True)  # fmt: skip
    sql("UPDATE editions_recordhead SET sequence = 10, hash = %s, number = 3", hash_of(canonical))


def _renumber(before: int, after: int) -> None:
    sql("UPDATE editions_edition SET sequence = %s WHERE sequence = %s", after, before)
    sql("UPDATE editions_page SET edition_id = %s WHERE edition_id = %s", after, before)
    sql("UPDATE editions_standing SET edition_id = %s WHERE edition_id = %s", after, before)


def _swap() -> None:
    for before, after in ((3, 1003), (4, 3), (1003, 4)):
        _renumber(before, after)


def _drop(sequence: int, *, head_too: bool = False) -> None:
    sql("DELETE FROM editions_page WHERE edition_id = %s", sequence)
    sql("UPDATE editions_standing SET edition_id = 5, number = 1, hash = (SELECT hash "
        "FROM editions_edition WHERE sequence = 5) WHERE edition_id = %s", sequence)  # fmt: skip
    sql("DELETE FROM editions_edition WHERE sequence = %s", sequence)
    if head_too:
        sql("UPDATE editions_recordhead SET sequence = 8, number = 2, slug = 'adverse-effects', "
            "hash = (SELECT hash FROM editions_edition WHERE sequence = 8)")  # fmt: skip


def _page_of_another() -> None:
    other = Page.objects.get(edition_id=1)
    sql("UPDATE editions_page SET head = %s, article = %s, bibliography = %s, seal = %s "
        "WHERE edition_id = 7", other.head, other.article, json.dumps(other.bibliography),
        other.seal)  # fmt: skip


def _set(table: str, column: str, value: object, where: str) -> Callable[[], None]:
    return lambda: sql(f"UPDATE {table} SET {column} = %s WHERE {where}", value)


KETAMINE_1, KETAMINE_2 = ("ketamine-in-depression", 1), ("ketamine-in-depression", 2)
MODE, EFFECTS_1 = ("mode-of-action", 1), ("ketamine-side-effects", 1)
EFFECTS_2, ECT = ("adverse-effects", 2), ("ketamine-and-ect", 1)
REPEATED_1, REPEATED_2 = ("repeated-ketamine", 1), ("repeated-ketamine", 2)
SITE = ("reading-this-site", 1)


def edition(column: str, value: object, sequence: int) -> Callable[[], None]:
    return _set("editions_edition", column, value, f"sequence = {sequence}")


def standing(column: str, value: object, topic: str) -> Callable[[], None]:
    return _set("editions_standing", column, value, f"topic = '{topic}'")


TAMPERINGS = [
    Tampering("a word of an edition",
              lambda: sql("UPDATE editions_edition SET canonical = replace(canonical, "
                          "'60 minutes', '90 minutes') WHERE sequence = 3"),
              EFFECTS_1, "does not match its hash"),
    Tampering("one blank more in its JSON",
              lambda: sql("UPDATE editions_edition SET canonical = canonical || ' ' "
                          "WHERE sequence = 2"),
              MODE, "does not match its hash"),
    Tampering("text that is no JSON", edition("canonical", "gone", 2), MODE,
              "does not match its hash"),
    Tampering("text and hash", lambda: rewrite(3, "60 minutes", "90 minutes"), EFFECTS_1,
              "not what was published in place 3"),
    Tampering("text, hash and every later link",
              lambda: rechain_from(3, rewrite(3, "60 minutes", "90 minutes")), EFFECTS_1,
              "not what was published in place 3"),
    Tampering("the hash alone", edition("hash", "0" * 64, 5), REPEATED_1,
              "does not match its hash"),
    Tampering("the last edition's hash, and the head",
              lambda: (edition("hash", "0" * 64, 9)(),
                       _set("editions_recordhead", "hash", "0" * 64, "id = 1")()),
              REPEATED_2, "does not match its hash"),
    Tampering("the title column", edition("title", "Another", 7), KETAMINE_2, "title differ"),
    Tampering("the address column", edition("slug", "elsewhere", 2), ("elsewhere", 1),
              "slug differ"),
    Tampering("the topic column", edition("topic", "t-other", 6), SITE, "topic differ"),
    Tampering("the number column", edition("number", 12, 6), ("reading-this-site", 12),
              "number differ"),
    Tampering("the day of publication", edition("published", "2024-12-31 09:00:00+00:00", 5),
              REPEATED_1, "published differ"),
    Tampering("the link column", edition("previous", "f" * 64, 4), ECT, "previous differ"),
    Tampering("a dropped edition", lambda: _drop(9), REPEATED_2, "it is missing"),
    Tampering("a dropped last edition, and the head set back", lambda: _drop(9, head_too=True),
              REPEATED_2, "it is missing"),
    Tampering("a gap in the middle",
              lambda: (sql("DELETE FROM editions_page WHERE edition_id = 1"),
                       sql("DELETE FROM editions_edition WHERE sequence = 1")),
              KETAMINE_1, "it is missing"),
    Tampering("two rows that changed places", _swap, ECT, "not what was published in place 3"),
    Tampering("a forged edition", _forge_a_row, ("repeated-ketamine", 3),
              "never logged as published"),
    Tampering("a row out of the record's way", lambda: _renumber(6, 5000), SITE, "it is missing"),
    Tampering("a row before the record", lambda: _renumber(6, -6), SITE, "it is missing"),
    Tampering("the head set back",
              _set("editions_recordhead", "sequence", 8, "id = 1"), REPEATED_2,
              "the head of the record does not name it"),
    Tampering("no head", lambda: sql("DELETE FROM editions_recordhead"), None, "lost its head"),
    Tampering("a stored article",
              lambda: sql("UPDATE editions_page SET article = article || '<p>More</p>' "
                          "WHERE edition_id = 8"),
              EFFECTS_2, "stored page was altered"),
    Tampering("a stored head", _set("editions_page", "head", "<meta>", "edition_id = 2"), MODE,
              "stored page was altered"),
    Tampering("a stored bibliography", _set("editions_page", "bibliography", "[]",
              "edition_id = 2"), MODE, "stored page was altered"),
    Tampering("the page of another edition", _page_of_another, KETAMINE_2,
              "stored page was altered"),
    Tampering("a page that is gone", lambda: sql("DELETE FROM editions_page WHERE edition_id = 6"),
              SITE, "stored page is missing"),
    Tampering("a topic shown at an old edition",
              lambda: sql("UPDATE editions_standing SET edition_id = 1, number = 1, hash = "
                          "(SELECT hash FROM editions_edition WHERE sequence = 1) "
                          "WHERE topic = 't-ketamine'"),
              KETAMINE_2, "edition_id, number, hash"),
    Tampering("a topic shown at another address", standing("slug", "elsewhere", "t-site"), SITE,
              "another slug"),
    Tampering("a topic shown by another title", standing("title", "Another", "t-mode"), MODE,
              "another title"),
    Tampering("a review that never was", standing("reviewed", "2026-01-01", "t-adverse"),
              EFFECTS_2, "another reviewed"),
    Tampering("a review that is not yet due", standing("review_due", "2099-01-01", "t-mode"), MODE,
              "another review_due"),
    Tampering("a withdrawn topic shown again", standing("withdrawn", None, "t-ect"), ECT,
              "another withdrawn"),
    Tampering("another reason shown for a withdrawal",
              standing("withdrawn_reason", "Nothing", "t-ect"), ECT, "another withdrawn"),
    Tampering("a related page put in", standing("related",
              '[{"slug": "buy-now", "title": "Buy", "why": "links here"}]', "t-site"), SITE,
              "related page that the record does not know"),
    Tampering("a topic that stands nowhere",
              lambda: sql("DELETE FROM editions_standing WHERE topic = 't-site'"), SITE,
              "stands nowhere"),
    Tampering("a withdrawal's reason",
              lambda: sql("UPDATE editions_withdrawal SET reason = 'None' WHERE topic = 't-ect'"),
              ECT, "withdrawn"),
    Tampering("a past withdrawal's day",
              lambda: sql("UPDATE editions_withdrawal SET at = '2025-07-02 12:00:00+00:00' "
                          "WHERE topic = 't-repeated'"),
              REPEATED_1, "withdrawal was altered"),
    Tampering("a past withdrawal that is gone",
              lambda: sql("DELETE FROM editions_withdrawal WHERE topic = 't-repeated'"),
              REPEATED_1, "withdrawal was altered or is missing"),
    Tampering("a withdrawal that was never made",
              lambda: sql("INSERT INTO editions_withdrawal (topic, number, at, reason, by_name) "
                          "VALUES ('t-ketamine', 1, '2025-05-01 00:00:00+00:00', 'x', 'y')"),
              KETAMINE_1, "never logged"),
    Tampering("a former address that leads nowhere",
              lambda: sql("DELETE FROM editions_formeraddress"), EFFECTS_1,
              "no longer leads on"),
    Tampering("a former address that leads elsewhere",
              lambda: sql("UPDATE editions_formeraddress SET topic = 't-site'"), None,
              "never stood there"),
    Tampering("what a topic cites", lambda: sql("DELETE FROM editions_citedwork "
              "WHERE topic = 't-repeated'"), REPEATED_2, "cited works"),
    Tampering("where a topic leads", lambda: sql("DELETE FROM editions_topiclink "
              "WHERE topic = 't-mode'"), MODE, "table of links"),
    Tampering("who published",
              lambda: sql("UPDATE audit_entry SET actor_name = 'Somebody' WHERE sequence = 5"),
              None, "audit entry 5 (publish) was altered"),
    Tampering("a dropped last log entry",
              lambda: sql("DELETE FROM audit_entry WHERE sequence = "
                          "(SELECT max(sequence) FROM audit_entry)"), None, "its head says"),
]  # fmt: skip


def test_the_untouched_record_holds(world: World) -> None:
    verdict = verify()
    assert [str(fault) for fault in verdict.faults] == []
    assert verdict.holds
    assert (verdict.editions, verdict.head) == (9, Edition.objects.get(sequence=9).hash)


def test_an_empty_record_holds() -> None:
    assert (verify().holds, verify().editions) == (True, 0)


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=[t.name for t in TAMPERINGS])
def test_tampering_is_found_and_the_edition_named(unlocked: World, tampering: Tampering) -> None:
    assert verify().holds
    tampering.do()
    faults = verify().faults
    assert faults, "nothing was found"
    assert tampering.says in str(faults[0]), [str(f) for f in faults]
    if tampering.edition:
        assert (faults[0].slug, faults[0].number) == tampering.edition, [str(f) for f in faults]


def test_another_secret_key_is_said_to_be_a_possible_cause(
    world: World, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages.settings, "SECRET_KEY", "another")
    verdict = verify()
    assert len(verdict.faults) == 9
    assert "the site's secret key is another" in str(verdict.faults[0])


def test_every_fault_is_listed_in_the_order_of_the_record(unlocked: World) -> None:
    edition("title", "Another", 7)()
    edition("title", "Another", 2)()
    found = [(f.slug, f.number) for f in verify().faults if not f.follows]
    assert found == [MODE, KETAMINE_2]


def test_progress_is_told(world: World) -> None:
    told: list[int] = []
    verify(told.append)
    assert told == [9]  # in one chunk


def test_a_page_that_no_longer_shares_a_work_is_no_longer_related(world: World) -> None:
    from dataclasses import replace

    from statim.editions.models import Standing

    blocks, see = mode_of_action().sections[0].statements
    uncited = replace(blocks, cites=(), html=blocks.text)
    lead = replace(mode_of_action().sections[0], statements=(uncited,))
    publish(replace(mode_of_action(), sections=(lead,), references=()), "2025-08-01")
    related = Standing.objects.get(slug="ketamine-in-depression").related
    assert "mode-of-action" not in {r["slug"] for r in related}
    assert see.id == "m-see"
