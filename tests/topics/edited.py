"""Random trees of statements, and random edits of them that remember what they did."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from statim.editions.document import Section, Statement

_SYLLABLES = re.findall(
    r"\w+", "ka lo mi ren tu sal pro vex dor nim bu fer gal hyp ost cal zin ora pel qui"
)
_COMMON = re.findall(
    r"\w+", "the of in and with for to by after during is are may patients treatment dose"
)


def vocabulary(chance: random.Random, size: int = 500) -> list[str]:
    """Made-up words, each unlike the others."""
    words = {"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(size)}
    return sorted(words)


def sentence(chance: random.Random, words: list[str]) -> str:
    """Seven to sixteen words, a third of them common, now and then a dose."""
    said = [
        chance.choice(_COMMON) if chance.random() < 0.33 else chance.choice(words)
        for _ in range(chance.randint(7, 16))
    ]
    if chance.random() < 0.3:
        said.insert(chance.randrange(len(said)), f"{chance.randint(1, 500)} mg")
    return " ".join(said)


@dataclass
class Node:
    """A statement that can be edited. `was` is the id that it must have afterwards; "" where
    it must have a new one, None where either is right."""

    text: str
    was: str | None
    children: list[Node] = field(default_factory=list)


@dataclass
class Outline:
    """A topic being edited: sections of nodes, and the texts that were taken out."""

    sections: list[tuple[str, list[Node]]]
    deleted: dict[str, str] = field(default_factory=dict)

    def rows(self) -> list[tuple[list[Node], int]]:
        """Every node as (the row that it stands in, its place there)."""
        found: list[tuple[list[Node], int]] = []

        def add(row: list[Node]) -> None:
            for place, node in enumerate(row):
                found.append((row, place))
                add(node.children)

        for _, row in self.sections:
            add(row)
        return found

    def nodes(self) -> list[Node]:
        return [row[place] for row, place in self.rows()]


def outline(chance: random.Random, words: list[str], statements: int) -> Outline:
    """A tree of that many statements, each with an id, in sections."""
    sections: list[tuple[str, list[Node]]] = [("", [])]
    paths: list[Node] = []
    for number in range(statements):
        node = Node(sentence(chance, words), f"s{number}")
        if number and chance.random() < 0.08:
            sections.append((f"Section {number}", []))
            paths = []
        del paths[chance.randint(0, len(paths)) :]
        (paths[-1].children if paths and len(paths) < 5 else sections[-1][1]).append(node)
        paths.append(node)
    return Outline(sections)


def built(said: Outline, *, with_ids: bool) -> tuple[Section, ...]:
    """The outline as sections; without ids, as a paste has them."""

    def statement(node: Node) -> Statement:
        return Statement(
            id=node.was or "" if with_ids else "",
            text=node.text,
            html=node.text,
            children=tuple(statement(child) for child in node.children),
        )

    return tuple(
        Section(heading=heading, statements=tuple(statement(node) for node in row))
        for heading, row in said.sections
    )


class Edits:
    """The ways in which an author changes an outline."""

    def __init__(self, chance: random.Random, words: list[str]) -> None:
        self.chance, self.words = chance, words
        self.touched: set[int] = set()

    def _one(self, said: Outline, least_words: int = 0) -> tuple[list[Node], int] | None:
        fit = [
            (row, place)
            for row, place in said.rows()
            if row[place].was
            and id(row[place]) not in self.touched
            and len(row[place].text.split()) >= least_words
        ]
        if not fit:
            return None
        row, place = self.chance.choice(fit)
        self.touched.add(id(row[place]))
        return row, place

    def reorder(self, said: Outline) -> None:
        """Shuffle one row."""
        rows = [row for _, row in said.sections]
        rows += [node.children for node in said.nodes() if node.children]
        self.chance.shuffle(self.chance.choice(rows))

    def move(self, said: Outline) -> None:
        """Put a statement with all under it somewhere else."""
        if not (found := self._one(said)):
            return
        row, place = found
        node = row.pop(place)
        rows = [r for _, r in said.sections] + [other.children for other in said.nodes()]
        target = self.chance.choice(rows)
        target.insert(self.chance.randint(0, len(target)), node)

    def insert(self, said: Outline) -> None:
        """Write something new."""
        rows = [r for _, r in said.sections] + [other.children for other in said.nodes()]
        target = self.chance.choice(rows)
        node = Node(sentence(self.chance, self.words), "")
        target.insert(self.chance.randint(0, len(target)), node)

    def delete(self, said: Outline) -> None:
        """Take one out; what stood under it moves up."""
        if not (found := self._one(said)):
            return
        row, place = found
        node = row.pop(place)
        row[place:place] = node.children
        said.deleted[node.was or ""] = node.text

    def reword(self, said: Outline) -> None:
        """Change up to a fifth of the words, or put in a "not", or change a number."""
        if not (found := self._one(said, least_words=7)):
            return
        node = found[0][found[1]]
        said_words = node.text.split()
        for _ in range(self.chance.randint(1, max(1, len(said_words) // 5))):
            place = self.chance.randrange(len(said_words))
            choice = self.chance.choice(("not", f"{self.chance.randint(1, 999)}", ""))
            said_words[place] = choice or self.chance.choice(self.words)
        node.text = " ".join(said_words)

    def split(self, said: Outline) -> None:
        """Cut one in two unequal parts; the longer keeps the id."""
        if not (found := self._one(said, least_words=10)):
            return
        row, place = found
        node = row[place]
        said_words = node.text.split()
        cut = self.chance.choice((len(said_words) // 3, len(said_words) - len(said_words) // 3))
        first, second = " ".join(said_words[:cut]), " ".join(said_words[cut:])
        longer_first = cut > len(said_words) - cut
        rest = Node(second, "" if longer_first else node.was)
        node.text, node.was = first, node.was if longer_first else ""
        self.touched |= {id(rest)}
        row.insert(place + 1, rest)

    def merge(self, said: Outline) -> None:
        """Make one of two neighbours; the id of the longer stays."""
        pairs = [
            (row, place)
            for row, place in said.rows()
            if place + 1 < len(row)
            and row[place].was and row[place + 1].was
            and not {id(row[place]), id(row[place + 1])} & self.touched
            and abs(len(row[place].text.split()) - len(row[place + 1].text.split())) >= 3
        ]  # fmt: skip
        if not pairs:
            return
        row, place = self.chance.choice(pairs)
        one, other = row[place], row.pop(place + 1)
        self.touched |= {id(one), id(other)}
        longer_first = len(one.text.split()) > len(other.text.split())
        gone = other if longer_first else one
        said.deleted[gone.was or ""] = gone.text
        one.was = one.was if longer_first else other.was
        one.text = f"{one.text} {other.text}"
        one.children += other.children

    def any(self, said: Outline) -> str:
        """One edit of any kind; its name."""
        kind = self.chance.choice(
            ("reorder", "move", "insert", "delete", "reword", "split", "merge")
        )
        getattr(self, kind)(said)
        return kind
