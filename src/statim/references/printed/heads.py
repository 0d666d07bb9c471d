"""What comes before the source of a printed reference: authors, then the title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from statim.references.printed.names import Names, institution, leading_names
from statim.references.printed.sentences import sentences

Json = dict[str, Any]

_BODY = re.compile(
    r"\b(?:Academy|Agency|Alliance|Association|Authority|Board|Bureau|Cent(?:er|re)|Centers|Centres"
    r"|Coalition|Collaboration|Collaborative|Collaborators|College|Commission|Committee|Consortium"
    r"|Council|Department|Federation|Force|Foundation|Group|Hospital|Initiative|Institute|Institutes"
    r"|Investigators|Investigator|Library|Ministry|National|Network|Office|Organi[sz]ation|Panel"
    r"|Partnership|Programme?|Researchers|Service|Society|Team|Trialists|Trust|Union|University)\b"
)
_EDITORS = re.compile(r"^[,\s]*\(?(editors?|eds?|translators?)\b\.?\)?", re.IGNORECASE)
_GENRE = re.compile(
    r"\s*\[((?:letter|abstract|editorial|comment|review|poster|preprint|dissertation|thesis"
    r"|doctoral dissertation|doctoral thesis|master['’]s thesis|PhD thesis|MD thesis|CD-ROM|DVD"
    r"|videocassette|dataset|retracted)[^\]]{0,20})\]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """Authors as CSL fields, and the sentences that follow them."""

    fields: Json
    rest: list[str]


def read_head(text: str, at_least: int) -> Head:
    """Authors at the start of the text, where `at_least` sentences still follow them."""
    names = leading_names(text)
    if names.end:
        label = _EDITORS.match(text[names.end :])
        end = names.end + (label.end() if label else 0)
        after = text[end:]
        if text[end - 1] == "." or re.match(r"\s*[.:]|\s*$", after):
            rest = sentences(after.lstrip(" .:"))
            if len(rest) >= at_least:
                role = label.group(1).lower() if label else "author"
                return Head(name_fields(names, _role(role)), rest)
    parts = sentences(text)
    if len(parts) > at_least and is_body(parts[0]):
        bodies = [institution(part) for part in parts[0].split("; ")]
        if all(bodies):
            return Head({"author": bodies}, parts[1:])
    return Head({}, parts)


def is_body(text: str) -> bool:
    """Whether the words name a body, such as a college or a study group, or are its initials."""
    return bool(_BODY.search(text) or re.fullmatch(r"[A-Z][A-Z&/-]{1,11}", text.strip()))


def _role(label: str) -> str:
    if label.startswith("e"):
        return "editor"
    return "translator" if label.startswith("t") else "author"


def name_fields(names: Names, role: str = "") -> Json:
    """CSL fields of a list of names; `custom.et_al` where the list says so itself."""
    fields: Json = {role or names.role: list(names.names)}
    if names.et_al:
        fields["custom"] = {"et_al": True}
    return fields


def title_fields(text: str) -> Json:
    """The title, and the kind of work where it stands in brackets behind it."""
    found = _GENRE.search(text)
    if not found:
        return {"title": text} if text else {}
    title = (text[: found.start()] + text[found.end() :]).strip(" .")
    return {"title": title, "genre": found.group(1)}
