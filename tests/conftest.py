"""What every test may ask for. The network is blocked by pytest-socket (see pyproject.toml)."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection
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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest test is begun first, so that nobody waits for it alone at the end. A run on
    another database takes only what touches it."""
    items.sort(key=lambda item: item.get_closest_marker("postgres") is None)
    if "STATIM_TEST_DATABASE_URL" in os.environ:
        without = [item for item in items if not _touches_the_database(item)]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if _touches_the_database(item)]


def _touches_the_database(item: pytest.Item) -> bool:
    asks = {"db", "transactional_db", "site"} & set(getattr(item, "fixturenames", ()))
    return bool(asks) or item.get_closest_marker("django_db") is not None


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
def prepared_folder(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A data folder with an empty, migrated SQLite database; to copy, never to write to. Made once
    for all processes of a run."""
    shared = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        shared = shared.parent
    folder, unfinished = shared / "prepared", shared / "preparing"
    with (shared / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            done = Site(unfinished).statim("manage", "migrate", "--verbosity", "0")
            assert done.returncode == 0, done.stderr
            unfinished.rename(folder)
    return folder


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """A database that is there already is taken, see below."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """On SQLite, put a migrated database where the tests' own will be: migrating is the dearest
    part of a short run."""
    if connection.vendor == "sqlite":
        folder: Path = request.getfixturevalue("prepared_folder")
        shutil.copy(folder / "statim.sqlite3", connection.settings_dict["TEST"]["NAME"])


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


@pytest.fixture
def another_site(prepared_folder: Path, tmp_path: Path) -> Callable[[str], Site]:
    """Makes further empty sites on SQLite, by name."""

    def made(name: str) -> Site:
        return Site(Path(shutil.copytree(prepared_folder, tmp_path / name)))

    return made
