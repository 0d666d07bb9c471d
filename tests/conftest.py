"""What every test may ask for. The network is blocked by pytest-socket (see pyproject.toml)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.postgres import NotInstalled, Postgres

if TYPE_CHECKING:
    from tests.world import World

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def world(db: None) -> World:
    """The small clinical world of tests/world.py, drawn anew in the test's own transaction."""
    from tests.world import draw

    return draw()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data that lies beside the project; skips where it is absent."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared data is not beside this checkout (../shared/data)")
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of the tests' own; skips loudly where none is installed, fails on CI."""
    try:
        server = Postgres.start()
    except NotInstalled as missing:
        if os.environ.get("CI"):
            pytest.fail(str(missing))
        pytest.skip(f"NOT TESTED ON POSTGRESQL: {missing}")
    yield server
    server.stop()
