"""Whether the right topic comes first: one table, and its numbers into the design note.

Usage: python bench/relevance.py [--data FOLDER] [--write]

Needs the shared data. FOLDER is a data folder that holds MedQuAD's topics (`statim demo load`);
without one they are loaded first. `--write` puts the table into docs/design/search.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "src"))

DATA = ROOT.parent / "shared" / "data"
NOTE = ROOT / "docs" / "design" / "search.md"
BEGIN, END = "<!-- bench/relevance.py -->\n", "<!-- end -->\n"
DRAWN = 400  # of each kind of known item, from each half
QUESTIONS = (
    "What is {}?", "What are the symptoms of {}?", "What causes {}?", "Is {} inherited?",
    "What are the treatments for {}?", "How to diagnose {}?", "How many people are affected by {}?",
)  # fmt: skip
NOTES = """\
Even-numbered queries (SciFact) and topics (the others) were tuned on, odd-numbered ones are
reported beside them. *SciFact*: 5,183 abstracts as pages, the title as name and the abstract as
one statement, indexed by `search.engine` and ranked by `search.ranking.ranked`; 300 claims,
nDCG@10 with the linear gain of BEIR; the claims go through every word first, and some of the
words where no abstract holds all. *The rest*: the 5,475 topics of MedQuAD as a site has them,
asked by `search.queries` as the pages are; titles that differ in case or signs alone count as
one. Synonyms are those of the Human Disease Ontology that its own command (`statim search
synonyms load`) matched to a topic, as MedQuAD's file has none, and that lead to one topic only.
A slip is a letter left out, doubled, changed or swapped with the next, drawn with a fixed seed.
The questions are MedQuAD's forms ("What are the symptoms of …?") about a topic's title; the
words by which an aspect is known were chosen with these forms in view, so that row shows the
rule, not how other questions fare. *With meaning*: the vectors of title and abstract through the
same file, signs and fusing as a site's; constant, depth and floor of the fusing were tuned on the
even-numbered claims. MedQuAD's row has a vector of the first statement of every topic, as those
of all 197,000 take an hour."""

Asked = list[tuple[str, str]]


def main() -> None:
    """Load where needed, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        prepare(folder, arguments.data)
        rows = [*known_items(), *scifact(folder), *meaning(folder)]
    table = "\n".join(
        ["| asked | measure | tuned half | other half | goal |", "|---|---|---|---|---|", *rows]
    )
    print(f"{table}\n\n{NOTES}")
    if arguments.write:
        said = NOTE.read_text(encoding="utf-8")
        before, after = said.split(BEGIN)[0], said.split(END)[1]
        NOTE.write_text(f"{before}{BEGIN}{table}\n\n{NOTES}\n{END}{after}", encoding="utf-8")


