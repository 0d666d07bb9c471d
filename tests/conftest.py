"""What every test may ask for. The network is blocked by pytest-socket (see pyproject.toml)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import NotInstalled, Postgres, new_database
from tests.site import ROOT, Site

if TYPE_CHECKING:
    from tests.world import World

# a slow machine is no failure; on CI the same examples every time
settings.register_profile(
    "statim",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("statim")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest test is begun first, so that nobody waits for it alone at the end."""
    items.sort(key=lambda item: item.get_closest_marker("postgres") is None)


@pytest.fixture
def world(db: None) -> World:
    """The small clinical world of tests/world.py, in the test's own transaction."""
    from tests.world import drawn

    return drawn()


@pytest.fixture
def own_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for a search index of the test's own; there is none in it yet."""
    from django.conf import settings

    from statim.search import index

    monkeypatch.setattr(settings, "DATA", tmp_path)
    yield tmp_path / "search-index"
    index.close()


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


@pytest.fixture(scope="session")
def prepared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an empty, migrated SQLite database; to copy, never to write to."""
    folder = tmp_path_factory.mktemp("prepared")
    done = Site(folder).statim("manage", "migrate", "--verbosity", "0")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def prepared_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of an empty, migrated PostgreSQL database; to copy, never to write to."""
    url = new_database(os.environ["STATIM_TEST_DATABASE_URL"])
    site = Site(tmp_path_factory.mktemp("prepared"), url)
    done = site.statim("manage", "migrate", "--verbosity", "0")
    assert done.returncode == 0, done.stderr
    return url


@pytest.fixture
def site(tmp_path: Path, request: pytest.FixtureRequest) -> Site:
    """An empty site of the test's own, on the database that this run tests."""
    folder = tmp_path / "data"
    if url := os.environ.get("STATIM_TEST_DATABASE_URL"):
        return Site(folder, new_database(url, like=request.getfixturevalue("prepared_database")))
    shutil.copytree(request.getfixturevalue("prepared_folder"), folder)
    return Site(folder)
