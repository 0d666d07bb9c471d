"""The site's logo as it may be kept: read whole, made small, written anew as PNG, so that nothing
but the picture is left in the file. Pure: no disk, no database, no network."""

from __future__ import annotations

import hashlib
import io
import struct
from dataclasses import dataclass

from PIL import Image, ImageOps

from statim.design.speech import say
from statim.publisher.errors import Refused

LARGEST = 1024 * 1024  # bytes as they come in
MOST_PIXELS = 4_000_000
LARGEST_KEPT = 16 * 1024  # bytes on every first visit
BOX = (240, 56)  # pixels at most: twice as many as are shown
FORMATS = ("PNG", "JPEG", "WEBP")

_UNREADABLE = (
    OSError, ValueError, SyntaxError, EOFError, struct.error,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """PNG bytes, named by their SHA-256 (hex), and its size in pixels."""

    data: bytes
    media: str
    width: int
    height: int

    @property
    def name(self) -> str:
        """How a choice names it: hash and size, so that a page can keep its place."""
        return f"{self.media}.{self.width}x{self.height}"


def prepared(data: bytes) -> Picture:
    """The picture that the bytes hold, as it will be shown. Raises Refused with the reason."""
    if len(data) > LARGEST:
        raise Refused("logo", say("The file is larger than %(most)s kB.", most=LARGEST // 1024))
    image = _opened(data)
    image.thumbnail(BOX, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    kept = out.getvalue()
    if len(kept) > LARGEST_KEPT:
        raise Refused(
            "logo",
            say(
                "The picture takes %(size)s kB as it would be sent to every reader; at most "
                "%(most)s kB may be. Give it fewer colours.",
                size=len(kept) // 1024,
                most=LARGEST_KEPT // 1024,
            ),
        )
    return Picture(kept, hashlib.sha256(kept).hexdigest(), *image.size)


def _opened(data: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        if getattr(image, "n_frames", 1) > 1:
            raise Refused("logo", say("The picture moves; only a still one can be a logo."))
        if image.size[0] * image.size[1] > MOST_PIXELS:
            raise Refused(
                "logo",
                say(
                    "The picture has %(width)s by %(height)s pixels; at most four million are "
                    "read.",
                    width=image.size[0],
                    height=image.size[1],
                ),
            )
        return ImageOps.exif_transpose(image).convert("RGBA")
    except _UNREADABLE as error:
        raise Refused(
            "logo", say("The file is no PNG, JPEG or WebP picture that can be read.")
        ) from error
