"""One work, described in two ways: what PubMed or Zotero writes, and what a style can read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from statim.references.csl.tree import Json

_SUPPLEMENT = re.compile(r"^(?P<of>\d\w*)?\s*Suppl(?:ement)?\.?\s*(?P<n>\w*)$", re.IGNORECASE)


def with_shape(item: Mapping[str, Any], style: str) -> Json:
    """The item with supplements and preprints as the style expects them.

    PubMed writes a supplement into volume or issue ("42 Suppl 2"), which is NLM's form; AMA
    and APA want its number apart. A preprint's server is its publisher in APA.
    """
    ready = dict(item)
    if style == "vancouver":
        return ready
    for field in ("volume", "issue"):
        found = _SUPPLEMENT.match(str(ready.get(field) or ""))
        if found and "supplement-number" not in ready:
            ready["supplement-number"] = found["n"] or "suppl"
            ready[field] = found["of"] or ""
    if ready.get("type") == "article" and ready.get("container-title"):
        ready.setdefault("publisher", ready.pop("container-title"))
        ready.pop("page", None)
    return {key: value for key, value in ready.items() if value != ""}
