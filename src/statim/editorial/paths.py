"""Which steps a topic's review takes, by its specialty. Pure.

The steps are reviewers'; that an editor publishes comes after the last of them, always.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from statim.design.speech import say
from statim.editorial.errors import NotPossible

KNOWN = ("reviewer", "pharmacist")
DEFAULT = ("reviewer",)
BETWEEN = " / "


def steps_for(specialty: Sequence[str], paths: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The steps for a topic filed there: those of the narrowest specialty that has its own.

    `paths` is from specialty as read ("Psychiatry / Mood disorders") to steps; "" is for all.
    """
    for length in range(len(specialty), -1, -1):
        if steps := paths.get(BETWEEN.join(specialty[:length])):
            return tuple(steps)
    return DEFAULT


def check_steps(steps: Sequence[str]) -> tuple[str, ...]:
    """The steps, where they can be a path. Raises NotPossible."""
    if not steps or len(set(steps)) < len(steps) or set(steps) - set(KNOWN):
        raise NotPossible(
            say(
                "%(path)s is no path of review: use one or both of %(steps)s, each once.",
                path=", ".join(steps) or "No step",
                steps=", ".join(KNOWN),
            )
        )
    return tuple(steps)
