"""Prepares a data folder for the browser tests; run as a program with STATIM_DATA set."""

from __future__ import annotations

import json
import sys

from statim.cli.ready import prepare_database

STAFF = {
    "author": "Ada Author",
    "reviewer": "Rex Reviewer",
    "pharmacist": "Phil Pharmacist",
    "editor": "Edith Editor",
    "admin": "Amy Admin",
}


def main() -> None:
    """Draw the topics, a reader and the staff; say on stdout how each signs in."""
    prepare_database()
    from statim.accounts.actions import add_person
    from statim.audit.actor import OPERATOR
    from statim.references.actions import keep_works
    from tests.browser.library import publish_all
    from tests.world import works

    publish_all()
    keep_works(works("corriger2019", "mandal2019", "rcpsych2017"), by=OPERATOR)
    _, password = add_person(email="browser@example.org", role="reader", by=OPERATOR)
    staff = {
        role: add_person(email=f"{role}@desk.example", role=role, name=name, by=OPERATOR)[1]
        for role, name in STAFF.items()
    }
    told = {"email": "browser@example.org", "password": password, "staff": staff}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
