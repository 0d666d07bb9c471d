"""Folders of files: those that are refused leave the others alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from statim.audit.actor import OPERATOR
from statim.editions.queries import online, record_mark
from statim.editorial import imports
from statim.editorial.imports import Taken, import_files

pytestmark = pytest.mark.django_db


def folder(tmp_path: Path, count: int) -> list[Path]:
    files = []
    for number in range(count):
        path = tmp_path / f"{number:03}.txt"
        path.write_text(f"Topic number {number}\n\n• Statement of topic {number}\n")
        files.append(path)
    return files


def taken(files: list[Path], *, publish: bool = True) -> list[Taken]:
    return list(import_files(files, publish=publish, by=OPERATOR))


def test_more_files_than_a_batch_are_all_published(tmp_path: Path) -> None:
    done = taken(folder(tmp_path, imports.BATCH * 2 + 3))
    assert {t.status for t in done} == {"published"}
    assert len(list(online())) == imports.BATCH * 2 + 3
    assert {t.status for t in taken(sorted(tmp_path.iterdir()))} == {"unchanged"}
    assert record_mark()[0] == imports.BATCH * 2 + 3


def test_refused_files_leave_the_others_alone(tmp_path: Path) -> None:
    files = folder(tmp_path, 5)
    files[1].write_bytes(b"Title\n\n\xff\n")
    files[2].write_text("---\ntitle: T\nautor: X\n---\n\n- one\n")
    files[3].write_text("Topic number 0\n\n• The address is taken within this import\n")
    files.append(tmp_path / "missing.txt")
    done = {t.path.name: t for t in taken(files)}
    assert [t.status for t in done.values()] == [
        "published", "refused", "refused", "published", "published", "refused",
    ]  # fmt: skip
    assert (done["001.txt"].line, done["002.txt"].line) == (3, 3)
    assert "UTF-8" in done["001.txt"].reason
    assert "authors" in done["002.txt"].reason
    assert (done["003.txt"].slug, done["003.txt"].edition) == ("topic-number-0", 2)
    assert "cannot be opened" in done["missing.txt"].reason


def test_drafts_are_not_published(tmp_path: Path) -> None:
    done = taken(folder(tmp_path, 2), publish=False)
    assert [(t.status, t.edition) for t in done] == [("draft", 0), ("draft", 0)]
    assert record_mark()[0] == 0


def test_a_bibliography_is_read_from_beside_the_file(tmp_path: Path) -> None:
    works = tmp_path / "works.json"
    works.write_text('[{"id": "x2020", "type": "book", "title": "Beside"}]')
    file = tmp_path / "t.md"
    file.write_text("---\ntitle: T\nbibliography: works.json\n---\n\n- one [@x2020]\n")
    (done,) = taken([file])
    assert (done.status, done.doubts) == ("published", ())
