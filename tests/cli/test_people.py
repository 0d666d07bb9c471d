"""`statim people`: roles change and accounts close from the machine, by name refused."""

from __future__ import annotations

import json

from tests.site import Site


def test_a_role_changes_and_an_account_closes(site: Site) -> None:
    added = site.statim("people", "add", "ada@example.org", "--role", "reader", "--json")
    assert json.loads(added.stdout)["role"] == "reader"
    changed = site.statim("people", "role", "ADA@example.org", "--role", "editor")
    assert (changed.returncode, changed.stdout) == (0, "")
    assert "is now editor here" in changed.stderr
    closed = site.statim("people", "close", "ada@example.org")
    assert closed.returncode == 0
    assert "is closed" in closed.stderr
    ask = "from statim.accounts.models import User as U; u = U.objects.get(); print(u.role)"
    assert site.statim("manage", "shell", "-v0", "-c", ask).stdout.strip() == "editor"


def test_whom_nobody_knows_is_refused_by_name(site: Site) -> None:
    for words in (
        ("role", "nobody@example.org", "--role", "admin"),
        ("close", "nobody@example.org"),
    ):
        done = site.statim("people", *words)
        assert (done.returncode, done.stdout) == (1, "")
        assert "There is no open account for nobody@example.org" in done.stderr
