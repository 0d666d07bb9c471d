"""Files with an entry: judged by their bytes, their owner's alone, kept with what was locked."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from statim.accounts.cpd import actions, evidence, files
from statim.accounts.cpd.actions import Draft
from statim.accounts.cpd.files import PDF, WORD, taken
from statim.accounts.errors import EntryLocked, EvidenceRefused, NoSuchEntry, NoSuchEvidence
from statim.accounts.models import Entry, Evidence
from statim.accounts.queries import holder_of
from statim.audit.models import Entry as Logged
from tests.world import World

CERTIFICATE = b"%PDF-1.7\n% a certificate\n%%EOF\n"


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def photograph(form: str, **said: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(out, form, **said)
    return out.getvalue()


WORD_FILE = packed("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("data", "media"),
    [(CERTIFICATE, PDF), (WORD_FILE, WORD), (photograph("PNG"), "image/png"),
     (photograph("JPEG"), "image/jpeg"), (photograph("WEBP", lossless=True), "image/webp")],
)  # fmt: skip
def test_what_a_file_is_is_told_by_its_bytes(data: bytes, media: str) -> None:
    file = taken("Course.exe", data)
    assert (file.media, file.title) == (media, f"Course.{files.TYPES[media]}")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"), (b"%PDF-1.7 and no end", "cut short"), (b"<html><script>", "it is not a"),
        (b"MZ\x90\x00", "it is not a"), (packed("xl/workbook.xml"), "it is not a"),
        (b"PK\x03\x04 broken", "cannot be read"), (b"<svg onload='x'/>", "it is not a"),
        (packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macros"),
        (b"\x89PNG\r\n\x1a\n broken", "cannot be read"),
        (CERTIFICATE + b"x" * files.LARGEST, "larger than 5 MB"),
    ],
)  # fmt: skip
def test_what_is_none_of_them_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(EvidenceRefused, match=why):
        taken("certificate.pdf", data)


def test_a_photograph_loses_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Ward 4, Mrs Smith"
    data = photograph("JPEG", exif=exif)
    assert b"Mrs Smith" in data
    assert b"Mrs Smith" not in taken("x.jpg", data).data


@pytest.mark.parametrize(
    ("name", "title"),
    [("../../etc/passwd", "passwd.pdf"), ("C:\\temp\\a.pdf", "a.pdf"), ("", "evidence.pdf"),
     ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie b.pdf"), ("x\u202efdp.exe", "x fdp.pdf"),
     ("n" * 300 + ".pdf", "n" * 100 + ".pdf"), ("Zürich µg.pdf", "Zürich µg.pdf")],
)  # fmt: skip
def test_a_files_name_is_only_a_name(name: str, title: str) -> None:
    assert taken(name, CERTIFICATE).title == title


pytestmark = pytest.mark.django_db


def entry_of(person: int) -> Entry:
    draft = Draft(title="Ketamine", day=timezone.now().date(), rule="minutes")
    return actions.write_entry(person, draft, [], by=holder_of(person))


def put(person: int, entry: Entry, data: bytes = CERTIFICATE) -> Evidence:
    return evidence.attach(person, entry.name, name="c.pdf", data=data, by=holder_of(person))


def test_a_file_goes_in_comes_back_and_leaves_by_the_pages(world: World, client: Client) -> None:
    client.force_login(world.reader)
    entry = entry_of(world.reader.pk)
    page = f"/account/cpd/{entry.name}/"
    sent = SimpleUploadedFile("Certificaté.pdf", CERTIFICATE, "text/html")
    answer = client.post(f"{page}evidence/", {"file": sent})
    assert answer["Location"] == f"{page}?done=added#evidence"
    file = Evidence.objects.get()
    assert f"{page}evidence/{file.name}/" in client.get(page).content.decode()
    back = client.get(f"{page}evidence/{file.name}/")
    assert back.content == CERTIFICATE
    assert back["Content-Type"] == PDF
    assert back["Content-Disposition"].startswith("attachment;")
    assert back["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert back["Cache-Control"] == "private, no-store"
    wrong = client.post(f"{page}evidence/", {"file": SimpleUploadedFile("c.pdf", b"MZ")})
    assert (wrong.status_code, "it is not a PDF" in wrong.content.decode()) == (422, True)
    assert client.post(f"{page}evidence/").status_code == 422
    assert client.post(f"{page}evidence/{file.name}/remove/").status_code == 302
    assert not Evidence.objects.exists()
    assert "Certificaté.pdf" in client.get(page).content.decode()  # how it was before


def test_nobody_opens_adds_or_removes_anothers_file(world: World, client: Client) -> None:
    person, other = world.reader.pk, world.editor.pk
    entry, theirs = entry_of(person), entry_of(other)
    file = put(person, entry)
    client.force_login(world.editor)
    for name in (entry.name, theirs.name):  # nor by way of an entry of one's own
        page = f"/account/cpd/{name}/evidence/"
        assert client.get(f"{page}{file.name}/").status_code == 404
        assert client.post(f"{page}{file.name}/remove/").status_code == 404
        with pytest.raises((NoSuchEvidence, NoSuchEntry)):
            evidence.remove(other, name, file.name, by=holder_of(other))
    sent = SimpleUploadedFile("c.pdf", CERTIFICATE)
    assert client.post(f"/account/cpd/{entry.name}/evidence/", {"file": sent}).status_code == 404
    assert list(Evidence.objects.values_list("user_id", "entry_id")) == [(person, entry.pk)]
    assert Client().get(f"/account/cpd/{entry.name}/evidence/{file.name}/").status_code == 302


def test_a_locked_entry_keeps_the_files_that_it_had(world: World, client: Client) -> None:
    person = world.reader.pk
    entry = entry_of(person)
    file = put(person, entry)
    actions.lock_until(person, entry.day, by=holder_of(person))
    with pytest.raises(EntryLocked):
        put(person, entry, CERTIFICATE + b"\n")
    with pytest.raises(EntryLocked):
        evidence.remove(person, entry.name, file.name, by=holder_of(person))
    client.force_login(world.reader)
    page = client.get(f"/account/cpd/{entry.name}/").content.decode()
    assert file.title in page
    assert 'type="file"' not in page


def test_the_same_file_is_there_once_and_each_entry_and_diary_has_an_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = world.reader.pk
    entry = entry_of(person)
    assert put(person, entry).pk == put(person, entry).pk
    monkeypatch.setattr(evidence, "MOST_TOGETHER", len(CERTIFICATE) + 1)
    with pytest.raises(EvidenceRefused, match="your diary holds"):
        put(person, entry_of(person), CERTIFICATE + b"\n")
    monkeypatch.setattr(evidence, "MOST", 1)
    with pytest.raises(EvidenceRefused, match="an entry holds 1"):
        put(person, entry, CERTIFICATE + b"\n")
    assert Evidence.objects.count() == 1


def test_no_word_of_a_files_name_is_in_the_log(world: World) -> None:
    person = world.reader.pk
    entry = entry_of(person)
    before = Logged.objects.count()
    evidence.attach(person, entry.name, name="Unmistakable.pdf", data=CERTIFICATE,
                    by=holder_of(person))  # fmt: skip
    assert Logged.objects.count() == before + 1
    assert "Unmistakable" not in str(list(Logged.objects.values()))
