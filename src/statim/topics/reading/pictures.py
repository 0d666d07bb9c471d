"""The pictures that a file names: found, made fit to be kept, and told of where they are not."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from statim.editions import media
from statim.editions.errors import PictureRefused
from statim.editions.kinds import Figure
from statim.editions.picture import LARGEST, Picture, prepared
from statim.topics.inlines import clean_text, single_spaced

Bring = Callable[[str], bytes]
_DATA = re.compile(r"data:image/[a-z0-9.+-]+;base64,", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class NotBrought(Exception):
    """A picture that cannot be taken over; the message says why."""


def picture_at(address: str, bring: Bring | None) -> Picture:
    """The picture at an address in a file: inside the file, beside it, or kept already.

    `bring` gives the bytes by name, or raises OSError. Nothing is fetched from other places.
    Raises NotBrought.
    """
    try:
        return prepared(_bytes_at(address, bring))
    except PictureRefused as refusal:
        raise NotBrought(str(refusal)) from refusal


def _bytes_at(address: str, bring: Bring | None) -> bytes:
    if found := _DATA.match(address):
        try:
            return base64.b64decode(address[found.end() : 2 * LARGEST], validate=True)
        except (binascii.Error, ValueError) as error:
            raise NotBrought("its bytes inside the file are damaged") from error
    if _SCHEME.match(address):
        raise NotBrought("it stands elsewhere; save it beside the file")
    name = unquote(address)
    try:
        if bring is not None:
            return bring(name)
    except OSError:
        pass
    kept = media.file_of(name)
    if kept is None:
        raise NotBrought(f"there is no {name!r} beside the file")
    return kept[0].read_bytes()


def figure_of(picture: Picture, alt: str, said: Mapping[str, str]) -> Figure:
    """The facts of a figure; what the file did not say stays empty for the author to write."""
    return Figure(
        media=picture.media,
        type=picture.type,
        width=picture.width,
        height=picture.height,
        alt=_line(alt),
        source=_line(said.get("source", "")),
        licence=_line(said.get("licence", "")),
    )


def _line(words: str) -> str:
    return single_spaced(re.sub(r"[\n\x85\u2028\u2029]", " ", clean_text(words)))
