"""Progress of long work: a bar on a terminal, plain lines elsewhere. Always on stderr."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

import click

PLAIN_EVERY = 5.0  # seconds between plain lines


@contextlib.contextmanager
def progress(said: str, *, total: int) -> Iterator[Callable[[int], None]]:
    """Yields a function to call with how many more are done."""
    from rich.console import Console

    console = Console(stderr=True)
    with _bar(said, total) if console.is_terminal else _lines(said, total) as advance:
        yield advance


@contextlib.contextmanager
def _bar(said: str, total: int) -> Iterator[Callable[[int], None]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn(said), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(said, total=total)
        yield lambda more: bar.advance(task, more)


@contextlib.contextmanager
def _lines(said: str, total: int) -> Iterator[Callable[[int], None]]:
    done, last = 0, time.monotonic()

    def advance(more: int) -> None:
        nonlocal done, last
        done += more
        if time.monotonic() - last >= PLAIN_EVERY:
            last = time.monotonic()
            click.echo(f"{said}: {done} of {total}", err=True)

    yield advance
    click.echo(f"{said}: {done} of {total}", err=True)
