"""The only module that speaks to Tantivy: files of one index, written and asked.

An index has three parts (names, pages, lines), because words are weighed by how common they are
among their like. Each part holds the cursor that it has reached as one of its documents, so text
and cursor are committed together. It knows no database and decides no order of results.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
import tantivy
from tantivy import Occur

from statim.search import documents
from statim.search.documents import SHORT
from statim.search.entries import Short
from statim.search.spelling import one_spelling

VERSION = 6  # raise with every change of what is indexed or how: the index is then made anew
PARTS = ("names", "pages", "lines")
HEAP = 15_000_000  # bytes that the writer of one part may fill before it writes a segment
LARGE = 500_000_000  # the same while an index is made: one segment is asked in less time

Query: TypeAlias = tantivy.Query

STARTED = ("whole_title", "whole_other", "words_title", "words_other")
MOST_STEMS = 200_000  # words whose stems are remembered
_CURSOR = "cursor"
_stems = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    .filter(tantivy.Filter.stemmer("english"))
    .build()
)


class Unusable(Exception):
    """The index is missing, damaged, or made by another version."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word's stem (Snowball English). Words come back: their stems are kept."""
    return str(_stems.analyze(word)[0])


class _Stems(dict[str, str]):
    """Each folded word's stem, in one spelling: found once, as a look into a dictionary is all
    that indexing has time for."""

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_STEMS:
            self.clear()
        self[word] = found = stem(one_spelling(word))
        return found


stem_of = _Stems().__getitem__


def stems(words: Sequence[str]) -> list[str]:
    """Each word's stem, in order."""
    return [*map(stem, words)]


def _schema() -> tantivy.Schema:
    build = tantivy.SchemaBuilder()
    build.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    build.add_text_field("key", tokenizer_name="raw", index_option="basic")
    build.add_bytes_field("kept", stored=True)
    build.add_float_field("weight", fast=True)
    for field in ("whole_title", "whole_other", "short", "said", "shelf", "code", "cites", "has"):
        build.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in STARTED:
        cut = "raw" if field.startswith("whole") else "whitespace"
        build.add_text_field(f"{field}_starts", tokenizer_name=cut, index_option="basic")
    for field in ("words_title", "words_other", "people", "reviewers", "shelf_words"):
        build.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
    for field in ("names", "titles", "synonyms", "headings", "text"):
        build.add_text_field(field, tokenizer_name="whitespace")
    build.add_integer_field("reviewed", indexed=True, fast=True)
    build.add_integer_field("page", fast=True)
    return build.build()


SCHEMA = _schema()


@contextmanager
def guarded() -> Iterator[None]:
    """Whatever goes wrong inside Tantivy, its panics too, is `Unusable`: it can be remade."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, Unusable):
        raise
    except BaseException as error:
        why = f"{type(error).__name__}: {error}"
        raise Unusable(f"the search index cannot be used: {why}") from error


def term(field: str, value: str) -> Query:
    """Documents whose field holds exactly this term."""
    return Query.term_query(SCHEMA, field, value)


def begins(field: str, start: str) -> Query:
    """Documents whose field holds a term that begins so."""
    if field in STARTED and len(start) <= SHORT:
        return term(f"{field}_starts", start)
    return Query.fuzzy_term_query(SCHEMA, field, start, distance=0, prefix=True)


def resembles(field: str, word: str, *, distance: int, prefix: bool) -> Query:
    """Documents whose field holds a term at most so many slips away; swapped letters are one."""
    return Query.fuzzy_term_query(SCHEMA, field, word, distance=distance, prefix=prefix)


def phrase(field: str, words: Sequence[str]) -> Query:
    """Documents whose field holds the words in this order, side by side."""
    return (
        term(field, words[0]) if len(words) == 1 else Query.phrase_query(SCHEMA, field, list(words))
    )


def score(query: Query, points: float) -> Query:
    """The same documents, each for so many points."""
    return Query.const_score_query(query, points)


def boost(query: Query, times: float) -> Query:
    """The same documents for so many times the points."""
    return Query.boost_query(query, times)


def every(*queries: Query) -> Query:
    """What all of them find."""
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def some(*queries: Query) -> Query:
    """What any of them finds, for the sum of their points."""
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def favouring(query: Query, favoured: Sequence[Query]) -> Query:
    """What the first finds; more points for what the others find too."""
    return Query.boolean_query([(Occur.Must, query), *((Occur.Should, f) for f in favoured)])


def best(queries: Sequence[Query], share: float = 0.0) -> Query:
    """What any of them finds, for the points of the best, and a share of the others'."""
    return Query.disjunction_max_query(list(queries), share)


