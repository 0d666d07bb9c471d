"""The backup archive: a gzipped tar of plain files, closed by a manifest with their hashes.

Knows files only, no room and no database. Reading trusts nothing: every name is checked,
every byte hashed. A seal of fixed length ends the file (a gzip member that tar does not
read): the SHA-256 of all before it, so that one bit changed anywhere is found.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import struct
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any
from uuid import uuid4

FORMAT = "statim-backup/1"
MANIFEST = "manifest.json"
PIECE = 1 << 20


class Damaged(Exception):
    """The archive is not whole, not as it was written, or not ours; says what and where."""


@contextmanager
def written(target: Path) -> Iterator[ArchiveWriter]:
    """Write an archive: under another name until it is whole and on the disk, then at once."""
    beside = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w+b") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
                writer = ArchiveWriter(tar)
                yield writer
                writer.close()
            file.seek(0)
            file.write(_seal(hashlib.file_digest(file, "sha256").hexdigest()))
            file.flush()
            os.fsync(file.fileno())
        beside.rename(target)
        _sync_folder(target.parent)
    finally:
        beside.unlink(missing_ok=True)


def _seal(digest: str) -> bytes:
    """A gzip member that holds the digest uncompressed: the same bytes on every machine."""
    said = f"sha256:{digest}\n".encode()
    length = struct.pack("<HH", len(said), len(said) ^ 0xFFFF)
    header = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    return header + b"\x01" + length + said + struct.pack("<LL", zlib.crc32(said), len(said))


def _check_seal(archive: Path) -> None:
    length = len(_seal("0" * 64))
    with archive.open("rb") as file:
        left = file.seek(0, os.SEEK_END) - length
        file.seek(0)
        digest = hashlib.sha256()
        while left > 0 and (piece := file.read(min(PIECE, left))):
            digest.update(piece)
            left -= len(piece)
        if file.read() != _seal(digest.hexdigest()):
            raise Damaged(f"{archive} was altered or cut short, or is no backup.")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class _Hashing(io.RawIOBase):
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self.file.read(size)
        self.digest.update(data)
        return data


class ArchiveWriter:
    """Takes files and facts, and closes the archive with its manifest."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.members: dict[str, dict[str, Any]] = {}
        self.facts: dict[str, Any] = {}

    def add(self, name: str, path: Path) -> None:
        """Take a file as it is now: exactly the bytes that were hashed go in."""
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            info = tarfile.TarInfo(name)
            info.size, info.mtime, info.mode = status.st_size, int(status.st_mtime), 0o600
            source = _Hashing(file)
            self.tar.addfile(info, source)
        self.members[name] = {"size": info.size, "sha256": source.digest.hexdigest()}

    def close(self) -> None:
        """Write the manifest, the last member."""
        manifest = {"format": FORMAT, **self.facts, "members": self.members}
        data = json.dumps(manifest, indent=2, sort_keys=True).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(data), 0o600
        self.tar.addfile(info, io.BytesIO(data))


def unpack(archive: Path, folder: Path) -> Mapping[str, Any]:
    """Unpack an archive into an empty folder, every member checked; gives the manifest's facts.

    Raises Damaged; what is then in the folder is to be thrown away.
    """
    _check_seal(archive)
    try:
        with tarfile.open(archive, "r:gz") as tar:
            found, manifest = _unpack(tar, folder)
    except (tarfile.TarError, EOFError, zlib.error, OSError) as error:
        raise Damaged(f"{archive} is damaged or no backup: {error}") from error
    if manifest is None:
        raise Damaged(f"{archive} is cut short: its manifest is missing.")
    _compare(archive, found, manifest)
    return manifest


def _unpack(
    tar: tarfile.TarFile, folder: Path
) -> tuple[dict[str, dict[str, Any]], dict[str, Any] | None]:
    found: dict[str, dict[str, Any]] = {}
    manifest: dict[str, Any] | None = None
    for member in tar:
        name = _safe(member)
        source = tar.extractfile(member)
        if source is None or manifest is not None or name in found:
            raise Damaged(f"{member.name!r} has no place in a backup.")
        if name == MANIFEST:
            manifest = _manifest(source.read())
        else:
            found[name] = _take(source, folder / name)
    return found, manifest


def _safe(member: tarfile.TarInfo) -> str:
    """The member's name, where it leads to a plain file inside the folder. Raises Damaged."""
    path = PurePosixPath(member.name)
    odd = path.is_absolute() or ".." in path.parts or str(path) != member.name
    if odd or not member.isreg() or "\\" in member.name or "\0" in member.name:
        raise Damaged(f"{member.name!r} has no place in a backup: it leads elsewhere.")
    return member.name


def _manifest(data: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(data)
    except ValueError as error:
        raise Damaged(f"its manifest cannot be read: {error}") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Damaged(f"its manifest is not of the form {FORMAT}.")
    return manifest


def _take(source: IO[bytes], target: Path) -> dict[str, Any]:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while piece := source.read(PIECE):
            file.write(piece)
            digest.update(piece)
            size += len(piece)
        file.flush()
        os.fsync(file.fileno())
    return {"size": size, "sha256": digest.hexdigest()}


def _compare(archive: Path, found: Mapping[str, Any], manifest: Mapping[str, Any]) -> None:
    listed = manifest["members"] if isinstance(manifest.get("members"), dict) else {}
    for name in sorted(listed.keys() | found.keys()):
        if found.get(name) != listed.get(name):
            raise Damaged(f"{archive} was altered: {name} is not as its manifest says.")
