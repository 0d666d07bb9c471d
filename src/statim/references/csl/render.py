"""CSL items to printed references, through pandoc's citation processor. Pure but for pandoc.

What is printed for a work depends on that work alone, never on its neighbours, so that a
printed reference may be kept and used again.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nh3
from lxml import html as lxml_html

from statim.design.speech import say
from statim.references import pandoc
from statim.references.csl.languages import with_language_name
from statim.references.csl.links import linked
from statim.references.csl.names import mark_names, unmark_names
from statim.references.csl.pages import with_short_pages
from statim.references.csl.shapes import with_shape
from statim.references.csl.status import with_status
from statim.references.csl.tree import NOT_PRINTED, document_of
from statim.references.errors import PandocFailed, UnknownStyle

FOLDER = Path(__file__).parent / "styles"
STYLES = {
    "vancouver": "nlm-citation-sequence.csl",
    "ama": "american-medical-association.csl",
    "apa": "apa.csl",
}
AT_ONCE = 50  # pandoc's time grows faster than the number of works in one call
_TWICE_ENDED = re.compile(r"(?<=[.?!][\"”’])\.(?=\s)")


def format_items(items: Sequence[Mapping[str, Any]], style: str) -> list[str]:
    """Each item as printed in the style, in the order given: HTML of one line, no number.

    Only em, strong, sub, sup and a[href] occur. `style` is "vancouver", "ama" or "apa".
    Raises UnknownStyle or PandocFailed.
    """
    path = style_file(style)
    printed: list[str] = []
    for start in range(0, len(items), AT_ONCE):
        printed += _format_batch(items[start : start + AT_ONCE], style, path)
    return printed


def style_file(style: str) -> Path:
    """Where the style ships. Raises UnknownStyle."""
    if style not in STYLES:
        raise UnknownStyle(style, tuple(STYLES))
    return FOLDER / STYLES[style]


@functools.cache
def recipe(style: str) -> str:
    """What the printed form depends on besides the item: style, this code, pandoc."""
    digest = hashlib.sha256(style_file(style).read_bytes())
    for module in sorted(FOLDER.parent.glob("*.py")):
        digest.update(module.read_bytes())
    return f"{style}/{digest.hexdigest()[:16]}/pandoc-{pandoc.version()}"


def printed_as_given(item: Mapping[str, Any]) -> str:
    """The string that the item was read from, where not all of it could be read; else ""."""
    custom = item.get("custom") or {}
    return str(custom.get("raw") or "") if custom.get("partial") or not item.get("title") else ""


def what_is_printed(item: Mapping[str, Any]) -> dict[str, Any]:
    """All of the item on which its printed form depends, and nothing else."""
    if given := printed_as_given(item):
        return {"raw": given}
    seen = {key: value for key, value in item.items() if key not in NOT_PRINTED}
    return seen | {"et_al": bool((item.get("custom") or {}).get("et_al"))}


def _format_batch(items: Sequence[Mapping[str, Any]], style: str, path: Path) -> list[str]:
    ready = [_ready(item, style) for item in items]
    out = pandoc.run(
        ["-f", "json", "-t", "html", "--wrap=none", "--citeproc", "--csl", str(path)],
        document_of(ready),
    )
    entries = _entries(out.decode())
    missing = [n for n in range(len(items)) if f"ref-w{n}" not in entries]
    if missing:
        raise PandocFailed(
            say("The work %(work)s could not be formatted.", work=repr(items[missing[0]].get("id")))
        )
    return [
        linked(given) if (given := printed_as_given(item)) else _ended(entries[f"ref-w{n}"], style)
        for n, item in enumerate(items)
    ]


def _ready(item: Mapping[str, Any], style: str) -> dict[str, Any]:
    for prepare in (with_language_name, with_short_pages, with_shape, with_status, mark_names):
        item = prepare(item, style)
    return dict(item)


def _ended(html: str, style: str) -> str:
    """Without a full stop behind a quotation that ends a sentence itself; in NLM's style with
    one after an address that ends in a slash (Citing Medicine, chapter 25)."""
    html = _TWICE_ENDED.sub("", html)
    return f"{html}." if style == "vancouver" and html.endswith("/</a>") else html


def _entries(page: str) -> dict[str, str]:
    root = lxml_html.fragment_fromstring(page, create_parent="div")
    found = {}
    for entry in root.iterfind(".//div[@id]"):
        if "csl-entry" in entry.get("class", ""):
            right = entry.find("div[@class='csl-right-inline']")
            found[str(entry.get("id"))] = _inner(entry if right is None else right)
    return found


def _inner(element: lxml_html.HtmlElement) -> str:
    whole = str(lxml_html.tostring(element, encoding="unicode", with_tail=False))
    clean = nh3.clean(
        whole,
        tags={"em", "strong", "sub", "sup", "a"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel=None,
    )
    return unmark_names(" ".join(clean.split(" ")).strip())
