"""Page ranges as NLM prints them: the digits that repeat are left out ("284-7").

Citing Medicine, chapter 1, "Location (pagination)". A citation processor does this for a
plain range only; here also "1151-1168; discussion 1149-1150" and "S93-S99, S104-S105".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_RANGE = re.compile(r"\b([A-Za-z]*)(\d+)\s*[-‐–—]\s*([A-Za-z]*)(\d+)\b")


def short_pages(pages: str) -> str:
    """ "3051-3067" as "3051-67", "S93-S99" as "S93-9"; what is no range stays."""
    return _RANGE.sub(_shorten, pages)


def _shorten(found: re.Match[str]) -> str:
    letters, first, letters_last, last = found.groups()
    if letters_last not in ("", letters) or (letters_last != letters and len(last) >= len(first)):
        return f"{letters}{first}-{letters_last}{last}"
    if first == last:
        return f"{letters}{first}"
    if len(first) == len(last):
        same = 0
        while same < len(last) - 1 and first[same] == last[same]:
            same += 1
        last = last[same:]
    return f"{letters}{first}-{last}"


def with_short_pages(item: Mapping[str, Any], style: str) -> dict[str, Any]:
    """The item with its pages as NLM prints them, where the style is NLM's."""
    ready = dict(item)
    if style == "vancouver" and ready.get("page"):
        ready["page"] = short_pages(str(ready["page"]))
    return ready
