"""The parts that a picture file is made of, so that one which holds nothing but its picture is
known as such, and kept byte for byte. Pure.

PNG: W3C PNG third edition, chapter 5. JPEG: ITU-T T.81, annex B. WebP: RFC 9649, section 2.
"""

from __future__ import annotations

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_JFIF = 16  # an APP0 of this length holds no thumbnail
_JPEG_TABLES = {0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD}  # frames, Huffman, quantisation, restarts
_WEBP_CHUNKS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
_WEBP_ALPHA = 0x10  # the one flag of VP8X that a bare picture may have


def is_bare(data: bytes, picture_type: str) -> bool:
    """Whether the bytes are a whole picture of this type and nothing beside: no text, place,
    time, colour profile, thumbnail, animation or trailing bytes."""
    walk = {"image/png": _bare_png, "image/jpeg": _bare_jpeg, "image/webp": _bare_webp}
    try:
        return walk[picture_type](data)
    except (struct.error, IndexError):
        return False


def _bare_png(data: bytes) -> bool:
    place = len(_PNG)
    if data[:place] != _PNG:
        return False
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        if kind not in _PNG_CHUNKS:
            return False
        place += length + 12
        if kind == b"IEND":
            return bool(length == 0 and place == len(data))
    return False


def _bare_jpeg(data: bytes) -> bool:
    place = 2
    if data[:place] != b"\xff\xd8":
        return False
    while data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xD9:
            return place + 2 == len(data)
        (length,) = struct.unpack(">H", data[place + 2 : place + 4])
        jfif = marker == 0xE0 and length == _JFIF and data[place + 4 : place + 9] == b"JFIF\0"
        if marker not in _JPEG_TABLES and marker != 0xDA and not jfif:
            return False
        place += 2 + length
        if marker == 0xDA:
            place = _after_scan(data, place)
    return False


def _after_scan(data: bytes, place: int) -> int:
    """Where the next marker stands after a scan's entropy-coded bytes."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0:
            raise IndexError
        following = data[place + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7:
            return place
        place += 2


def _bare_webp(data: bytes) -> bool:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return False
    if struct.unpack("<I", data[4:8])[0] + 8 != len(data):
        return False
    place = 12
    while place < len(data):
        kind, length = struct.unpack("<4sI", data[place : place + 8])
        if kind not in _WEBP_CHUNKS or (kind == b"VP8X" and data[place + 8] & ~_WEBP_ALPHA):
            return False
        place += 8 + length + length % 2
    return place == len(data)
