"""Importing and publishing the 5,475 demonstration topics: topics a second, end to end.

Usage: python bench/publish.py [--limit 1000]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data" / "medquad_topics.jsonl.gz"


def main() -> None:
    """Load into a new data folder, then walk every hash."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=5475)
    arguments = parser.parse_args()
    if not DATA.exists():
        raise SystemExit(f"{DATA.name} is not here; nothing to measure")
    statim = [sys.executable, "-m", "statim.cli.main"]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "STATIM_DATA": folder}
        began = time.monotonic()
        subprocess.run(
            [*statim, "demo", "load", str(DATA), "--limit", str(arguments.limit)],
            env=environment, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        loaded = time.monotonic() - began
        began = time.monotonic()
        subprocess.run([*statim, "editions", "verify"], env=environment, check=True)
        verified = time.monotonic() - began
    print(f"{arguments.limit / loaded:8.0f} topics a second imported and published")
    print(f"{arguments.limit / verified:8.0f} editions a second verified")


if __name__ == "__main__":
    main()
