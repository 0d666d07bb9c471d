"""The hash chain of the published record: canonical bytes, hashes, and what breaks them.

Canonical JSON is RFC 8785; a hash is the SHA-256 of those bytes without the key `hash`,
in lower-case hexadecimal. Each edition holds the hash of the one appended before it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import rfc8785


def canonical_bytes(value: Mapping[str, Any]) -> bytes:
    """RFC 8785 bytes of a JSON value, leaving out its key `hash`."""
    return rfc8785.dumps({key: item for key, item in value.items() if key != "hash"})


def hash_of(canonical: bytes) -> str:
    """SHA-256 of canonical bytes, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(canonical).hexdigest()


def with_hash(canonical: bytes, digest: str) -> bytes:
    """The canonical bytes of the same value with its `hash` put back in place.

    RFC 8785 sorts keys, so the bytes are made anew rather than spliced.
    """
    return rfc8785.dumps({**json.loads(canonical), "hash": digest})
