"""What somebody pasted to add a work: identifiers, a file's text, or printed references. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from statim.design.speech import say
from statim.references import identifiers
from statim.references.errors import BadIdentifier, UnreadableFile
from statim.references.reading import Refused, read_works
from statim.references.strings import parse_reference

Json = dict[str, Any]

LONGEST = 1024 * 1024  # characters
MOST_STRINGS = 200
_NUMBERED = re.compile(r"^\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.)])\s+\S")
_A_FORMAT = re.compile(
    r"\A\s*(?:[\[{<]|TY  ?-|PMID *-|STAT *-|OWN *-|@\s*[A-Za-z]+\s*[{(]|%)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted: normal identifiers, or items read from it, and what could not be read."""

    dois: tuple[str, ...] = ()
    pmids: tuple[str, ...] = ()
    items: tuple[Json, ...] = ()
    refused: tuple[str, ...] = ()


def read_pasted(text: str) -> Pasted:
    """Read by what it holds. Raises UnreadableFile where nothing can be made of it."""
    text = text.strip("\ufeff \r\n\t")
    if not text:
        raise UnreadableFile(say("Nothing was pasted."))
    if len(text) > LONGEST:
        raise UnreadableFile(say("That is more than a megabyte of text; import it as a file."))
    if found := _identifiers(text):
        return found
    if _A_FORMAT.match(text):
        works = read_works(text.encode(), "what was pasted")
        return Pasted(items=works.items, refused=tuple(map(_said, works.refused)))
    return _printed(text)


def _said(refused: Refused) -> str:
    return f"{refused.where}: {refused.reason}"


def _identifiers(text: str) -> Pasted | None:
    """The identifiers, where there is nothing else."""
    dois: list[str] = []
    pmids: list[str] = []
    for line in re.split(r"[\n;]", text):
        if not (written := line.strip().rstrip(".,")):
            continue
        try:
            dois.append(identifiers.doi(written))
        except BadIdentifier:
            try:
                pmids.append(identifiers.pmid(written))
            except BadIdentifier:
                return None
    return Pasted(dois=tuple(dict.fromkeys(dois)), pmids=tuple(dict.fromkeys(pmids)))


def _printed(text: str) -> Pasted:
    strings = _strings(text)
    if len(strings) > MOST_STRINGS:
        raise UnreadableFile(
            say(
                "That is %(number)s references; at most %(most)s are read at once.",
                number=len(strings),
                most=MOST_STRINGS,
            )
        )
    items, refused = [], []
    for raw in strings:
        item = parse_reference(raw)
        telling = item.get("title") or item.get("DOI") or item.get("PMID") or len(raw) > 20
        if telling:
            items.append(item)
        else:
            refused.append(
                say("%(raw)s is no reference that can be told from others.", raw=repr(raw))
            )
    return Pasted(items=tuple(items), refused=tuple(refused))


def _strings(text: str) -> list[str]:
    """A numbered list by its numbers, else by blank lines, else the whole as one."""
    lines = [line.strip() for line in text.splitlines()]
    if sum(bool(_NUMBERED.match(line)) for line in lines) > 1:
        found: list[list[str]] = []
        for line in filter(None, lines):
            if _NUMBERED.match(line) or not found:
                found.append([])
            found[-1].append(line)
        return [" ".join(parts) for parts in found]
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]
