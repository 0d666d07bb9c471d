"""What a reader did, as it is noted for the seconds until it is counted. Never written down."""

from __future__ import annotations

from typing import NamedTuple


class Happened(NamedTuple):
    """See `clicks` for the kinds. `at` in seconds since 1970; `place` tells addresses of one
    topic apart; `reader` is the account that is signed in, None for nobody."""

    at: float
    kind: str
    topic: str
    place: str
    reader: int | None
    network: str
    agent: str
