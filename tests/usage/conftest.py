"""Counting, for tests that ask for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.usage.counting import Clock, counting


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """Notes are taken, at this clock's time."""
    with counting(monkeypatch) as own:
        yield own
