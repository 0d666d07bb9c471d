"""`statim run`: prepare on the first start, then serve."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from statim.cli.progress import progress
from statim.cli.ready import Refusal, prepare_database

LONG_WAY = 1000  # editions: a start with more to index than this does not wait for it


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on (default: STATIM_PORT, else 8000).")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option("--no-sample", is_flag=True, help="Start without the sample library.")
def run(host: str, port: int | None, workers: int, no_sample: bool) -> None:
    """Serve the site; the first start prepares everything.

    Example: statim run --port 9000 --workers 2
    """
    if port is not None:
        os.environ["STATIM_PORT"] = str(port)
    with _step("Preparing the database"):
        prepare_database()
    from django.conf import settings

    with _only_one(settings.DATA / "preparing.lock"):
        _prepare(sample=not no_sample)
    if settings.STATIM_METRICS_TOKEN:
        _count_in(settings.DATA / "metrics")
    click.echo(f"{settings.STATIM_HOUSE['site_name']} is at {settings.SITE_URL}", err=True)
    _serve(host, settings.STATIM_PORT, workers)


def _prepare(*, sample: bool) -> None:
    from django.core.management import call_command

    from statim.cli.sample import load_sample, open_demo_accounts
    from statim.editions.pages import stale_pages
    from statim.editorial.renewal import renew_stale_pages

    with _step("Collecting style sheets, scripts and icons"):
        call_command("collectstatic", verbosity=0, interactive=False)
    if stale := stale_pages():
        # made by another version, or with another name or citation style
        with progress("Renewing pages", total=stale) as advance:
            for _ in renew_stale_pages():
                advance(1)
    if sample:
        load_sample(_step)
        open_demo_accounts()
    _index()


def _count_in(folder: Path) -> None:
    """Where the server's processes keep their numbers; each start begins at none."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _index() -> None:
    """Bring the search index up to date, or leave a long way to the serving site."""
    from statim.search import follower

    behind = follower.behind()
    if behind > LONG_WAY:
        click.echo(f"Indexing {behind} editions for search while the site serves", err=True)
    elif behind:
        with progress("Indexing for search", total=behind) as advance:
            follower.catch_up(wait=False, advance=advance)


@contextlib.contextmanager
def _step(said: str) -> Iterator[Callable[[str], None]]:
    """Say what is being done, and that it is done; the yielded word adds to the line."""
    click.echo(f"{said} …", nl=False, err=True)
    words: list[str] = []
    yield words.append
    click.echo(f" {', '.join(words) or 'done'}", err=True)


@contextlib.contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Two starts on one data folder prepare one after the other."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _serve(host: str, port: int, workers: int) -> None:
    import socket

    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from statim.usage.tallying import make_key

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise Refusal(
                f"Port {port} on {host} cannot be used ({taken.strerror}); "
                "choose another with --port."
            ) from taken
    make_key()
    Granian(
        "statim.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_enabled=True,
        log_level=LogLevels.warning,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()
