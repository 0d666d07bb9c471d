"""Who is no reader: robots and programs, by the list that COUNTER's Code of Practice names.

The list is the package `counter-robots`. A reader who sends no user agent is taken for a program.
"""

from __future__ import annotations

from functools import lru_cache

from counter_robots import is_robot_or_machine

LONGEST = 500  # characters of a user agent that are looked at


def is_robot(agent: str) -> bool:
    """Whether the user agent is that of a robot or a program."""
    return _known(agent[:LONGEST])


@lru_cache(maxsize=2000)
def _known(agent: str) -> bool:
    return not agent.strip() or bool(is_robot_or_machine(agent))
