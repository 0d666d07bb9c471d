"""Loading in bulk: whole topics only, wherever it is interrupted, and on from there."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

COUNT = 400
STATIM = [sys.executable, "-m", "statim.cli.main"]


def row(number: int) -> dict[str, object]:
    return {
        "source": "2_GARD_QA",
        "id": f"{number:07}",
        "url": f"https://example.org/{number}",
        "title": f"Condition {number // 2}",  # every title twice: addresses must still differ
        "sections": [
            {
                "type": "information",
                "question": f"What is condition {number // 2}?",
                "answer": f"It is seen in {number} people.  It is not rare.    - One sign"
                "    - Another sign < 5 %\n   A second paragraph.",
            }
        ],
    }


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row(n)) + "\n" for n in range(COUNT)))
    return path


@pytest.fixture
def data(prepared_folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(prepared_folder, tmp_path / "data")


def statim(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*STATIM, *words], env=environment(data), capture_output=True, text=True, check=False
    )


def environment(data: Path) -> dict[str, str]:
    return {
        **os.environ,
        "STATIM_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "statim.config.settings",
    }


def counts(data: Path) -> dict[str, int]:
    with sqlite3.connect(data / "statim.sqlite3") as database:
        return {
            table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("editions_edition", "editions_page", "editions_standing", "topics_topic")
        }


def test_a_load_that_is_killed_leaves_whole_topics_and_goes_on(rows: Path, data: Path) -> None:
    interrupted = 0
    for _ in range(3):
        load = subprocess.Popen(
            [*STATIM, "demo", "load", str(rows)],
            env=environment(data), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            wait_for_some(data, more_than=interrupted)
            time.sleep(random.uniform(0, 0.2))
        finally:
            load.send_signal(signal.SIGKILL)
            load.wait()
        found = counts(data)
        assert len(set(found.values())) == 1, found
        assert statim(data, "editions", "verify").returncode == 0
        interrupted = found["editions_edition"]
    assert interrupted > 0
    done = statim(data, "demo", "load", str(rows))
    assert done.returncode == 0, done.stderr
    assert counts(data)["editions_edition"] == COUNT
    verified = statim(data, "editions", "verify")
    assert verified.stdout.strip() == f"{COUNT} editions verified"


def wait_for_some(data: Path, *, more_than: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        time.sleep(0.02)
        if not (data / "statim.sqlite3").exists():
            continue
        try:
            if counts(data)["editions_edition"] > min(more_than, COUNT - 1):
                return
        except sqlite3.OperationalError:
            continue
    pytest.fail("nothing was published within 60 seconds")


def test_a_second_load_changes_nothing(rows: Path, data: Path) -> None:
    statim(data, "demo", "load", str(rows), "--limit", "60")
    before = counts(data)
    again = statim(data, "demo", "load", str(rows), "--limit", "60")
    assert again.returncode == 0
    assert counts(data) == before == dict.fromkeys(before, 60)


def test_a_line_that_is_no_topic_is_named(rows: Path, data: Path) -> None:
    with rows.open("a") as file:
        file.write('{"title": "Half a"\n')
    refused = statim(data, "demo", "load", str(rows))
    assert refused.returncode == 1
    assert f"line {COUNT + 1}" in refused.stderr


def test_real_topics_are_published_whole(shared_data: Path, data: Path) -> None:
    """Only that real text goes through whole: speed is measured in bench/publish.py."""
    loaded = statim(
        data, "demo", "load", str(shared_data / "medquad_topics.jsonl.gz"),
        "--limit", "150",
    )  # fmt: skip
    assert loaded.returncode == 0, loaded.stderr
    assert counts(data)["editions_standing"] == 150
