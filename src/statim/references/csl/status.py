"""How far and when a work was published, in the words of the style: in press, ahead of print."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from statim.references.csl.tree import Json

IN_PRESS = {"in press", "forthcoming", "accepted", "accepted for publication"}
AHEAD = {
    "epub ahead of print", "online ahead of print", "ahead of print", "aheadofprint",
    "advance online publication", "published online", "published ahead of print",
}  # fmt: skip
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_COPYRIGHT_YEAR = re.compile(r"c((?:1[5-9]|20)\d\d)")


def with_status(item: Mapping[str, Any], style: str) -> Json:
    """The item with its `status` as the style's own words; a status of no weight is left out.

    NLM's sample references say "Forthcoming 2002". PubMed prints "Epub 2002 Jul 5", or "Epub
    ahead of print", after the DOI. AMA and APA put "in press" in the place of the date.
    """
    ready = {k: v for k, v in item.items() if k not in ("status", "available-date")}
    status = str(item.get("status") or "").strip().rstrip(".").casefold()
    if style == "vancouver":
        if epub := _epub(item, status):
            ready["available-date"] = epub
        if status in IN_PRESS:
            ready["status"] = "Forthcoming"
        return ready
    if status in IN_PRESS:
        ready.pop("issued", None)
        ready["status"] = "In press"
    elif status in AHEAD and not ready.get("volume"):
        ready["status"] = "Published online" if style == "ama" else "Advance online publication"
    return _plain_year(ready)


def _epub(item: Mapping[str, Any], status: str) -> str:
    if status in AHEAD and not item.get("volume"):
        return "ahead of print"
    parts = ((item.get("available-date") or {}).get("date-parts") or [[]])[0]
    if not parts:
        return ""
    month = _MONTHS[int(parts[1]) - 1] if len(parts) > 1 else ""
    return " ".join(str(p) for p in (parts[0], month, *parts[2:3]) if p)


def _plain_year(item: Json) -> Json:
    """ "c2016" is NLM's way of writing a year of copyright; the other styles say 2016."""
    found = _COPYRIGHT_YEAR.fullmatch(str((item.get("issued") or {}).get("literal") or ""))
    return {**item, "issued": {"date-parts": [[int(found[1])]]}} if found else item
