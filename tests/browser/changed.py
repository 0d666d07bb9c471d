"""Readers who read and follow a page, then its new edition, then the mail about it; run as a
program with STATIM_DATA set, while the site runs. Says on stdout how each reader signs in."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta

from statim.cli.ready import prepare_database

SLUG = "a-page-that-changes"
DEVICES = ("desk", "phone", "phone-without-script")


def main() -> None:
    """Edition 1, its readers, edition 2, the digest of a day later."""
    prepare_database()
    from statim.accounts.cpd.digest import send_digests

    now = datetime.now(UTC)
    _publish(now - timedelta(minutes=2), "Ask again after two weeks", "It goes by itself")
    people = {device: _reader(device) for device in DEVICES}
    _publish(now, "Ask again after one week", "Tell whom to ring")
    sent = send_digests(now + timedelta(days=1, minutes=5))
    assert sent == len(DEVICES), sent
    json.dump(people, sys.stdout)


def _publish(at: datetime, kept: str, other: str) -> None:
    from statim.editions.actions import append
    from statim.editions.document import Section
    from tests.documents import page, says
    from tests.world import EDITOR, MOOD

    first = other.startswith("It goes")
    said = page(
        Section(heading="", statements=(
            says("c-kept", kept), says("c-old" if first else "c-new", other),
        )),
        topic="t-changes", slug=SLUG, title="A page that changes", specialty=MOOD,
        kind="new" if first else "safety",
        note="" if first else "Asked too late, in two weeks somebody may be lost.",
    )  # fmt: skip
    append(said, bibliography={}, by=EDITOR, at=at)


def _reader(device: str) -> dict[str, str]:
    from statim.accounts.actions import add_person
    from statim.accounts.cpd import reading
    from statim.accounts.queries import holder_of
    from statim.audit.actor import OPERATOR

    email = f"{device}@reads.example"
    user, password = add_person(email=email, role="reader", name="Rita Reads", by=OPERATOR)
    by = holder_of(user.pk)
    reading.choose_record(user.pk, True, by=by)
    reading.note_reading(user.pk, topic="t-changes", edition=1, seconds=0)
    reading.follow(user.pk, kind="topic", what="t-changes", by=by)
    reading.choose_digest(user.pk, "daily", by=by)
    return {"email": email, "password": password}


if __name__ == "__main__":
    main()
