"""Pictures: kept whole, without what a camera puts in, and shown only where they are published."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from statim.audit.actor import OPERATOR
from statim.editions import media
from statim.editions.actions import append, withdraw
from statim.editions.document import Document, Section
from statim.editions.errors import PictureRefused, Unpublishable
from statim.editions.kinds import Figure
from statim.editions.picture import Picture, prepared
from statim.editions.verification import verify
from tests.documents import page, says


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def drawn(form: str, **saved: Any) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((40, 30)).save(out, form, **saved)
    return out.getvalue()


def shot(form: str) -> bytes:
    """A photograph that tells where it was taken, and which way up the camera was."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "SECRET-CAMERA", 6
    return drawn(form, exif=exif)


def showing(picture: Picture, slug: str = "a-topic") -> Document:
    figure = Figure(media=picture.media, type=picture.type, width=picture.width,
                    height=picture.height, alt="A gradient", source="Own work")  # fmt: skip
    said = says("f1", "A caption", kind="figure", figure=figure)
    return page(Section(heading="", statements=(said,)), slug=slug)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_what_a_camera_put_in_is_taken_out_and_the_picture_stands_upright(form: str) -> None:
    picture = prepared(shot(form))
    assert b"SECRET-CAMERA" not in picture.data
    assert (picture.width, picture.height) == (30, 40)
    assert prepared(picture.data) == picture  # what is kept stays as it is


def test_bytes_behind_the_end_of_a_picture_are_not_kept() -> None:
    assert b"payload" not in prepared(drawn("PNG") + b"payload").data
    assert b"payload" not in prepared(drawn("JPEG") + b"payload").data


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "cannot be read"),
        (b"", "cannot be read"),
        (drawn("PNG")[:100], "cannot be read"),
        (drawn("GIF"), "cannot be read"),
    ],
)
def test_what_is_no_picture_of_a_known_type_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(PictureRefused, match=why):
        prepared(data)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_read() -> None:
    out = io.BytesIO()
    Image.new("1", (8000, 6000)).save(out, "PNG")
    with pytest.raises(PictureRefused, match="at most 40 million"):
        prepared(out.getvalue())


@pytest.mark.django_db
def test_readers_get_the_picture_of_a_published_page_and_no_other(client: Client) -> None:
    draft, kept = media.put(drawn("JPEG")), media.put(drawn("PNG"))
    append(showing(kept), bibliography=[], by=OPERATOR)
    answer: Any = client.get(f"/media/{kept.name}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert b"".join(answer.streaming_content) == kept.data
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get(f"/media/{draft.name}").status_code == 404
    assert media.file_of(draft.name) is not None  # the desk may show it
    withdraw("a-topic", reason="Under revision.", by=OPERATOR)
    assert client.get(f"/media/{kept.name}").status_code == 404


@pytest.mark.django_db
def test_a_page_whose_picture_is_not_kept_is_refused() -> None:
    with pytest.raises(Unpublishable, match="is missing"):
        append(showing(prepared(drawn("PNG"))), bibliography=[], by=OPERATOR)


@pytest.mark.django_db
def test_verify_finds_a_picture_that_is_missing_or_altered(store: Path) -> None:
    kept = media.put(drawn("PNG"))
    append(showing(kept), bibliography=[], by=OPERATOR)
    assert verify().holds
    file = store / "editions" / kept.name
    file.write_bytes(kept.data + b"x")
    assert "was altered" in str(verify().faults[0])
    file.unlink()
    assert "is missing" in str(verify().faults[0])
