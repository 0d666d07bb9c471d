"""The public conformance runner of the Model Context Protocol against a running site.

Usage: python bench/mcp_conformance.py http://127.0.0.1:8000/mcp   (needs node 22 and npx)

Runs everything that the revisions of the protocol require, as the runner froze it, and fails
where a scenario fails that `mcp_not_offered.yml` does not name with its reason, or where one that
it names passes.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

RUNNER = "@modelcontextprotocol/conformance@0.2.0-alpha.12"
REVISIONS = {
    "2025-11-25": ("server-sse-multiple-streams",),  # a warning: there is no session here
    "2026-07-28": (),
}
NOT_OFFERED = Path(__file__).with_name("mcp_not_offered.yml")


def main(url: str) -> int:
    """Run both revisions and print the runner's summaries; the number of revisions that failed."""
    failed = 0
    for revision, more in REVISIONS.items():
        with TemporaryDirectory() as folder:
            listed = Path(folder) / "not_offered.yml"
            listed.write_text(NOT_OFFERED.read_text() + "".join(f"  - {name}\n" for name in more))
            command = ["npx", "-y", RUNNER, "server", "--url", url, "--requirements", revision,
                       "--expected-failures", str(listed)]  # fmt: skip
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        said = done.stdout.partition("=== SUMMARY ===")[2] or done.stdout + done.stderr
        print(f"{revision}: {'passes' if done.returncode == 0 else 'FAILS'}\n{said.strip()}\n")
        failed += done.returncode != 0
    return failed


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
