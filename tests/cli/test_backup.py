"""Backup and restore: exact, while the site is written to; and nothing damaged is let in."""

from __future__ import annotations

import hashlib
import io
import json
import random
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from statim.cli import archive
from tests.postgres import Postgres
from tests.rounds import rounds
from tests.site import Site


def content(database: Path) -> str:
    """A hash over every table's definition and every row of a SQLite database."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(database)) as connection:
        for line in connection.iterdump():
            digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def filled(site: Site) -> Site:
    """The site with a few editions, an account and an uploaded file."""
    done = site.python("-m", "tests.editions.publishing", "first", "3", "1")
    assert done.returncode == 0, done.stderr
    assert site.statim("people", "add", "ada@example.org", "--role", "author").returncode == 0
    (site.data / "media" / "figures").mkdir(parents=True)
    (site.data / "media" / "figures" / "forest plot ≤ 5.svg").write_bytes(b"<svg/>\x00\xff")
    return site


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a data folder but the database, by its name."""
    paths = [
        p
        for p in folder.rglob("*")
        if p.is_file() and not ("sqlite3" in p.name or p.suffix == ".lock")
    ]
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths}


@pytest.fixture
def saved(site: Site, tmp_path: Path) -> tuple[Site, Path]:
    """A site with something in it, and a backup of it."""
    file = tmp_path / "saved.tar.gz"
    done = filled(site).statim("backup", str(file))
    assert done.returncode == 0, done.stderr
    return site, file


def restored(file: Path, folder: Path) -> Site:
    site = Site(folder)
    done = site.statim("restore", str(file))
    assert done.returncode == 0, done.stderr
    return site


def test_a_backup_comes_back_whole(saved: tuple[Site, Path], tmp_path: Path) -> None:
    before, file = saved
    after = restored(file, tmp_path / "new")
    assert content(after.data / "statim.sqlite3") == content(before.data / "statim.sqlite3")
    assert files_of(after.data) == files_of(before.data)
    assert after.statim("editions", "verify").stdout == "6 editions verified\n"
    again = after.statim("people", "add", "ADA@example.org", "--role", "reader")
    assert (again.returncode, "already an account" in again.stderr) == (1, True)


def test_pictures_of_editions_come_back_and_letters_and_the_index_are_left_out(
    site: Site, tmp_path: Path
) -> None:
    kept = {f"media/editions/{n * 64}.png": b"\x89PNG\r\n" + n.encode() for n in "ab"}
    left = {"outbox/letter.eml": b"To: ada@example.org", "search-index/meta.json": b"{}"}
    for name, data in (kept | left).items():
        (site.data / name).parent.mkdir(parents=True, exist_ok=True)
        (site.data / name).write_bytes(data)
    file = tmp_path / "saved.tar.gz"
    done = site.statim("backup", str(file))
    assert done.returncode == 0, done.stderr
    with tarfile.open(file) as tar:
        assert set(tar.getnames()) & (kept | left).keys() == kept.keys()
    there = files_of(restored(file, tmp_path / "new").data)
    assert {name: there[name] for name in kept} == kept
    assert "outbox/letter.eml" not in there


def test_the_archive_is_private_and_says_what_it_holds(saved: tuple[Site, Path]) -> None:
    _, file = saved
    assert file.stat().st_mode & 0o777 == 0o600
    with tarfile.open(file) as tar:
        manifest = json.load(tar.extractfile("manifest.json") or io.BytesIO())
        assert set(manifest["members"]) == set(tar.getnames()) - {"manifest.json"}
    assert manifest["format"] == "statim-backup/1"
    assert manifest["counts"] == {"editions": 6, "topics": 2, "accounts": 1, "log entries": 7}
    assert [p.name for p in file.parent.iterdir() if p.name.startswith(".")] == []


def test_every_backup_under_load_is_exact(site: Site, tmp_path: Path) -> None:
    times = rounds(4, thorough=20)
    writers = [site.start("-m", "tests.editions.publishing", f"w{n}", "9999", "1") for n in (0, 1)]
    exact = 0
    try:
        assert writers[0].stdout
        writers[0].stdout.readline()
        for n in range(times):
            file, folder = tmp_path / f"{n}.tar.gz", tmp_path / f"unpacked-{n}"
            assert site.statim("backup", str(file)).returncode == 0
            folder.mkdir()
            manifest = archive.unpack(file, folder)
            assert _is_a_whole_prefix(folder / "statim.sqlite3", site.data / "statim.sqlite3")
            again = restored(file, tmp_path / f"restored-{n}")  # which verifies the record
            assert content(again.data / "statim.sqlite3") == content(folder / "statim.sqlite3")
            assert files_of(again.data) == files_of(folder)
            exact += manifest["counts"]["editions"] > 0
        assert exact == times
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()


def _is_a_whole_prefix(copy: Path, live: Path) -> bool:
    """Whether the copy is the live record as it was after one of its publications."""
    rows = "SELECT sequence, hash FROM editions_edition ORDER BY sequence"
    heads = "SELECT sequence, hash FROM editions_recordhead"
    logged = "SELECT count(*) FROM audit_entry WHERE act = 'publish'"
    with closing(sqlite3.connect(copy)) as c, closing(sqlite3.connect(live)) as now:
        kept = c.execute(rows).fetchall()
        assert kept[-1] == c.execute(heads).fetchone()
        assert c.execute(logged).fetchone() == (len(kept),)
        assert c.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return bool(kept) and now.execute(rows).fetchmany(len(kept)) == kept


