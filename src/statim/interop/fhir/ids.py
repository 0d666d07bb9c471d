"""Ids of resources that are made from parts of a topic. Pure.

The topic's id, a point, and a name for the part that stays the same from edition to edition.
"""

from __future__ import annotations

from hashlib import sha256


def _name(of: str) -> str:
    return sha256(of.encode()).hexdigest()[:14]


def citation_id(topic: str, reference: str) -> str:
    """Of a topic's reference, by the reference's own id."""
    return f"{topic}.c{_name(reference)}"


def verification_id(topic: str, statement: str) -> str:
    """Of what is said about a statement."""
    return f"{topic}.v{_name(statement)}"


def notice_id(topic: str, reference: str) -> str:
    """Of what stands against a reference's work."""
    return f"{topic}.n{_name(reference)}"


def topic_of(resource: str) -> str:
    """The id of the topic that a resource's id begins with; "" where it has none."""
    return resource.rpartition(".")[0]
