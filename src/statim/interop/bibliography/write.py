"""A page's references, and the page itself, for reference managers. Pure.

A retracted work says so in its note, so that it does not lose the mark on the way.
"""

from __future__ import annotations

from typing import Any

from statim.interop.door.shown import Shown, warnings
from statim.interop.door.works import tidied
from statim.publisher.house import House
from statim.references.notices import WORDS
from statim.references.writing import write_works

Json = dict[str, Any]
FORMATS = {
    "ris": ("ris", "application/x-research-info-systems; charset=utf-8"),
    "bib": ("bibtex", "application/x-bibtex; charset=utf-8"),
    "csl.json": ("csl-json", "application/vnd.citationstyles.csl+json; charset=utf-8"),
}


def references(shown: Shown, ending: str) -> bytes:
    """The references in citation order; `ending` is one of FORMATS."""
    items = [_marked(shown, tidied(item)) for item in shown.document.references]
    return write_works(items, FORMATS[ending][0]).encode()


def _marked(shown: Shown, item: Json) -> Json:
    said = [
        " ".join(filter(None, (f"{WORDS[n.kind]}.", n.day, f"Listed by {n.source}.")))
        for n in shown.notices.get(str(item["id"]), ())
    ]
    if said:
        item["note"] = " ".join(filter(None, (*said, str(item.get("note") or ""))))
    return item


def page(shown: Shown, house: House, ending: str) -> bytes:
    """The edition itself as a work."""
    return write_works([page_item(shown, house)], FORMATS[ending][0]).encode()


def page_item(shown: Shown, house: House) -> Json:
    """The edition as a CSL item: a chapter of the site, at its own address for good."""
    document = shown.document
    note = [f"Edition {document.number}.", f"SHA-256 {shown.digest}."]
    note.append(f"Reviewed {document.reviewed}." if document.reviewed else "Not yet reviewed.")
    if document.review_due:
        note.append(f"Next review {document.review_due}.")
    day = [int(part) for part in document.published[:10].split("-")]
    return {
        "id": f"{document.topic.slug}-{document.number}",
        "type": "chapter",
        "title": document.topic.title,
        "author": [{"literal": person.name} for person in document.authors],
        "container-title": house.site_name,
        "publisher": house.publisher,
        "edition": str(document.number),
        "issued": {"date-parts": [day]},
        "language": house.language,
        "URL": shown.address(house.url),
        "note": " ".join([*note, *warnings(shown)]),
    }
