"""A picture that an author sends: kept bare under its hash, or refused; shown to the desk."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import RequestFactory
from PIL import Image

from statim.topics.editor.views import figure, picture


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def send(data: bytes) -> Any:
    file = SimpleUploadedFile("x.png", data, content_type="image/png")
    return figure(RequestFactory().post("/", {"picture": file}))


def drawn() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (3, 2), "white").save(out, "PNG")
    return out.getvalue()


@pytest.mark.django_db
def test_a_picture_is_kept_and_shown_by_its_hash() -> None:
    said = json.loads(send(drawn()).content)
    assert (said["type"], said["width"], said["height"]) == ("image/png", 3, 2)
    answer: Any = picture(RequestFactory().get("/"), f"{said['media']}.png")
    assert b"".join(answer.streaming_content)[:4] == b"\x89PNG"
    answer.close()


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\x89PNG broken"])
def test_what_is_no_picture_is_refused_with_the_reason(data: bytes) -> None:
    answer = send(data) if data else figure(RequestFactory().post("/"))
    assert answer.status_code in (400, 422)
    assert json.loads(answer.content)["error"]


@pytest.mark.parametrize("name", ["x.png", "../secret", "ab" * 32 + ".png"])
def test_no_other_file_is_shown(name: str) -> None:
    with pytest.raises(Http404):
        picture(RequestFactory().get("/"), name)
