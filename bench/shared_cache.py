"""Whether a shared cache ever hands one reader what was made for another.

Real `statim run`, real nginx before it with an eager cache. Two people who are signed in, with
notes and a diary, and four visitors with different counts read mixed pages with odd headers; every
answer is compared, byte by byte, with what the site itself says to that reader. With --deaf nginx
ignores what it is told about keeping: then the same comparison must find faults, or it proves
nothing.

Usage: python bench/shared_cache.py [--requests 100000] [--threads 8] [--seed 1] [--deaf]
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench import servers, visitors  # noqa: E402 - the path above comes first
from bench.visitors import Answer, Line, Reader  # noqa: E402 - the path above comes first

OPENED = ("ketamine-in-depression", "ketamine-and-ect", "reading-a-page", "finding-a-page",
          "writing-a-topic")  # fmt: skip
UNREAD = ("ketamine-mode-of-action", "ketamine-adverse-effects")
FREE = "a-page-for-emergencies"
EMERGENCY = f"---\ntitle: A page for emergencies\nslug: {FREE}\nemergency: true\n---\n\n- Call.\n"
KETAMINE = "/topics/ketamine-in-depression"
NOTES = 3  # of each reader who is signed in
PAGES: tuple[tuple[str, str], ...] = (  # address, and what the reader's program accepts
    *((f"/topics/{slug}/", "text/html") for slug in (*OPENED, *UNREAD, FREE)),
    *((f"{KETAMINE}{rest}", "text/html") for rest in
      ("/?as_of=2099-01-01", "/editions/", "/editions/1/", "/editions/1/changes/", ".json")),
    (f"/topics/{UNREAD[0]}.json", "application/json"),
    *((path, "text/html") for path in
      ("/", "/?from=a", "/browse/", "/changes/", "/search/?q=ketamine", "/account/",
       "/account/sign-in/", "/about/privacy/", "/changes/feed/", "/topics/never-was/",
      "/account/notes/", "/account/notes/?q=clinic", "/account/notes/export.csv",
      "/account/reading/", "/account/cpd/", "/account/cpd/export/?format=csv",
      "/account/particulars/")),
    ("/search/?q=ketamine", "application/json"),
)  # fmt: skip
ODD: tuple[tuple[str, str], ...] = (
    ("Accept-Encoding", "gzip"), ("Accept-Encoding", "identity"), ("Accept-Encoding", "br, gzip"),
    ("accept-encoding", "GZIP"), ("Accept-Encoding", "*"), ("Authorization", "Basic cmVhOnJlYQ=="),
    ("Authorization", "Bearer x"), ("Vary", "*"), ("Vary", "Cookie"), ("Cache-Control", "no-cache"),
    ("Cache-Control", "max-stale=99999"), ("Cache-Control", "only-if-cached"),
    ("Pragma", "no-cache"), ("X-Forwarded-For", "10.0.0.1"), ("X-Forwarded-Host", "evil.example"),
    ("X-Original-URL", "/account/"), ("X-HTTP-Method-Override", "POST"), ("Accept-Language", "de"),
    ("If-Modified-Since", "Thu, 01 Jan 2099 00:00:00 GMT"), ("Range", "bytes=0-99"),
    ("User-Agent", "Googlebot/2.1"), ("DNT", "1"), ("Expect", ""), ("X-Cache", "HIT"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leak:
    """An answer that was not this reader's own."""

    reader: str
    page: str
    what: str


@dataclass(slots=True)
class Tally:
    """What was asked, how it was answered, and what was wrong."""

    answers: Counter[str] = field(default_factory=Counter)
    leaks: list[Leak] = field(default_factory=list)
    seen: dict[bytes, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, slots=True)
class Stage:
    """The readers, and what the site itself answers to each on each page."""

    site: int
    readers: tuple[Reader, ...]
    own: dict[tuple[str, tuple[str, str]], Answer]

    def etags(self, page: tuple[str, str]) -> list[str]:
        """What any reader's browser may hold of this page."""
        held = {self.own[reader.name, page].header("ETag") for reader in self.readers}
        return sorted(held - {""})


