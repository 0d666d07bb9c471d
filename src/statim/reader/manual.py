"""The manual's pages: Markdown files made into HTML at first use and kept in the process."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import statim
from statim.references.pandoc import run

FIRST = ("index", "start", "reading")  # these come first where they exist; the rest by title
_TITLE = re.compile(r"^# +(.+?)\s*$", re.MULTILINE)
_OTHER_PAGE = re.compile(r'href="(?:\./)?([a-z0-9-]+)\.md(#[^"]*)?"')
_STYLE = re.compile(r'\sstyle="[^"]*"')


@dataclass(frozen=True, slots=True)
class ManualPage:
    """One file of the manual: `name` is its file's name without ".md"."""

    name: str
    title: str
    path: Path


def folder() -> Path | None:
    """Where the manual is: beside the source, or where the installed wheel put it."""
    beside_source = Path(statim.__file__).parents[2] / "docs" / "manual"
    installed = Path(sys.prefix) / "share" / "statim" / "manual"
    return next((path for path in (beside_source, installed) if path.is_dir()), None)


@cache
def pages() -> tuple[ManualPage, ...]:
    """Every page of the manual, in reading order."""
    where = folder()
    found = [_page(path) for path in where.glob("*.md")] if where else []
    return tuple(sorted(found, key=_order))


def _page(path: Path) -> ManualPage:
    title = _TITLE.search(path.read_text(encoding="utf-8"))
    return ManualPage(
        name=path.stem, title=title.group(1) if title else path.stem.capitalize(), path=path
    )


def _order(page: ManualPage) -> tuple[int, str]:
    place = FIRST.index(page.name) if page.name in FIRST else len(FIRST)
    return (place, page.title.casefold())


@cache
def page_html(name: str) -> str:
    """A page of the manual as HTML. Raises KeyError where there is none such."""
    page = next((page for page in pages() if page.name == name), None)
    if page is None:
        raise KeyError(name)
    arguments = ["-f", "gfm", "-t", "html5", "--wrap=none", "--syntax-highlighting=none"]
    html = run(arguments, page.path.read_bytes()).decode()
    html = _STYLE.sub("", html)
    html = html.replace("<table", '<div class="table-frame" tabindex="0"><table')
    html = html.replace("</table>", "</table></div>")
    return _OTHER_PAGE.sub(r'href="/about/manual/\1/\2"', html)