def refused(file: Path, folder: Path) -> str:
    """What restore says when it refuses; it must leave nothing."""
    there = sorted(folder.parent.iterdir())
    done = Site(folder).statim("restore", str(file))
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(folder.parent.iterdir()) == there
    return done.stderr


def test_an_archive_cut_short_or_altered_anywhere_is_refused(
    saved: tuple[Site, Path], tmp_path: Path
) -> None:
    data = saved[1].read_bytes()
    chance = random.Random(7)
    places = [
        0,
        4,
        9,
        len(data) - 1,
        len(data) - 90,
        *(chance.randrange(len(data)) for _ in range(95)),
    ]
    for n, place in enumerate(places):
        altered = bytearray(data)
        altered[place] ^= 1 << chance.randrange(8)
        _assert_damaged(tmp_path, bytes(altered), f"altered-{n}")
    for n, length in enumerate([0, 1, 100, len(data) // 2, len(data) - 1]):
        _assert_damaged(tmp_path, data[:length], f"cut-{n}")
    _assert_damaged(tmp_path, data + b"\0", "longer")
    file = tmp_path / "half.tar.gz"
    file.write_bytes(data[: len(data) // 2])
    assert "cut short" in refused(file, tmp_path / "nowhere")


def _assert_damaged(tmp_path: Path, data: bytes, name: str) -> None:
    file, folder = tmp_path / f"{name}.tar.gz", tmp_path / name
    file.write_bytes(data)
    folder.mkdir()
    with pytest.raises(archive.Damaged):
        archive.unpack(file, folder)


def rewritten(target: Path, members: Iterator[tuple[tarfile.TarInfo, bytes]]) -> Path:
    """A well-formed, well-sealed archive of a forger's members."""
    with archive.written(target) as writer:
        for info, data in members:
            info.size = len(data)
            writer.tar.addfile(info, io.BytesIO(data))
            digest = hashlib.sha256(data).hexdigest()
            writer.members[info.name] = {"size": len(data), "sha256": digest}
    return target


@pytest.mark.parametrize("name", ["../escaped", "/etc/escaped", "a/../../escaped", "./x", "a//b"])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    file = rewritten(tmp_path / "f.tar.gz", iter([(tarfile.TarInfo(name), b"x")]))
    assert "leads elsewhere" in refused(file, tmp_path / "new")


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE]
)
def test_links_and_devices_are_refused(tmp_path: Path, kind: bytes) -> None:
    info = tarfile.TarInfo("media/link")
    info.type, info.linkname = kind, "/etc/passwd"
    file = rewritten(tmp_path / "f.tar.gz", iter([(info, b"")]))
    assert "leads elsewhere" in refused(file, tmp_path / "new")


def test_a_record_altered_inside_a_well_made_archive_is_refused(
    saved: tuple[Site, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "forged"
    folder.mkdir()
    counts = archive.unpack(saved[1], folder)["counts"]
    with closing(sqlite3.connect(folder / "statim.sqlite3")) as connection, connection:
        connection.execute("DROP TRIGGER editions_edition_no_update")
        connection.execute("UPDATE editions_edition SET canonical = replace(canonical, "
                           "'Words 0', 'Words 7') WHERE sequence = 2")  # fmt: skip
    forged = tmp_path / "forged.tar.gz"
    with archive.written(forged) as writer:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            writer.add(path.relative_to(folder).as_posix(), path)
        writer.facts = {"counts": counts}
    assert "shared, edition 1: its text was altered" in refused(forged, tmp_path / "new")


def test_a_data_folder_in_use_is_refused_and_left_alone(
    saved: tuple[Site, Path], tmp_path: Path
) -> None:
    site, file = saved
    before = content(site.data / "statim.sqlite3"), files_of(site.data)
    assert "is not empty" in refused(file, site.data)
    assert (content(site.data / "statim.sqlite3"), files_of(site.data)) == before
    (tmp_path / "strange").mkdir()
    (tmp_path / "strange" / "note.txt").write_text("mine")
    assert "is not empty" in refused(file, tmp_path / "strange")


def test_an_empty_folder_that_is_there_is_filled(saved: tuple[Site, Path], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir(mode=0o750)
    site = restored(saved[1], tmp_path / "empty")
    assert site.data.stat().st_mode & 0o777 == 0o750
    assert (site.data / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_backup_never_overwrites(saved: tuple[Site, Path], tmp_path: Path) -> None:
    site, file = saved
    before = file.read_bytes()
    done = site.statim("backup", str(file))
    assert (done.returncode, "is there already" in done.stderr) == (1, True)
    assert file.read_bytes() == before
    nowhere = site.statim("backup", str(tmp_path / "no" / "folder.tar.gz"))
    assert (nowhere.returncode, "There is no folder" in nowhere.stderr) == (1, True)


@pytest.mark.postgres
def test_a_site_on_postgresql_comes_back_whole(postgres: Postgres, tmp_path: Path) -> None:
    site = filled(Site(tmp_path / "data", postgres.database()))
    file = tmp_path / "saved.tar.gz"
    done = site.statim("backup", str(file))
    assert done.returncode == 0, done.stderr
    again = Site(tmp_path / "new", postgres.database())
    done = again.statim("restore", str(file))
    assert done.returncode == 0, done.stderr
    assert again.statim("editions", "verify").stdout == "6 editions verified\n"
    assert files_of(again.data) == files_of(site.data)
    taken = Site(tmp_path / "other", again.database_url).statim("restore", str(file))
    assert (taken.returncode, "is not empty" in taken.stderr) == (1, True)
    assert again.statim("editions", "verify").stdout == "6 editions verified\n"
    wrong = refused(file, tmp_path / "sqlite")
    assert "holds no SQLite database" in wrong
