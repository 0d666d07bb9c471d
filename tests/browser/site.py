"""Prepares a data folder for the browser tests; run as a program with STATIM_DATA set."""

from __future__ import annotations

import json
import sys

from statim.cli.ready import prepare_database


def main() -> None:
    """Draw the topics and one account; say on stdout how it signs in."""
    prepare_database()
    from statim.accounts.actions import add_person
    from statim.audit.actor import OPERATOR
    from tests.browser.library import publish_all

    publish_all()
    _, password = add_person(email="browser@example.org", role="reader", by=OPERATOR)
    json.dump({"email": "browser@example.org", "password": password}, sys.stdout)


if __name__ == "__main__":
    main()
