"""Search over the 5,475 topics of the demonstration data, or over generated ones: what a reader
waits for.

Usage: python bench/search.py [--data FOLDER] [--generated 300000] [--no-browser]
(a data folder already loaded saves minutes; name the same --generated again, or none)

Prints the time from the third letter's key press to the list on the screen in real Chromium;
suggestions and results as the server makes them, with SQLite FTS5 on the same names and queries
in the same run; the time and the memory to make the index anew; and how soon a published edition
is found. CPU time says what the work itself costs where other work shares the machine.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "src"))

from bench import servers  # noqa: E402 - the path above comes first

TOPICS = ROOT.parent / "shared" / "data" / "medquad_topics.jsonl.gz"
ONTOLOGY = TOPICS.with_name("disease_ontology_2026-07.json.gz")
QUERIES = 500
TIMED = """() => {
  const box = document.querySelector("input[data-suggest]");
  const list = document.getElementById(box.getAttribute("aria-controls"));
  box.addEventListener("keydown", (event) => { window.pressed = event.timeStamp; });
  window.shown = [];
  new MutationObserver(() => {
    if (!list.hidden) requestAnimationFrame(() => setTimeout(() => {
      window.shown.push([box.value, performance.now() - window.pressed]);
    }));
  }).observe(list, { childList: true });
}"""


def main() -> None:
    """Load where needed, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--generated", type=int, default=0)
    parser.add_argument("--no-browser", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.data or Path(temporary)
        os.environ |= {"STATIM_DATA": str(folder), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        if not (folder / "statim.sqlite3").exists():
            loaded(arguments.generated)
        titles = served()
        if not arguments.no_browser:
            seen(folder, titles)


def loaded(generated: int) -> None:
    """Fill the record: generated topics, or those of the demonstration data."""
    if not generated:
        load = ["-m", "statim.cli.main", "demo", "load", str(TOPICS)]
        subprocess.run([sys.executable, *load], check=True, stdout=subprocess.DEVNULL)
        return
    from statim.cli.ready import prepare_database

    prepare_database()
    from bench.generated import fill

    fill(generated, ONTOLOGY)


def served() -> list[str]:
    """Measure without a browser; the titles of all topics."""
    from statim.cli.ready import prepare_database

    prepare_database()
    from statim.editions.queries import online
    from statim.search import index
    from statim.search.queries import find, suggest

    titles = [topic.title for topic in online()]
    indexed(len(titles))
    found_after_publication()
    index.warm()
    gc.collect()
    gc.freeze()  # as a server does when it starts
    some = random.Random(1).sample(titles, QUERIES)
    fts = in_fts5(titles)
    begun, slipped = [title[:3] for title in some], [t[:2] + t[3:] for t in some]
    short = [shortened(title) for title in some]
    print(f"{'':44}{'p50 ms':>9}{'p99 ms':>9}{'CPU p50':>9}{'CPU p99':>9}")
    for said, ask, asked in (
        ("suggestions, three letters", suggest, begun),
        ("FTS5, three letters", fts, begun),
        ("suggestions, first letters of each word", suggest, short),
        ("FTS5, first letters of each word", fts, short),
        ("suggestions, a letter left out", suggest, slipped),
        ("results, a title", find, some),
        ("FTS5, a title", fts, some),
        ("results, a question", find, [f"What are the symptoms of {title}?" for title in some]),
    ):
        show(said, ask, asked)
    return titles


def indexed(topics: int) -> None:
    """Make the index anew; print how long that took, and the most memory the process held."""
    from statim.search import follower

    begun, began = time.perf_counter(), worked_so_far()
    follower.rebuild()
    size = sum(path.stat().st_size for path in follower.folder().rglob("*"))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"index of {topics:,} topics made in {time.perf_counter() - begun:.1f} s "
        f"({worked_so_far() - began:.1f} s of CPU), {size / 1e6:.0f} MB; "
        f"the process held at most {most / 1e3:.0f} MB, files of the index that it read among them"
    )


def worked_so_far() -> float:
    """Seconds of processor time of this process and those beside it that have ended."""
    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def found_after_publication() -> None:
    """Publish, catch up and search, ten times; print how long it takes until it is found."""
    from tests.documents import page, says
    from tests.world import publish

    from statim.editions.document import Section
    from statim.search import follower
    from statim.search.queries import find

    taken, worked = [], []
    for number in range(10):
        word = f"xq{os.getpid()}n{number}"
        fact = Section(heading="", statements=(says("s1", f"A fact on {word}"),))
        publish(page(fact, topic=f"t-{word}", slug=word, title=f"Page {word}"), "2026-01-01")
        begun, began = time.perf_counter(), time.process_time()
        follower.catch_up()
        assert find(word).hits[0].topic.slug == word
        taken.append(time.perf_counter() - begun)
        worked.append(time.process_time() - began)
    middle, most = statistics.median(taken), max(taken)
    print(f"a published edition is found after {middle:.2f} s at the median of ten, {most:.2f} s "
          f"at most ({statistics.median(worked):.2f} and {max(worked):.2f} s of CPU)")  # fmt: skip


def shortened(title: str) -> str:
    """Three letters of each word."""
    return " ".join(word[:3] for word in title.split())


def in_fts5(titles: list[str]) -> Callable[[str], object]:
    """The same names in SQLite's own index: what finds the eight best by prefix."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE names USING fts5(title, prefix='2 3')")
    database.executemany("INSERT INTO names VALUES (?)", [(title,) for title in titles])

    def ask(query: str) -> object:
        words = "".join(c if c.isalnum() else " " for c in query).split() or ["x"]
        asked = " ".join(f'"{word}"*' for word in words)
        return database.execute(
            "SELECT title FROM names WHERE names MATCH ? ORDER BY rank LIMIT 8", (asked,)
        ).fetchall()

    return ask


def show(said: str, ask: Callable[[str], object], queries: list[str]) -> None:
    """Print how long the queries take."""
    taken, worked = [], []
    for query in queries:
        begun, began = time.perf_counter(), time.thread_time()
        ask(query)
        worked.append((time.thread_time() - began) * 1000)
        taken.append((time.perf_counter() - begun) * 1000)
    print(f"{said:44}{middle_and_slowest(taken)}{middle_and_slowest(worked)}")


def middle_and_slowest(taken: list[float]) -> str:
    """The median and the 99th percentile."""
    return f"{statistics.median(taken):9.2f}{sorted(taken)[int(len(taken) * 0.99)]:9.2f}"


def seen(folder: Path, titles: list[str]) -> None:
    """Type three letters in a real browser, many times; from key press to painted list."""
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or "chromium"
    port = servers.free_port()
    words = [title for title in titles if title[:3].isalpha()]
    arguments = ["--no-sandbox", "--disable-background-networking"]
    with servers.statim(port, folder), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page(bypass_csp=True)  # only to ask it whether the list is there
        taken: list[float] = []
        for title in random.Random(2).sample(words, 100):
            page.goto(f"http://127.0.0.1:{port}/search/")
            page.evaluate(TIMED)
            page.keyboard.press("/")
            page.keyboard.type(title[:3].lower(), delay=80)
            page.wait_for_function(f"shown.some(one => one[0] === '{title[:3].lower()}')")
            taken += [ms for typed, ms in page.evaluate("shown") if len(typed) == 3]
        browser.close()
    print(f"{'third letter to painted list, Chromium':44}{middle_and_slowest(taken)}")


if __name__ == "__main__":
    main()