def prepare(folder: Path, given: Path | None) -> None:
    """The topics and the ontology's synonyms in a data folder of our own."""
    os.environ |= {"STATIM_DATA": str(folder), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    if given:
        shutil.copytree(given, folder, dirs_exist_ok=True)
    else:
        command("demo", "load", str(DATA / "medquad_topics.jsonl.gz"))
    command("search", "synonyms", "load", str(DATA / "disease_ontology_2026-07.json.gz"))
    from statim.cli.ready import prepare_database

    prepare_database()
    from statim.search import follower

    follower.catch_up()


def command(*words: str) -> None:
    """Run `statim` with these words."""
    run = [sys.executable, "-m", "statim.cli.main", *words]
    subprocess.run(run, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def known_items() -> Iterator[str]:
    """One row of the table for each way to name a topic."""
    from statim.search.queries import find, suggest
    from statim.search.words import words_of

    topics, halves = drawn_from()

    def titles(query: str, most: int) -> list[str]:
        return [key(one.topic.title) for one in suggest(query, limit=most)]

    def pages(query: str, most: int) -> list[str]:
        return [key(hit.topic.title) for hit in find(query, limit=most, lines=0).hits]

    yield row("exact synonym, only one topic's", 1, "97 %", synonyms_of(topics), titles)
    slips = [[(slip(t, random.Random(t)), t) for t in drawn(half)] for half in halves]
    yield row("title with one slip", 3, "97 %", slips, titles)
    short = [[(" ".join(w[:3] for w in words_of(t)), t) for t in drawn(half)] for half in halves]
    yield row("first three letters of each word", 5, "90 %", short, titles)
    yield row("MedQuAD's questions", 1, "90 %", questions(), pages)


def drawn_from() -> tuple[list[tuple[str, str]], list[list[str]]]:
    """(id, title) of every topic, and the titles in two halves."""
    from statim.editions.queries import online

    topics = sorted((topic.topic, topic.title) for topic in online())
    return topics, [[title for _, title in topics[h::2] if len(title) > 4] for h in (0, 1)]


def questions() -> list[Asked]:
    """(question, title) of both halves, in MedQuAD's forms."""
    return [
        [(QUESTIONS[n % len(QUESTIONS)].format(t), t) for n, t in enumerate(drawn(half))]
        for half in drawn_from()[1]
    ]


def synonyms_of(topics: list[tuple[str, str]]) -> list[Asked]:
    """(synonym, title) of every synonym that leads to one topic only, in two halves."""
    from statim.search.queries import synonyms

    kept = synonyms(limit=1_000_000)[0]
    count = Counter(key(one.words) for one in kept)
    taken = {key(title) for _, title in topics}
    place = {topic: n for n, (topic, _) in enumerate(topics)}
    halves: list[Asked] = [[], []]
    for one in kept:
        if count[key(one.words)] == 1 and key(one.words) not in taken and one.topic in place:
            halves[place[one.topic] % 2].append((one.words, topics[place[one.topic]][1]))
    return halves


def row(
    said: str, most: int, goal: str, halves: list[Asked], find: Callable[[str, int], list[str]]
) -> str:
    """A line of the table: the share of each half whose title is among the first `most`."""
    shares = []
    for half in halves:
        found = sum(key(title) in find(query, most) for query, title in half)
        shares.append(f"{found / len(half):.1%} of {len(half):,}".replace("%", " %"))
    return f"| {said} | among the first {most} | {shares[0]} | {shares[1]} | {goal} |"


def key(name: str) -> str:
    """Names that differ in case or signs alone are one answer."""
    from statim.search.words import words_of

    return " ".join(words_of(name))


def drawn(titles: list[str]) -> list[str]:
    """Some of the titles, always the same."""
    return random.Random(5).sample(sorted(set(titles)), DRAWN)


def slip(title: str, dice: random.Random) -> str:
    """The title with one letter left out, doubled, changed, or swapped with the next."""
    place = dice.choice([n for n in range(len(title) - 1) if title[n : n + 2].isalpha()])
    before, letter, after = title[:place], title[place], title[place + 1 :]
    other = dice.choice("abcdefghijklmnopqrstuvwxyz".replace(letter.lower(), ""))
    return dice.choice(
        [
            before + after,
            before + letter + letter + after,
            before + other + after,
            before + after[0] + letter + after[1:],
        ]
    )


def scifact(folder: Path) -> Iterator[str]:
    """nDCG@10 of both halves with the weights in use, and what others give on the tuned half."""
    from statim.search import ranking

    pages = abstracts(folder / "scifact")
    claims, judged = judgements()

    def score(half: int) -> float:
        some = claims[half::2]
        return sum(ndcg(ranked(pages, text), judged[number]) for number, text in some) / len(some)

    in_use = ranking.NAMES_OF_SOME, ranking.PAIR
    for names in (0.3, 0.5, 0.7):
        tried = []
        for pair in (0.0, 0.2, 0.35, 0.5):
            ranking.NAMES_OF_SOME, ranking.PAIR = names, pair
            tried.append(f"pairs {pair}: {score(0):.3f}")
        print(f"SciFact, tuned half, names {names}: {', '.join(tried)}", flush=True)
    ranking.NAMES_OF_SOME, ranking.PAIR = in_use
    yield f"| SciFact's claims, words alone | nDCG@10 | {score(0):.3f} | {score(1):.3f} | 0.685 |"


def meaning(folder: Path) -> Iterator[str]:
    """The rows with meaning: SciFact's claims, and MedQuAD's questions as a site answers them."""
    from django.conf import settings

    from bench.remembered import Remembered
    from statim.search import follower
    from statim.search.engine import Part
    from statim.search.narrowing import Filters
    from statim.search.queries import find
    from statim.search.sense import near, passages

    model: Any = Remembered(ROOT / "build" / "relevance")
    known = abstracts_meant(folder / "scifact.sqlite3", model)
    pages = Part(folder / "scifact" / "pages")
    claims, judged = judgements()
    for flattens in (5, 10, 20, 60):
        print(f"SciFact, tuned half, constant {flattens}: ", end="")
        print(f"{fused_score(pages, known, model, claims[::2], judged, flattens):.3f}", flush=True)
    both = [fused_score(pages, known, model, claims[h::2], judged) for h in (0, 1)]
    model.save()
    yield f"| SciFact's claims, with meaning | nDCG@10 | {both[0]:.3f} | {both[1]:.3f} | 0.715 |"
    whole = passages.passages_of
    passages.passages_of = lambda document: whole(document)[:1]
    settings.STATIM_SEMANTIC = {"on": True, "model": ""}
    near.sense()._model = model
    near.sense().catch_up()
    model.save()
    follower.catch_up()

    def found(query: str, most: int) -> list[str]:
        return [
            key(h.topic.title) for h in find(query, limit=most, lines=0, filters=Filters()).hits
        ]

    yield row("MedQuAD's questions, with meaning", 1, "90 %", questions(), found)
    model.save()


def abstracts_meant(path: Path, model: Any) -> Any:
    """SciFact's abstracts as a file of vectors, open for asking."""
    from statim.editions.following import Mark
    from statim.search.sense import codes, store
    from statim.search.sense.asking import Known
    from statim.search.sense.store import Kept, Store

    with gzip.open(DATA / "scifact" / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        both = [
            (one["_id"], f"{one['title']}. {one['text']}"[:2000]) for one in map(json.loads, lines)
        ]
    rows = codes.eighths(model.vectors([text for _, text in both]))
    store.make(path, made_by=model.name, size=model.size)
    made = [
        Kept(name, "", ["x"], [bytes(store.DIGEST)], rows[n : n + 1])
        for n, (name, _) in enumerate(both)
    ]
    Store(path, wait=1).put([], made, Mark())
    return Known(path, model.name)


def fused_score(
    pages: Any, known: Any, model: Any, claims: Asked, judged: dict[str, dict[str, int]],
    flattens: int = 0,
) -> float:  # fmt: skip
    """nDCG@10 of the claims as `finding.find` joins words and meaning."""
    from statim.search import fusing
    from statim.search.sense.near import DEPTH

    kept, fusing.FLATTENS = fusing.FLATTENS, flattens or fusing.FLATTENS
    points = 0.0
    for number, text in claims:
        words = by_words(pages, text, DEPTH)
        close = [one.topic for one in known.close_to(model.vectors([text]), DEPTH)]
        joined = fusing.pages(words.kept, close, whole=words.whole)
        points += ndcg([one["topic"] for one in joined], judged[number])
    fusing.FLATTENS = kept
    return points / len(claims)


def abstracts(folder: Path) -> Any:
    """SciFact's abstracts as pages of an index."""
    from statim.editions.document import TopicIdentity
    from statim.search.engine import Part, Writer
    from statim.search.entries import Entry, Line, names_of
    from statim.search.preparing import documents_of
    from statim.search.words import words_of

    entries = []
    with gzip.open(DATA / "scifact" / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for one in map(json.loads, lines):
            topic = TopicIdentity(id=one["_id"], slug="", title=one["title"])
            line = Line("x", one["text"], [], [], [], words_of(one["text"]))
            entries.append(
                Entry(one["_id"], "", list(names_of(topic)), [line], [], reviewed=0, headings=[])
            )
    writer = Writer(folder)
    writer.put(map(documents_of, entries), {}, forget=[])
    writer.close()
    return Part(folder / "pages")


def judgements() -> tuple[list[tuple[str, str]], dict[str, dict[str, int]]]:
    """(number, text) of each claim that is judged, in order of number; claim to judged pages."""
    judged: dict[str, dict[str, int]] = {}
    for line in (DATA / "scifact" / "qrels.tsv").read_text().splitlines()[1:]:
        query, page, points = line.split("\t")
        judged.setdefault(query, {})[page] = int(points)
    lines = map(json.loads, (DATA / "scifact" / "queries.jsonl").read_text().splitlines())
    claims = sorted((int(one["_id"]), one["text"]) for one in lines if one["_id"] in judged)
    return [(str(number), text) for number, text in claims], judged


def ranked(pages: Any, text: str) -> list[str]:
    """The ten best abstracts for a claim, as results are ranked."""
    return [kept["topic"] for kept in by_words(pages, text, 10).kept]


def by_words(pages: Any, text: str, most: int) -> Any:
    """The best abstracts by words alone."""
    from statim.search import asked, ranking
    from statim.search.engine import stems
    from statim.search.narrowing import Filters

    question = asked.read(text)
    return ranking.ranked(pages, question, stems(question.terms), Filters(), most)


def ndcg(found: list[str], judged: dict[str, int]) -> float:
    """Normalised discounted cumulative gain at ten (Järvelin and Kekäläinen 2002), linear gain."""
    gain = sum(judged.get(page, 0) / math.log2(n + 2) for n, page in enumerate(found[:10]))
    best = sorted(judged.values(), reverse=True)[:10]
    return gain / sum(points / math.log2(n + 2) for n, points in enumerate(best))


if __name__ == "__main__":
    main()
