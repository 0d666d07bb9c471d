"""A PostgreSQL server of the tests' own: a temporary folder, a Unix socket, gone afterwards."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4


class NotInstalled(Exception):
    """There is no PostgreSQL on this machine."""


def _binaries() -> Path:
    """The folder of `initdb` and `pg_ctl`: the newest of the system's."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    there = shutil.which("initdb")
    if not found and not there:
        raise NotInstalled("PostgreSQL's initdb is not installed")
    return (found[-1] if found else Path(there or "").resolve()).parent


def _as_other_user() -> list[str]:
    """PostgreSQL refuses to run as root: the words that run it as somebody else."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("runuser"):
        raise NotInstalled("runuser is not installed, and PostgreSQL does not run as root")
    return ["runuser", "-u", _owner(), "--"]


def _owner() -> str:
    known = {line.split(":")[0] for line in Path("/etc/passwd").read_text().splitlines()}
    return "postgres" if "postgres" in known else "nobody"


@dataclass
class Postgres:
    """A running server. `database()` gives the URL of a new, empty database."""

    folder: Path
    binaries: Path
    as_other_user: list[str]
    count: itertools.count[int] = field(default_factory=itertools.count)

    @classmethod
    def start(cls) -> Postgres:
        """A new server. Raises NotInstalled."""
        binaries, as_other_user = _binaries(), _as_other_user()
        folder = Path(tempfile.mkdtemp(prefix="statim-pg-"))
        if as_other_user:
            shutil.chown(folder, _owner())
        server = cls(folder, binaries, as_other_user)
        server._run("initdb", "-D", f"{folder}/data", "-U", "statim", "-A", "trust", "-E", "UTF8",
                    "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        server._run("pg_ctl", "-D", f"{folder}/data", "-o", settings, "-w",
                    "-l", f"{folder}/log", "start")  # fmt: skip
        return server

    def stop(self) -> None:
        """End the server and take its folder away."""
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = f"statim_{next(self.count)}"
        self._run("createdb", "-h", str(self.folder), "-U", "statim", name)
        return f"postgres://statim@{quote(str(self.folder), safe='')}/{name}"

    def _run(self, word: str, *arguments: str) -> None:
        # output goes to a file: the server that pg_ctl leaves behind would hold a pipe open
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(
                [*self.as_other_user, str(self.binaries / word), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd="/",
                check=False,
                timeout=60,
            )
            if done.returncode:
                said.seek(0)
                raise RuntimeError(f"{word} failed: {said.read()}")


def new_database(url: str, *, like: str = "") -> str:
    """The URL of a new database on the server of this URL: empty, or a copy of the one of the
    URL `like`, to which nobody may be connected."""
    import psycopg

    name = f"statim_{uuid4().hex}"
    template = f' TEMPLATE "{like.rsplit("/", 1)[1]}"' if like else ""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"{template}')
    return f"{url.rsplit('/', 1)[0]}/{name}"
