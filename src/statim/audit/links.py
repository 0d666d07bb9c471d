"""How one audit entry is chained to the next."""

from __future__ import annotations

import hashlib

import rfc8785

from statim.audit.models import Entry


def hash_of(entry: Entry) -> str:
    """SHA-256 over the entry's canonical JSON, the previous hash included."""
    return hashlib.sha256(
        rfc8785.dumps(
            {
                "sequence": entry.sequence,
                "at": entry.at.isoformat(),
                "actor": [entry.actor_name, entry.actor_email, entry.actor_role],
                "act": entry.act,
                "object": [entry.object_kind, entry.object_id],
                "detail": entry.detail,
                "previous": entry.previous,
            }
        )
    ).hexdigest()
