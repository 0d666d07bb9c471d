"""A site of a test's own, in a folder of its own, driven as its operator would: by commands."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Site:
    """A data folder, and the environment that leads every command to it."""

    data: Path
    database_url: str = ""
    more: dict[str, str] = field(default_factory=dict)  # settings of the test's own

    @property
    def environment(self) -> dict[str, str]:
        """The environment without anything of the tests' own, and with this site's folder."""
        kept = {n: v for n, v in os.environ.items() if not n.startswith(("STATIM_", "DJANGO_"))}
        url = {"STATIM_DATABASE_URL": self.database_url} if self.database_url else {}
        return kept | {"STATIM_DATA": str(self.data), "PYTHONWARNINGS": "error"} | url | self.more

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Begin `python …` for this site, from the project's root."""
        return subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def python(self, *words: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run `python …` for this site to its end."""
        process = self.start(*words)
        out, err = process.communicate(timeout=timeout)
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def statim(self, *words: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run `statim …` for this site to its end."""
        return self.python("-m", "statim.cli.main", *words, timeout=timeout)
