"""The load: wrk on its own core, its figures read back."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
from dataclasses import dataclass

from bench.servers import LOAD_CORE

UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Figures:
    """Requests per second; p50 and p99 in milliseconds."""

    rate: float
    p50: float
    p99: float


def measure(url: str, *, seconds: int, headers: dict[str, str]) -> Figures:
    """One round: one thread, eight connections. Ends the run if any answer was not 200."""
    pin = ["taskset", "-c", LOAD_CORE] if shutil.which("taskset") else []
    said = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = [*pin, "wrk", "-t1", "-c8", f"-d{seconds}s", "--latency", *said, url]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out or "Socket errors" in out:
        raise SystemExit(f"{url} answered with errors:\n{out}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", out)
    assert rate, out
    return Figures(float(rate.group(1)), _percentile(out, "50%"), _percentile(out, "99%"))


def _percentile(out: str, name: str) -> float:
    found = re.search(rf"{name}\s+([\d.]+)(us|ms|s)", out)
    assert found, out
    return float(found.group(1)) * UNITS[found.group(2)]


def median(rounds: list[Figures]) -> Figures:
    """The median of each figure."""
    return Figures(
        statistics.median(f.rate for f in rounds),
        statistics.median(f.p50 for f in rounds),
        statistics.median(f.p99 for f in rounds),
    )
