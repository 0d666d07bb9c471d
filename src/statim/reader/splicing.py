"""Pages put together from pieces that were compressed before, with a reader's own between them.

A page is cut once at the places where something personal may stand; each stretch between two that
are used is deflated once and kept. What is personal goes in as stored blocks, uncompressed, so
that nothing is deflated while a reader waits. Pure; RFC 1951 (deflate), RFC 1952 (gzip).
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

_MARK = "\x00"  # stands in no page: no text of an edition holds it
_CUT = re.compile(f"{_MARK}([^{_MARK}]*){_MARK}")
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_END = b"\x03\x00"  # an empty last block
_STORED_MOST = 65535


def place(name: str) -> str:
    """What stands in a page's text where the piece of this name may come."""
    return f"{_MARK}{name}{_MARK}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of a page: its bytes, and the same deflated up to a byte's boundary (full flush), so
    that it can be followed by anything."""

    plain: bytes
    packed: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A page cut at the places that are used: stretches, and the names between them."""

    stretches: tuple[Stretch, ...]
    names: tuple[str, ...]


def cut(text: str, used: frozenset[str]) -> Cut:
    """The page with the places that are not used closed."""
    parts = _CUT.split(text)
    runs, names = [parts[0]], []
    for name, run in zip(parts[1::2], parts[2::2], strict=True):
        if name in used:
            names.append(name)
            runs.append(run)
        else:
            runs[-1] += run
    return Cut(tuple(_stretch(run.encode()) for run in runs), tuple(names))


def places_in(text: str) -> frozenset[str]:
    """The names of all places of a page."""
    return frozenset(_CUT.findall(text))


def _stretch(plain: bytes) -> Stretch:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Stretch(plain, packer.compress(plain) + packer.flush(zlib.Z_FULL_FLUSH))


def spliced(page: Cut, pieces: Mapping[str, bytes]) -> bytes:
    """The whole page, gzip-compressed, with a piece at each of its places."""
    out = [_HEAD, page.stretches[0].packed]
    crc, length = zlib.crc32(page.stretches[0].plain), len(page.stretches[0].plain)
    for name, stretch in zip(page.names, page.stretches[1:], strict=True):
        piece = pieces[name]
        out += (_stored(piece), stretch.packed)
        crc = zlib.crc32(stretch.plain, zlib.crc32(piece, crc))
        length += len(piece) + len(stretch.plain)
    out += (_END, struct.pack("<LL", crc, length & 0xFFFFFFFF))
    return b"".join(out)


def joined(page: Cut, pieces: Mapping[str, bytes]) -> bytes:
    """The same for a client that takes no gzip."""
    out = [page.stretches[0].plain]
    for name, stretch in zip(page.names, page.stretches[1:], strict=True):
        out += (pieces[name], stretch.plain)
    return b"".join(out)


def _stored(piece: bytes) -> bytes:
    """Deflate's blocks of type 0: a length, its complement, the bytes."""
    blocks = []
    for start in range(0, len(piece), _STORED_MOST):
        part = piece[start : start + _STORED_MOST]
        blocks.append(struct.pack("<BHH", 0, len(part), len(part) ^ 0xFFFF) + part)
    return b"".join(blocks)
