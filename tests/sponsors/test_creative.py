"""Pictures of advertisements: in the slot's shape, written anew, nothing else left in the file."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from statim.sponsors.creative import LARGEST, prepared
from statim.sponsors.errors import PictureRefused
from statim.sponsors.slots import SLOTS
from tests.sponsors.bookings import picture

SLOT = SLOTS["topic"]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("by", [1, 2])
def test_a_picture_in_the_slots_shape_is_taken(kind: str, by: int) -> None:
    kept = prepared(picture(600 * by, 200 * by, kind), SLOT)
    with Image.open(io.BytesIO(kept.data)) as image:
        assert image.size == (600 * by, 200 * by)
        assert kept.type == f"image/{str(image.format).lower()}"


def test_what_lies_beside_the_picture_is_gone() -> None:
    exif = Image.Exif()
    exif[0x9286] = "taken at 51.5 N"
    data = picture(kind="JPEG", exif=exif) + b"<script>alert(1)</script>"
    assert b"51.5 N" in data
    kept = prepared(data, SLOT).data
    assert b"51.5 N" not in kept
    assert b"script" not in kept


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "cannot be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "cannot be read"),
        (picture()[:200], "cannot be read"),
        (picture(kind="GIF"), "cannot be read"),
        (picture(601, 200), "601 by 200 pixels; this slot takes 600 by 200 or 1200 by 400"),
        (picture(900, 300), "900 by 300"),
        (picture(4000, 10), "4000 by 10"),
        (b"\x89PNG" + b"0" * LARGEST, "larger than 1024 kB"),
    ],
)
def test_another_picture_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(PictureRefused, match=reason):
        prepared(data, SLOT)


def test_a_picture_that_moves_is_refused() -> None:
    frames = [Image.new("RGB", (600, 200), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    with pytest.raises(PictureRefused, match="moves"):
        prepared(out.getvalue(), SLOT)


def test_a_picture_that_would_be_too_heavy_to_send_is_refused() -> None:
    noise = random.Random(1).randbytes(600 * 200 * 4)
    out = io.BytesIO()
    Image.frombytes("RGBA", (600, 200), noise).save(out, "PNG")
    with pytest.raises(PictureRefused, match="as it would be sent"):
        prepared(out.getvalue(), SLOT)