def between(field: str, least: int, most: int) -> Query:
    """Documents whose number is one of these, both ends included; none where they cross."""
    if least > most:
        return Query.empty_query()
    return Query.range_query(
        SCHEMA, field, tantivy.FieldType.Integer, lower_bound=least, upper_bound=most
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What a part found, best first: the kept JSON of each hit, read only as it is asked for,
    and how many there are in all, where counted. Reading raises Unusable."""

    part: Part
    places: list[tantivy.DocAddress]
    total: int

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return map(self.part.read, self.places)

    @property
    def kept(self) -> list[dict[str, Any]]:
        """Of every hit."""
        return list(self)

    def firsts(self, most: int) -> dict[int, list[dict[str, Any]]]:
        """Of the best few hits of each page, by the number of its topic (`number_of`)."""
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for page, place in zip(self.part.pages_of(self.places), self.places, strict=True):
            if len(some := found[page]) < most:
                some.append(self.part.read(place))
        return found


class Part:
    """One part of the index, open for asking."""

    def __init__(self, folder: Path) -> None:
        """Open it. Raises Unusable."""
        with guarded():
            self._index = tantivy.Index.open(str(folder))
            self._index.config_reader("manual")
            self._index.reload()
            self._searcher = self._index.searcher()
        # only names differ in weight; to read it for every hit costs the others time for nothing
        self._weight = "weight" if folder.name == "names" else None
        self.cursor = self._cursor()

    def _cursor(self) -> dict[str, Any]:
        found = self.ask(term("kind", _CURSOR), 1).kept
        if not found or found[0].get("version") != VERSION:
            raise Unusable("the search index was made by another version, or not to its end")
        return found[0]

    def ask(self, query: Query, limit: int, *, count: bool = False) -> Found:
        """The best hits. Raises Unusable."""
        with guarded():
            found = self._searcher.search(
                query, limit=limit, count=count, weight_by_field=self._weight
            )
        places = [place for _, place in found.hits]
        return Found(self, places, getattr(found, "count", 0) or 0)

    def held_by(self, field: str, word: str) -> int:
        """How many documents hold the word. Raises Unusable."""
        with guarded():
            return int(self._searcher.doc_freq(field, word))

    def read(self, place: tantivy.DocAddress) -> dict[str, Any]:
        """What is kept of a hit. Raises Unusable."""
        with guarded():
            said = self._searcher.doc(place).get_first("kept")
            return dict(msgspec.json.decode(bytes(said or b"{}")))

    def pages_of(self, places: list[tantivy.DocAddress]) -> list[int]:
        """The number of each hit's topic. Raises Unusable."""
        with guarded():
            return [int(page or 0) for page in self._searcher.fast_field_values("page", places)]


class Writer:
    """The three parts of an index, open for writing. One at a time: the follower holds a lock."""

    def __init__(self, folder: Path, *, large: bool = False) -> None:
        """Open, or make, the parts in the folder. Raises Unusable."""
        with guarded():
            self._indexes = {name: _made(folder / name) for name in PARTS}
            self._writers = {
                name: index.writer(heap_size=LARGE if large else HEAP, num_threads=1)
                for name, index in self._indexes.items()
            }
            for writer in self._writers.values():
                # A writer that was killed leaves files of a commit that never was. Tantivy names
                # the list of a segment's deletions by a number that the next writer counts up to
                # again, and refuses a name that is taken: so they go first.
                writer.garbage_collect_files()

    def put(
        self,
        given: Iterable[Mapping[str, Iterable[str]]],
        cursor: dict[str, Any],
        shorts: Sequence[Short] = (),
        *,
        forget: Iterable[str],
    ) -> None:
        """Forget these topics, take what is given (part to its documents, as JSON), and stand
        at the cursor; then commit. Each abbreviation takes the place of what was known of it."""
        said = documents.of_cursor(_CURSOR, {**cursor, "version": VERSION})
        with guarded():
            for topic in forget:
                for writer in self._writers.values():
                    writer.delete_documents_by_term("key", topic)
            for writer in self._writers.values():
                writer.delete_documents_by_term("kind", _CURSOR)
                writer.add_json(said)
        for made in given:  # read from the database meanwhile: its errors are its own
            with guarded():
                for name, some in made.items():
                    for document in some:
                        self._writers[name].add_json(document)
        with guarded():
            for short in shorts:
                self._writers["names"].delete_documents_by_term("short", short.folded)
                if short.meanings:
                    meant = documents.of_short(short.folded, short.meanings)
                    self._writers["names"].add_json(meant)
            # pages and lines first: whoever finds the new name finds its text too
            for name in reversed(PARTS):
                self._writers[name].commit()

    def close(self) -> None:
        """Wait for what is being merged, and let go of the files."""
        with guarded():
            for writer in self._writers.values():
                writer.wait_merging_threads()


def _made(folder: Path) -> tantivy.Index:
    folder.mkdir(parents=True, exist_ok=True)
    return tantivy.Index(SCHEMA, path=str(folder), reuse=True)
