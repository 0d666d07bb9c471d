"""Pandoc is run without network or shell, within limits, and its refusals are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from statim.references import pandoc
from statim.references.errors import PandocFailed


def test_it_answers_on_standard_output() -> None:
    assert pandoc.run(["-f", "markdown", "-t", "html"], "*µ ≤ 5*".encode()) == (
        "<p><em>µ ≤ 5</em></p>\n".encode()
    )
    assert pandoc.version()[0].isdecimal()


def test_a_refusal_says_why() -> None:
    with pytest.raises(PandocFailed, match="couldn't unpack docx container"):
        pandoc.run(["-f", "docx"], b"no zip")


def test_it_is_stopped_when_it_takes_too_long() -> None:
    with pytest.raises(PandocFailed, match=r"not done after 0\.2 seconds"):
        pandoc.run(["-f", "markdown"], b"[a](b) *c*\n\n" * 200_000, seconds=0.2)


def test_too_much_is_refused_before_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "MOST_BYTES_IN", 10)
    with pytest.raises(PandocFailed, match="at most"):
        pandoc.run(["-f", "markdown"], b"12345678901")


def test_no_file_of_the_machine_can_be_read_into_a_document(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("secret,word\n")
    text = f".. csv-table::\n   :file: {secret}\n\n.. include:: {secret}\n"
    try:
        out = pandoc.run(["-f", "rst", "-t", "plain"], text.encode())
    except PandocFailed:
        return
    assert b"secret,word" not in out
    assert b"word" not in out


def test_a_missing_pandoc_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise OSError("No pandoc was found")

    pandoc._binary.cache_clear()
    monkeypatch.setattr("pypandoc.get_pandoc_path", missing)
    with pytest.raises(PandocFailed, match="not installed"):
        pandoc.run(["--version"], b"")
    pandoc._binary.cache_clear()
