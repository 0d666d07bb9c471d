"""The places where an advertisement may stand, by name and shape. All lie outside of articles."""

from __future__ import annotations

from dataclasses import dataclass

from statim.design.speech import later
from statim.sponsors.errors import NoSuchSlot


@dataclass(frozen=True, slots=True)
class Slot:
    """`width` and `height` are CSS pixels of the space that is kept free; it shrinks with the
    screen and keeps its shape."""

    name: str
    where: str
    width: int
    height: int


SLOTS: dict[str, Slot] = {
    slot.name: slot
    for slot in (
        Slot("topic", later("under a topic page"), 600, 200),
        Slot("home", later("under the front page"), 600, 200),
        Slot("browse", later("under the lists of topics"), 600, 200),
    )
}


def slot_named(name: str) -> Slot:
    """The slot of this name. Raises NoSuchSlot."""
    try:
        return SLOTS[name]
    except KeyError:
        raise NoSuchSlot(name, tuple(SLOTS)) from None
