"""Folders of files: those that are refused leave the others alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from statim.audit.actor import OPERATOR
from statim.editions.queries import latest, online, record_mark
from statim.editorial import imports
from statim.editorial.imports import Taken, import_files
from statim.topics.markdown import write
from statim.topics.reading import read_manuscript

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


def test_dangerous_forms_and_placeholders_are_doubts_and_the_text_stays(tmp_path: Path) -> None:
    text = "Give 1.0 mg q.d., or xx mg"
    path = tmp_path / "dose.md"
    path.write_text(f"---\ntitle: Dose of .5 mg\n---\n\n- {text}\n")
    (done,) = taken([path])
    assert {(d.what, d.where) for d in done.doubts} == {
        ("a dangerous form, “.5 mg”", "the title"),
        ("a dangerous form, “1.0 mg”", f"the statement “{text}”"),
        ("a dangerous form, “q.d.”", f"the statement “{text}”"),
        ("a placeholder, “xx mg”", f"the statement “{text}”"),
    }
    assert all("(" in d.why for d in done.doubts if "dangerous" in d.what)  # names its source
    assert text in latest("dose-of-5-mg").canonical


def test_what_the_site_allows_is_no_doubt_at_import(tmp_path: Path) -> None:
    path = tmp_path / "dose.md"
    path.write_text("---\ntitle: Vitamin D\n---\n\n- Give 600 IU\n")
    with override_settings(STATIM_WRITING={**settings.STATIM_WRITING, "allowed": {"units"}}):
        assert taken([path], publish=False)[0].doubts == ()
    assert len(taken([path], publish=False)[0].doubts) == 1


CORRECTION = """---
title: Ketamine
change: {kind: correction, note: It said weeks, severity: error, source: one}
references:
  - {id: one, type: book, title: The only one, ISBN: "9780306406157"}
---

- It lasts for days [@one]
"""


def test_a_correction_keeps_severity_and_source_through_library_and_export(tmp_path: Path) -> None:
    path = tmp_path / "ketamine.md"
    path.write_text("---\ntitle: Ketamine\n---\n\n- It lasts for weeks\n")
    taken([path])
    path.write_text(CORRECTION)
    assert taken([path])[0].edition == 2
    edition = latest("ketamine")
    change = edition.document.change
    assert (change.kind, change.severity, change.note) == ("correction", "error", "It said weeks")
    assert change.source == edition.document.references[0]["id"]  # the library's key of it
    again = read_manuscript(write(edition.document).encode(), "ketamine.md")
    assert again.change == change
    assert read_manuscript(edition.json_bytes(), "ketamine.json").change == change


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("{kind: correction, severity: terrible}", "'terrible' is no severity"),
        ("{kind: safety, severity: error}", "only a correction has a severity"),
        ("{kind: correction, sverity: error}", "'sverity' is no key here"),
    ],
)
def test_a_severity_that_cannot_be_is_refused_with_its_line(
    tmp_path: Path, change: str, why: str
) -> None:
    path = tmp_path / "ketamine.md"
    path.write_text(f"---\ntitle: Ketamine\nchange: {change}\n---\n\n- It lasts\n")
    (done,) = taken([path])
    assert (done.status, done.line) == ("refused", 3)
    assert why in done.reason
