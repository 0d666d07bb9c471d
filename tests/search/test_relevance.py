"""The right topic first: over 5,475 titles of health topics (MedQuAD) and 12,246 diseases with
their 16,335 synonyms (Human Disease Ontology), by title, synonym, beginnings and slips."""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from statim.editions.document import TopicIdentity
from statim.search.engine import Part, Writer
from statim.search.entries import Entry, names_of
from statim.search.preparing import documents_of
from statim.search.suggesting import by_likeness, by_name
from statim.search.words import words_of
from statim.topics.reading.medquad import read_medquad

ASKED = 400  # of each kind, drawn with a fixed seed


@dataclass(frozen=True)
class Names:
    """Titles with their synonyms, and the part of an index that holds them."""

    titles: list[str]
    synonyms: list[tuple[str, str]]
    part: Part

    def found(self, query: str, most: int) -> list[str]:
        """The titles (folded) of the first topics that a query finds, as suggestions would."""
        typed = words_of(query)
        kept = self.part.ask(by_name(typed), 64).kept or by_likeness(self.part, typed)
        places = list(dict.fromkeys(int(one["topic"]) for one in kept))
        return [key(self.titles[place]) for place in places[:most]]


def key(name: str) -> str:
    """Names that differ in case or signs alone are one answer: the data holds many such pairs."""
    return " ".join(words_of(name))


def held(topics: Iterable[tuple[str, tuple[str, ...]]], folder: Path) -> Names:
    """(title, synonyms) of each topic, indexed."""
    identities = [
        TopicIdentity(id=str(place), slug="", title=title, synonyms=synonyms)
        for place, (title, synonyms) in enumerate(topics)
    ]
    entries = [
        Entry(
            topic=one.id, hash="", names=list(names_of(one)), lines=[], shelves=[], reviewed=0,
            headings=[],
        )
        for one in identities
    ]  # fmt: skip
    writer = Writer(folder)
    writer.put(map(documents_of, entries), {}, forget=[])
    writer.close()
    return Names(
        titles=[one.title for one in identities],
        synonyms=[(synonym, one.title) for one in identities for synonym in one.synonyms],
        part=Part(folder / "names"),
    )


@pytest.fixture(scope="module")
def names(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Names:
    """Every title of the shared health topics; the file gives no synonyms."""
    topics = read_medquad(shared_data / "medquad_topics.jsonl.gz")
    return held(((topic.title, ()) for topic in topics), tmp_path_factory.mktemp("topics"))


@pytest.fixture(scope="module")
def diseases(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Names:
    """Every disease of the ontology with its synonyms."""
    with gzip.open(shared_data / "disease_ontology_2026-07.json.gz", "rt") as file:
        terms = json.load(file)
    topics = ((term["label"], tuple(term["synonyms"])) for term in terms)
    return held(topics, tmp_path_factory.mktemp("diseases"))


def rate(asked: list[tuple[str, str]], most: int, find: Callable[[str, int], list[str]]) -> float:
    """The share of (query, title) whose title is among the first `most`."""
    missed = [one for one in asked if key(one[1]) not in find(one[0], most)]
    return 1 - len(missed) / len(asked)


def drawn(titles: list[str]) -> list[str]:
    """Some titles of at least five letters, always the same."""
    some = sorted({title for title in titles if len(title) > 4})
    return random.Random(5).sample(some, ASKED)


def test_an_exact_title_comes_first(names: Names) -> None:
    asked = [(title, title) for title in drawn(names.titles)]
    assert rate(asked, 1, names.found) >= 0.99


def test_a_synonym_that_only_one_disease_has_comes_first(diseases: Names) -> None:
    count = Counter(key(name) for name, _ in diseases.synonyms)
    taken = {key(title) for title in diseases.titles}
    unique = [
        (name, title)
        for name, title in diseases.synonyms
        if key(name) and count[key(name)] == 1 and key(name) not in taken
    ]
    assert len(unique) > 10_000
    assert rate(random.Random(5).sample(unique, ASKED), 1, diseases.found) >= 0.99


def test_three_letters_of_each_word_are_enough(names: Names) -> None:
    asked = [
        (" ".join(word[:3] for word in words_of(title)), title) for title in drawn(names.titles)
    ]
    assert rate(asked, 5, names.found) >= 0.9


def test_one_slip_still_finds_the_title(names: Names) -> None:
    asked = [(slip(title, random.Random(title)), title) for title in drawn(names.titles)]
    assert rate(asked, 3, names.found) >= 0.97


def slip(title: str, dice: random.Random) -> str:
    """The title with one letter left out, doubled, changed, or swapped with the next."""
    place = dice.choice([n for n in range(len(title) - 1) if title[n : n + 2].isalpha()])
    before, letter, after = title[:place], title[place], title[place + 1 :]
    return dice.choice(
        [
            before + after,
            before + letter + letter + after,
            before + dice.choice("abcdefghijklmnopqrstuvwxyz".replace(letter.lower(), "")) + after,
            before + after[0] + letter + after[1:],
        ]
    )
