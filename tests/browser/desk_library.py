"""Prepares a desk with a library for test_library.py; run as a program with STATIM_DATA set."""

from __future__ import annotations

import json
import sys

from statim.cli.ready import prepare_database


def main() -> None:
    """Draw works, a page, drafts, a notice and an editor; say on stdout how they sign in."""
    prepare_database()
    from statim.accounts.actions import add_person
    from statim.audit.actor import OPERATOR
    from statim.editorial import sentinel
    from statim.references.notices import Notice
    from tests.editorial.library.shelves import shelves

    shelves()
    notice = Notice(kind="retraction", doi="10.1192/bjp.2023.79", reasons=("Concerns about data",))
    sentinel.take_notices([notice], source="A list", by=OPERATOR)
    _, password = add_person(
        email="librarian@example.org", role="editor", name="Lib Librarian", by=OPERATOR
    )
    json.dump({"email": "librarian@example.org", "password": password}, sys.stdout)


if __name__ == "__main__":
    main()
