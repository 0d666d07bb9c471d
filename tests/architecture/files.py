"""The project's own files, as the architecture tests read them."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ROOT / "src" / "statim"
TEXT = {".py", ".md", ".html", ".css", ".js", ".toml", ".txt", ".in", ".json", ".svg", ".xml",
        ".yml", ".yaml", ".lua", ".csl", ".cfg", ""}  # fmt: skip


@cache
def tracked() -> list[Path]:
    """Every file of the project that is in its history, or about to be."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.splitlines() if (path := ROOT / name).is_file()]


@cache
def modules() -> list[Path]:
    """Every Python module of the project, migrations left out."""
    return [p for p in tracked() if p.suffix == ".py" and "migrations" not in p.parts]


@cache
def tree(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text())


def named(path: Path) -> str:
    """A path as messages show it."""
    return path.relative_to(ROOT).as_posix()


@cache
def storeys() -> dict[str, int]:
    """Each room's storey, from the import contract: 0 is the highest."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = {c["id"]: c for c in settings["tool"]["importlinter"]["contracts"]}
    return {
        room.strip(" ()"): height
        for height, layer in enumerate(contracts["storeys"]["layers"])
        for room in layer.split("|")
    }
