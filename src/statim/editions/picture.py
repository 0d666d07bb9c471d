"""A picture as it may be kept: of a known type, of sane size, with nothing in it but itself.

Where and when a photograph was taken, by which device, and any text inside the file are taken
out: a clinical picture must not tell whose it is. Nothing here touches a disk.
"""

from __future__ import annotations

import hashlib
import io
import struct
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps

from statim.editions.errors import PictureRefused
from statim.editions.kinds import PICTURE_TYPES
from statim.editions.picture_parts import is_bare
from statim.editions.validation_kinds import MOST_PIXELS

LARGEST = 20 * 1024 * 1024
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
_UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes to keep and what they are: `media` is their SHA-256 in hex."""

    data: bytes
    media: str
    type: str
    width: int
    height: int

    @property
    def name(self) -> str:
        """The file's name in the store."""
        return f"{self.media}.{PICTURE_TYPES[self.type]}"


def prepared(data: bytes) -> Picture:
    """The picture that the bytes hold, with everything but the picture taken out.

    Bytes that hold nothing else are kept as they are, so that what one site exported has the
    same name on another. Raises PictureRefused with the reason.
    """
    if len(data) > LARGEST:
        raise PictureRefused(f"it is larger than {LARGEST // 1024**2} MB")
    image = _opened(data)
    picture_type = _TYPES[str(image.format)]
    kept = data if is_bare(data, picture_type) else _bared(image, data)
    with Image.open(io.BytesIO(kept)) as final:
        width, height = final.size
    return Picture(
        data=kept,
        media=hashlib.sha256(kept).hexdigest(),
        type=picture_type,
        width=width,
        height=height,
    )


def _opened(data: bytes) -> Image.Image:
    """The image, every pixel of it read once."""
    try:
        image = Image.open(io.BytesIO(data), formats=tuple(_TYPES))
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise PictureRefused(f"it has {width} by {height} pixels; at most 40 million are kept")
        if getattr(image, "n_frames", 1) > 1:
            raise PictureRefused("it moves; only still pictures are kept")
        image.load()
    except _UNREADABLE as error:
        known = "a PNG, JPEG or WebP picture"
        raise PictureRefused(f"it cannot be read as {known} ({type(error).__name__})") from error
    return image


def _bared(image: Image.Image, data: bytes) -> bytes:
    """The picture written anew: turned as its camera said, in sRGB, with nothing beside."""
    picture_format = str(image.format)
    try:
        shown = _in_srgb(ImageOps.exif_transpose(image))
        out = io.BytesIO()
        if picture_format == "PNG":
            shown.save(out, "PNG", icc_profile=None)
        elif picture_format == "WEBP":
            lossless = b"VP8L" in data[:64]
            shown.save(out, "WEBP", lossless=lossless, quality=90, exact=True, icc_profile="")
        else:
            quality: int | str = "keep" if shown is image else 92
            shown.save(out, "JPEG", quality=quality, comment=b"", icc_profile=None)
    except _UNREADABLE as error:
        raise PictureRefused(f"it cannot be written anew ({error})") from error
    bare = out.getvalue()
    if not is_bare(bare, _TYPES[picture_format]):
        raise PictureRefused("what it holds beside the picture could not be taken out")
    return bare


def _in_srgb(image: Image.Image) -> Image.Image:
    """The image in sRGB where it has another profile, since the profile is not kept."""
    profile = image.info.pop("icc_profile", None)
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = image.mode if image.mode in ("RGB", "RGBA", "L") else "RGB"
            turned = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode=mode
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None  # a profile that cannot be used says nothing
        if turned is not None:
            return turned
    return image.convert("RGB") if image.mode == "CMYK" else image
