"""What searching by meaning answers with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Close:
    """A topic near to a question: of which edition that is known, how near (a cosine), and which
    of its statements are, the nearest first."""

    topic: str
    edition: str
    cosine: float
    statements: list[str]
