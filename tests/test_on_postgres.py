"""Every test that touches the database, once more on a real PostgreSQL."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.postgres import Postgres
from tests.rounds import THOROUGH

# two runs beside one another: half of the work each
ROOMS = {
    "record": ["audit", "editions", "interop", "references", "search", "topics"],
    "people": ["accounts", "annotations", "architecture", "config", "editorial", "languages",
               "publisher", "questions", "reader", "sponsors", "usage"],
}  # fmt: skip
LEFT_OUT = {
    "browser": "serves one site, and that on SQLite",
    "cli": "commands, each with a site of its own: `make proof`",
    "design": "no database", "evidence": "no database", "library": "no database",
    "manual": "no database", "verification": "no database",
}  # fmt: skip
second_run = pytest.mark.skipif(
    "STATIM_TEST_DATABASE_URL" in os.environ, reason="this is that second run"
)


def test_no_room_is_forgotten() -> None:
    there = {path.name for path in (ROOT / "tests").iterdir() if (path / "__init__.py").exists()}
    assert there - LEFT_OUT.keys() <= {room for rooms in ROOMS.values() for room in rooms}


@second_run
@pytest.mark.postgres
@pytest.mark.parametrize("rooms", ROOMS)
def test_what_holds_on_sqlite_holds_on_postgresql(postgres: Postgres, rooms: str) -> None:
    passed = run(postgres, *ROOMS[rooms])
    assert passed > 500, passed


@second_run
@pytest.mark.postgres
@pytest.mark.skipif(not THOROUGH, reason="by `make proof`")
def test_every_command_does_on_postgresql_what_it_does_on_sqlite(postgres: Postgres) -> None:
    assert run(postgres, "cli") > 80


def run(postgres: Postgres, *rooms: str) -> int:
    """Run these rooms' tests on a new database of the server; how many passed."""
    folders = [f"tests/{room}" for room in rooms if (ROOT / "tests" / room).is_dir()]
    words = ["-m", "pytest", *folders, "-p", "no:cacheprovider", "-n", "0"]
    environment = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment | {"STATIM_TEST_DATABASE_URL": postgres.database()},
        capture_output=True,
        text=True,
        check=False,
        timeout=1500,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed
    return int(passed[1])
