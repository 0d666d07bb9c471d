"""Names as each style wants them: suffixes, groups among persons, and "et al" that was given.

A CSL processor knows neither the semicolon that NLM and AMA set before a group, nor a list
of authors of which the source itself says only "et al". Both are marked with private signs
before formatting and put right after it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from statim.references.csl.tree import Json

NAME_FIELDS = (
    "author", "editor", "translator", "collection-editor", "container-author", "editor-translator",
)  # fmt: skip
GROUP_BEGINS, GROUP_ENDS, ET_AL = "\ue001", "\ue002", "\ue003"
MOST_NAMED = {"vancouver": 6, "ama": 6, "apa": 18}

_ORDINALS = {"II": "2nd", "III": "3rd", "IV": "4th", "V": "5th"}
_ROMANS = {ordinal: roman for roman, ordinal in _ORDINALS.items()}
_INITIALS = re.compile(r"[^\W\d_]{2,3}")


def mark_names(item: Mapping[str, Any], style: str) -> Json:
    """The item with its names made ready for the style."""
    marked = dict(item)
    for field in NAME_FIELDS:
        if names := item.get(field):
            marked[field] = _marked(list(names), style)
    cut_off = "author" if item.get("author") else "editor"
    if (item.get("custom") or {}).get("et_al") and item.get(cut_off):
        named = marked[cut_off][: MOST_NAMED[style]]
        marked[cut_off] = [*named, {"literal": ET_AL}]
    return marked


def _marked(names: list[Json], style: str) -> list[Json]:
    ready = []
    for n, name in enumerate(names):
        if literal := name.get("literal"):
            first, last = n == 0, n == len(names) - 1
            if style != "apa":
                begins = "" if first else GROUP_BEGINS
                literal = f"{begins}{literal}{'' if last else GROUP_ENDS}"
            ready.append({"literal": literal})
        else:
            ready.append(_person(name, style))
    return ready


def _person(name: Json, style: str) -> Json:
    person = dict(name)
    given = str(name.get("given") or "").strip()
    if _INITIALS.fullmatch(given) and given.isupper():
        person["given"] = " ".join(given)  # "FJC" is three initials, as MEDLINE writes them
    if suffix := str(name.get("suffix") or "").strip():
        person["suffix"] = _suffix(suffix.rstrip("."), style)
    return person


def _suffix(suffix: str, style: str) -> str:
    if style == "vancouver":
        return _ORDINALS.get(suffix, suffix)
    suffix = _ROMANS.get(suffix, suffix)
    return f"{suffix}." if style == "apa" and suffix in {"Jr", "Sr"} else suffix


_BEFORE_ET_AL = re.compile(rf"(?:,? (?:&amp;|…|\. \. \.) |, | )(?={ET_AL})")


def unmark_names(html: str) -> str:
    """The printed reference with the private signs put right."""
    html = _BEFORE_ET_AL.sub(", ", html)
    html = html.replace(f"{ET_AL}.", "et al.").replace(ET_AL, "et al.")
    html = html.replace(f", {GROUP_BEGINS}", "; ")
    html = re.sub(rf"{GROUP_ENDS}, (?!et al)", "; ", html)
    return html.replace(GROUP_BEGINS, "").replace(GROUP_ENDS, "")
