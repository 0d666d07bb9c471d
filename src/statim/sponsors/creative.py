"""What an advertisement shows: a picture with its description, or words; and where it leads.

A picture is read whole, held to the shape of its slot, and written anew, so that nothing but the
picture is left in the file. Pure: no disk, no database, no network.
"""

from __future__ import annotations

import hashlib
import io
import struct
from dataclasses import dataclass
from urllib.parse import urlsplit

from PIL import Image, ImageOps

from statim.design.speech import say
from statim.sponsors.errors import LinkRefused, PictureRefused, WordsRefused
from statim.sponsors.slots import Slot

LARGEST = 1024 * 1024  # bytes as they come in
LARGEST_KEPT = 300 * 1024  # bytes as they are sent to a reader
DENSITIES = (1, 2)  # pixels of the picture for each of the slot's
LONGEST_HEADLINE, LONGEST_TEXT, LONGEST_ALT = 60, 160, 160
LONGEST_SPONSOR, LONGEST_PURPOSE, LONGEST_LINK = 120, 200, 500

_FORMATS = ("PNG", "JPEG", "WEBP")
_UNREADABLE = (
    OSError, ValueError, SyntaxError, EOFError, struct.error,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is shown: PNG or JPEG bytes, named by their SHA-256 (hex)."""

    data: bytes
    media: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Creative:
    """What is shown. Either `picture` with `alt`, or `headline` with `text`."""

    link: str
    headline: str = ""
    text: str = ""
    alt: str = ""
    picture: Picture | None = None


def creative(
    slot: Slot, *, link: str, headline: str = "", text: str = "", alt: str = "",
    picture: bytes | None = None,
) -> Creative:  # fmt: skip
    """The creative that these make. Raises LinkRefused, WordsRefused or PictureRefused."""
    where = _link(link)
    if picture is None:
        if alt:
            raise WordsRefused(say("A description is for a picture; there is none."))
        head = said("headline", headline, LONGEST_HEADLINE)
        return Creative(link=where, headline=head, text=said("text", text, LONGEST_TEXT))
    if headline or text:
        raise WordsRefused(say("Give a picture with its description, or a headline with a text."))
    described = said(say("description of the picture"), alt, LONGEST_ALT)
    return Creative(link=where, alt=described, picture=prepared(picture, slot))


def said(what: str, words: str, most: int) -> str:
    """The words on one line. Raises WordsRefused where there are none, or too many."""
    line = " ".join(words.split())
    if not line:
        raise WordsRefused(say("The %(what)s is missing.", what=what))
    if len(line) > most:
        raise WordsRefused(
            say(
                "The %(what)s has %(line)s characters; at most %(most)s fit.",
                what=what,
                line=len(line),
                most=most,
            )
        )
    if not line.isprintable():
        raise WordsRefused(say("The %(what)s holds characters that cannot be shown.", what=what))
    return line


def prepared(data: bytes, slot: Slot) -> Picture:
    """The picture alone, in the slot's shape. Raises PictureRefused with the reason."""
    if len(data) > LARGEST:
        raise PictureRefused(
            say("The picture is larger than %(largest)s kB.", largest=LARGEST // 1024)
        )
    image = _opened(data, slot)
    out = io.BytesIO()
    if image.mode in ("RGBA", "LA", "P"):
        image.convert("RGBA").save(out, "PNG", optimize=True)
        kind = "image/png"
    else:
        image.convert("RGB").save(out, "JPEG", quality=88, optimize=True)
        kind = "image/jpeg"
    kept = out.getvalue()
    if len(kept) > LARGEST_KEPT:
        raise PictureRefused(
            say(
                "The picture takes %(len)s kB as it would be sent; at most "
                "%(largest_kept)s kB may be. Give it fewer colours, or no "
                "transparency.",
                len=len(kept) // 1024,
                largest_kept=LARGEST_KEPT // 1024,
            )
        )
    return Picture(kept, hashlib.sha256(kept).hexdigest(), kind)


def _opened(data: bytes, slot: Slot) -> Image.Image:
    shapes = {(slot.width * by, slot.height * by) for by in DENSITIES}
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
        if getattr(image, "n_frames", 1) > 1:
            raise PictureRefused(say("The picture moves; only still pictures are shown."))
        if max(image.size) > max(max(shape) for shape in shapes):
            raise PictureRefused(_shape(image.size, slot))
        shown = ImageOps.exif_transpose(image)
    except _UNREADABLE as error:
        raise PictureRefused(
            say("The file cannot be read as a PNG, JPEG or WebP picture.")
        ) from error
    if shown.size not in shapes:
        raise PictureRefused(_shape(shown.size, slot))
    return shown


def _shape(size: tuple[int, int], slot: Slot) -> str:
    wanted = " or ".join(f"{slot.width * by} by {slot.height * by}" for by in DENSITIES)
    return say(
        "The picture has %(size)s by %(size2)s pixels; this slot takes %(wanted)s.",
        size=size[0],
        size2=size[1],
        wanted=wanted,
    )


def _link(link: str) -> str:
    """An https address without a name or password in it."""
    where = link.strip()
    if len(where) > LONGEST_LINK:
        raise LinkRefused(
            say(
                "The address is longer than %(longest_link)s characters.", longest_link=LONGEST_LINK
            )
        )
    if not where.isascii() or not where.isprintable() or " " in where or "\\" in where:
        raise LinkRefused(say("The address holds characters that no address has; copy it whole."))
    try:
        parts = urlsplit(where)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise LinkRefused(say("The address cannot be read: %(error)s.", error=error)) from error
    if parts.scheme != "https" or not host or "." not in host:
        raise LinkRefused(say("The address must begin with https:// and name a site."))
    if parts.username is not None or parts.password is not None:
        raise LinkRefused(say("The address must not hold a name or a password."))
    return where
