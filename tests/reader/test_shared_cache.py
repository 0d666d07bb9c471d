"""Real nginx, caching eagerly, before a real site: nobody is ever handed what is another's.

The same storm with 100,000 requests: `python bench/shared_cache.py`.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench import servers
from bench.shared_cache import OPENED, UNREAD, Stage, Tally, stage, storm
from bench.visitors import Line, Reader, anonymous

from tests.rounds import rounds

REQUESTS = rounds(1200, thorough=10_000)
MORE_UNREAD = ("subcutaneous-ketamine", "history-of-a-page", "importing-pages", *UNREAD)
pytestmark = pytest.mark.xdist_group("shared cache")


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A real site and its readers; without nginx: skipped loudly, on CI failed."""
    if not (shutil.which("nginx") or Path("/usr/sbin/nginx").exists()):
        if os.environ.get("CI"):
            pytest.fail("no nginx on this machine: the shared cache cannot be tested")
        pytest.skip("NOT TESTED BEHIND A SHARED CACHE: no nginx on this machine")
    with pytest.MonkeyPatch.context() as environment:
        for name in [n for n in os.environ if n.startswith(("STATIM_", "DJANGO_"))]:
            environment.delenv(name)
        with stage(tmp_path_factory.mktemp("shared")) as ready:
            yield ready


def through(staged: Stage, rules: str, requests: int) -> Tally:
    """The storm; somebody who is signed in has read her account and a topic just before it."""
    port = servers.free_port()
    with servers.caching_nginx(port, staged.site, rules=rules), Line(port) as line:
        for path in ("/account/", f"/topics/{OPENED[0]}/"):
            assert line.ask(path, staged.readers[0].headers()).status == 200
        return storm(staged, port, requests=requests, threads=4, seed=1)


def test_nobody_gets_one_byte_of_anothers_page_through_a_shared_cache(staged: Stage) -> None:
    tally = through(staged, servers.OBEDIENT, REQUESTS)
    assert tally.leaks == []
    assert tally.answers["all"] == REQUESTS
    assert tally.answers["HIT"] > REQUESTS / 20, "the cache kept nothing: nothing was proved"
    for status in ("200", "302", "403", "404"):
        assert tally.answers[status], f"no answer {status}: nothing was proved about it"


def test_a_cache_that_ignores_what_it_is_told_is_found_out(staged: Stage) -> None:
    leaks = through(staged, servers.DEAF, 500).leaks
    found = {leak.what for leak in leaks}
    assert {"not this reader's page", "sets a count that is not this reader's"} <= found
    assert any(what.startswith("holds the name of") for what in found)
    assert any(what.startswith("holds a form's secret") for what in found)
    assert any(what.startswith("a kept answer sets") for what in found)


def test_200_requests_at_once_at_the_limit_open_nothing(staged: Stage) -> None:
    reader = at_the_limit(staged)
    for status in all_at_once(staged, reader, MORE_UNREAD):
        assert status == 403


def test_200_requests_at_once_for_what_was_read_are_all_answered(staged: Stage) -> None:
    reader = at_the_limit(staged)
    for status in all_at_once(staged, reader, OPENED):
        assert status == 200


def at_the_limit(staged: Stage) -> Reader:
    with Line(staged.site) as line:
        return anonymous(line, "at the limit", *OPENED)


def all_at_once(staged: Stage, reader: Reader, slugs: tuple[str, ...]) -> list[int]:
    """Statuses of 200 requests with one cookie, twenty at a time."""
    start = threading.Barrier(20)
    statuses: list[int] = []

    def ask(first: int) -> None:
        start.wait()
        with Line(staged.site) as line:
            for n in range(first, first + 10):
                way = ("/", "/editions/1/", ".json", "/?as_of=2099-01-01")[n % 4]
                answer = line.ask(f"/topics/{slugs[n % len(slugs)]}{way}", reader.headers())
                statuses.append(answer.status)

    threads = [threading.Thread(target=ask, args=(n * 10,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(statuses) == 200
    return statuses


@pytest.mark.parametrize(
    "value",
    [b"\x00", b"a\x00b", "\u6f22\u00e9".encode(), b"\xff\xfe", b"A" * 4096, b"=;=;,", b"\t"],
)
def test_bytes_that_are_no_cookie_break_nothing(staged: Stage, value: bytes) -> None:
    for name in (b"statim-meter", b"statim-now", b"statim-session"):
        with Line(staged.site) as line:
            line.connection.putrequest("GET", f"/topics/{UNREAD[0]}/")
            line.connection.putheader("Cookie", name + b"=" + value)
            line.connection.endheaders()
            answer = line.connection.getresponse()
            said = answer.read()
        assert answer.status in {200, 400}, (name, answer.status)
        if answer.status == 200:
            assert b"<article" in said
