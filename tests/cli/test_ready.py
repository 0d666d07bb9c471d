"""The first command on an empty folder prepares it, even when several are the first."""

from __future__ import annotations

from pathlib import Path

from tests.site import Site


def test_several_first_commands_at_once_all_find_the_folder_ready(tmp_path: Path) -> None:
    site = Site(tmp_path / "data")
    running = [site.start("-m", "statim.cli.main", "editions", "verify") for _ in range(4)]
    told = [process.communicate(timeout=120) for process in running]
    assert [out for out, _ in told] == ["0 editions verified\n"] * 4, told
    key = site.data / "secret-key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert len(key.read_text()) > 50
    left = {path.name for path in site.data.iterdir()}
    assert left <= {"secret-key", "statim.sqlite3", "statim.sqlite3-wal", "statim.sqlite3-shm",
                    "migrating.lock"}  # fmt: skip
