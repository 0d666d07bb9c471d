"""What the editor's list of works and the paste box are answered, as JSON."""

from __future__ import annotations

from typing import Any

from statim.editorial.library.adding import Added, Outcome
from statim.references.finding import Found
from statim.references.identity import year
from statim.references.notices import WORDS, Notice
from statim.references.queries import notices_about
from statim.references.words import container_of, short_name, title_of

Json = dict[str, Any]


def found(works: list[Found]) -> list[Json]:
    """A line of the list for each work found, the best first."""
    return [_line(one.item, one.name, one.notices, one.doubtful) for one in works]


def added(outcome: Outcome) -> Json:
    """What became of a paste: `complete` begins a record to be filled in by hand, or is null."""
    notices = notices_about([work.item for work in outcome.works])
    return {
        "works": [_added(*pair) for pair in zip(outcome.works, notices, strict=True)],
        "refused": outcome.refused,
        "complete": outcome.by_hand,
    }


def _added(work: Added, notices: list[Notice]) -> Json:
    line = _line(work.item, short_name(work.item), tuple(notices), bool(work.doubts))
    return line | {
        "new": work.new,
        "doubts": list(work.doubts),
        "duplicates": [
            {"keys": [pair.one, pair.other], "why": pair.why, "against": pair.against}
            for pair in work.duplicates
        ],
    }


def _line(item: Json, name: str, notices: tuple[Notice, ...], doubtful: bool) -> Json:
    return {
        "key": item["id"],
        "name": name,
        "title": title_of(item),
        "container": container_of(item),
        "year": year(item),
        "doubtful": doubtful,
        "notices": [{"kind": n.kind, "word": WORDS[n.kind], "day": n.day} for n in notices],
        "item": item,  # the record, which the editor keeps beside the text that cites it
    }
