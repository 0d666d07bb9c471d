"""The specialty tree, from the flat list of shelves in use. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Shelf:
    """A specialty: `own` topics stand on it, `total` on it and under it. `place` is its own among
    its neighbours, 0 for none."""

    address: str
    name: str
    own: int = 0
    total: int = 0
    children: list[Shelf] = field(default_factory=list)
    description: str = ""
    place: int = 0


def tree(rows: Iterable[tuple[str, str, int]]) -> Shelf:
    """The root shelf of all (address, path as read, number of topics); children by name."""
    root = Shelf(address="", name="")
    known = {"": root}
    for address, path, count in rows:
        root.total += count
        if not address:
            root.own += count
            continue
        shelf = root
        for depth, (place, name) in enumerate(_levels(address, path), start=1):
            if place not in known:
                known[place] = Shelf(address=place, name=name)
                shelf.children.append(known[place])
            shelf = known[place]
            shelf.total += count
            if depth == address.count("/") + 1:
                shelf.own += count
    for shelf in known.values():
        shelf.children.sort(key=lambda child: child.name.casefold())
    return root


def arranged(root: Shelf, chosen: Mapping[str, Mapping[str, Any]]) -> Shelf:
    """The tree with names, order and descriptions as the publisher chose them, by address. Those
    without a place follow those that have one, by name."""
    for child in root.children:
        said = chosen.get(child.address, {})
        child.name = said.get("name") or child.name
        child.description = said.get("description", "")
        child.place = int(said.get("order") or 0)
        arranged(child, chosen)
    root.children.sort(key=lambda child: (not child.place, child.place, child.name.casefold()))
    return root


def _levels(address: str, path: str) -> Iterator[tuple[str, str]]:
    """Each level's address and name, broadest first."""
    words, names = address.split("/"), path.split(" / ")
    for depth in range(1, len(words) + 1):
        yield "/".join(words[:depth]), names[depth - 1] if depth <= len(names) else words[depth - 1]


def trail(root: Shelf, address: str) -> list[Shelf] | None:
    """The shelves from the broadest down to the one at this address; None where none is."""
    shelf, found = root, []
    place = ""
    for word in address.split("/"):
        place = f"{place}/{word}".lstrip("/")
        below = next((child for child in shelf.children if child.address == place), None)
        if below is None:
            return None
        found.append(below)
        shelf = below
    return found