@contextlib.contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    """A site with the sample library and an emergency topic, and its readers."""
    environment = {**os.environ, "STATIM_DATA": str(folder), "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    statim = [sys.executable, "-m", "statim.cli.main"]
    page = folder / f"{FREE}.md"
    page.write_text(EMERGENCY)
    bring = [*statim, "topics", "import", str(ROOT / "library"), str(page), "--publish"]
    subprocess.run(bring, env=environment, check=True, capture_output=True)
    people = []
    for name in ("Rea Markerley", "Edith Quillworth"):
        email = f"{name.split()[1].lower()}@example.org"
        add = [*statim, "people", "add", email, "--role", "reader", "--name", name, "--json"]
        done = subprocess.run(add, env=environment, check=True, capture_output=True)
        people.append((name, email, json.loads(done.stdout)["password"]))
    port = servers.free_port()
    with servers.statim(port, folder, pinned=False), Line(port) as line:
        readers = (
            *(visitors.signed_in(line, name=n, email=e, password=p) for n, e, p in people),
            visitors.anonymous(line, "newcomer"),
            visitors.anonymous(line, "halfway", *OPENED[:2]),
            visitors.anonymous(line, "spent", *OPENED),
            visitors.anonymous(line, "urgent", *OPENED, urgent=UNREAD[0]),
        )
        for reader in readers[: len(people)]:
            write_notes(line, reader)
        own = {
            (reader.name, page): line.ask(page[0], [*reader.headers(), ("Accept", page[1])])
            for reader in readers
            for page in PAGES
        }
        yield Stage(port, readers, own)


def write_notes(line: Line, reader: Reader) -> None:
    """Notes at a topic that all of them read, on the page and on two statements, and an entry of
    the diary; their words are this reader's alone."""
    path = f"/topics/{OPENED[0]}/"
    page = reader.visit(line, path).body.decode()
    topic = re.search(r'data-topic="([^"]+)"', page)
    where = list(dict.fromkeys(re.findall(r'data-note-add="([^"]+)"', page)))
    assert topic
    word = hashlib.sha256(reader.name.encode()).hexdigest()
    for statement in ("", *[one for one in where if one][:2]):
        fields = {"topic": topic[1], "statement": statement, "text": f"the clinic of {word}"}
        assert reader.send(line, path, "/account/notes/new/", fields).status == 302
    shown = reader.visit(line, path).body
    assert shown.count(word.encode()) >= NOTES, "the notes are not on the page"
    entry = {"title": f"What {word} read", "day": date.today().isoformat(), "rule": "minutes"}
    assert reader.send(line, "/account/cpd/new/", "/account/cpd/new/", entry).status == 302
    reader.marks = (*reader.marks, word.encode())
    del reader.jar["statim-csrf"]


def storm(stage: Stage, port: int, *, requests: int, threads: int, seed: int) -> Tally:
    """Read mixed pages through the cache at `port`; compare every answer."""
    tally = Tally()
    share = [requests // threads + (n < requests % threads) for n in range(threads)]
    running = [
        threading.Thread(
            target=_read, args=(stage, port, count, random.Random(f"{seed}.{n}"), tally)
        )
        for n, count in enumerate(share)
    ]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return tally


def _read(stage: Stage, port: int, count: int, chance: random.Random, tally: Tally) -> None:
    with Line(port) as line:
        for _ in range(count):
            reader, page = chance.choice(stage.readers), chance.choice(PAGES)
            method = "HEAD" if chance.random() < 0.05 else "GET"
            headers = _headers(stage, reader, page, chance)
            answer = line.ask(page[0], headers, method=method)
            sent = {name.lower(): value for name, value in headers}
            faults = [
                *_traces(stage, reader, stage.own[reader.name, page], answer),
                *_faults(stage.own[reader.name, page], answer, method, sent),
            ]
            with tally.lock:
                faults += _shared_secrets(reader, answer, tally.seen)
                tally.answers["all"] += 1
                tally.answers[answer.header("X-Cache") or "none"] += 1
                tally.answers[str(answer.status)] += 1
                tally.leaks += [Leak(reader.name, f"{method} {page[0]}", what) for what in faults]


def _headers(
    stage: Stage, reader: Reader, page: tuple[str, str], chance: random.Random
) -> list[tuple[str, str]]:
    """The reader's own headers, oddly written, among others that caches may stumble over."""
    odd = dict(chance.sample(ODD, chance.choice((0, 0, 1, 2, 3))))
    if "Range" in odd:
        odd.pop("accept-encoding", None)
        odd["Accept-Encoding"] = "identity"
    if chance.random() < 0.2 and (etags := stage.etags(page)):
        odd["If-None-Match"] = chance.choice([*etags, ", ".join(etags)])
    headers = [("Accept", page[1]), *odd.items()]
    if reader.jar:
        pairs = reader.cookie().split("; ")
        chance.shuffle(pairs)
        if chance.random() < 0.2:
            pairs.insert(0, "other=1")
        name = chance.choice(("Cookie", "cookie", "COOKIE", "cOOkIE"))
        headers.append((name, "; ".join(pairs)))
    chance.shuffle(headers)
    return headers


def _faults(own: Answer, answer: Answer, method: str, sent: dict[str, str]) -> Iterator[str]:
    """Whatever in the answer is not what the site itself says to this reader."""
    if answer.status == 304:
        if not _may_be_304(own, sent):
            yield "says that another's copy still holds"
    elif answer.status == 206:
        if answer.body not in own.body:
            yield "a part of something else"
    elif answer.status != own.status:
        yield f"status {answer.status} instead of {own.status}"
    elif method == "GET" and answer.text() != own.text():
        yield "not this reader's page"
    if answer.status == 200 and answer.header("ETag") != own.header("ETag"):
        yield "another's ETag"


def _traces(stage: Stage, reader: Reader, own: Answer, answer: Answer) -> Iterator[str]:
    """Names, counts and cookies of somebody else."""
    for other in stage.readers:
        if other is not reader and any(mark in answer.body for mark in other.marks):
            yield f"holds the name of {other.name}"
    if answer.header("X-Cache") == "HIT" and answer.cookies():
        yield f"a kept answer sets {', '.join(answer.cookies())}"
    if answer.cookies().get("statim-meter", "") != own.cookies().get("statim-meter", ""):
        yield "sets a count that is not this reader's"


def _may_be_304(own: Answer, sent: dict[str, str]) -> bool:
    etag = own.header("ETag")
    if "if-none-match" in sent:
        return bool(etag) and etag in sent["if-none-match"]
    return bool(own.header("Last-Modified")) and "if-modified-since" in sent


def _shared_secrets(reader: Reader, answer: Answer, seen: dict[bytes, str]) -> list[str]:
    """Random values that an earlier answer held already: every one is made for one answer."""
    secrets = [*answer.tokens()]
    if cookie := answer.cookies().get("statim-csrf"):
        secrets.append(cookie.encode())
    found = [f"holds a form's secret of {seen[s]}" for s in set(secrets) & seen.keys()]
    seen.update(dict.fromkeys(secrets, reader.name))
    return found


def main() -> None:
    """Stage it, let the storm pass, say what was found; exit status 1 where something was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--deaf", action="store_true", help="nginx ignores what it is told")
    arguments = parser.parse_args()
    rules = servers.DEAF if arguments.deaf else servers.OBEDIENT
    with tempfile.TemporaryDirectory() as folder, stage(Path(folder)) as staged:
        port = servers.free_port()
        with servers.caching_nginx(port, staged.site, rules=rules):
            begun = time.monotonic()
            tally = storm(
                staged, port, requests=arguments.requests, threads=arguments.threads,
                seed=arguments.seed,
            )  # fmt: skip
    said = ", ".join(f"{name}: {count:,}" for name, count in sorted(tally.answers.items()))
    print(f"{tally.answers['all']:,} requests in {time.monotonic() - begun:.0f} s ({said})")
    for leak, count in Counter(tally.leaks).most_common(20):
        print(f"{count:>7,} × {leak.reader}, {leak.page}: {leak.what}")
    print(f"{len(tally.leaks):,} answers held something of another reader's")
    sys.exit(bool(tally.leaks))


if __name__ == "__main__":
    main()
