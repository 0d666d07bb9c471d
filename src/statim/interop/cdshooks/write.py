"""Discovery, and cards that hold nothing but a link to an edition. Pure.

CDS Hooks 2.0: `indicator` is always info; no suggestion, no action, no word on what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from statim.interop.door.shown import Shown, warnings
from statim.publisher.house import House

Json = dict[str, Any]
SERVICES = {"statim-patient-view": "patient-view", "statim-order-select": "order-select"}
LONGEST_SUMMARY = 139  # "less than 140 characters"
VERSION = "1.0.0"
_PREFETCH = {"conditions": "Condition?patient={{context.patientId}}&clinical-status=active"}


def discovery(house: House) -> Json:
    """What services there are."""
    return {"services": [_service(name, hook, house) for name, hook in SERVICES.items()]}


def _service(name: str, hook: str, house: House) -> Json:
    about = "the active problems" if hook == "patient-view" else "the orders that are selected"
    service: Json = {
        "hook": hook,
        "id": name,
        "title": f"{house.site_name}: topics",
        "description": f"Links to topics of {house.publisher} by the codes of {about}. "
        "Nothing of the request is kept.",
        "version": VERSION,
    }
    return {**service, "prefetch": _PREFETCH} if hook == "patient-view" else service


def cards(found: Sequence[Shown], house: House) -> Json:
    """A card for each topic, in the order given."""
    return {"cards": [_card(one, house) for one in found]}


def _card(shown: Shown, house: House) -> Json:
    document = shown.document
    address = shown.address(house.url)
    title = document.topic.title
    reviewed = f"Reviewed {document.reviewed}" if document.reviewed else "Not yet reviewed"
    due = f", next review {document.review_due}" if document.review_due else ""
    lines = [f"Edition {document.number}. {reviewed}{due}.", *warnings(shown)]
    return {
        "uuid": str(uuid5(NAMESPACE_URL, f"{address}#{shown.digest}")),
        "summary": title if len(title) <= LONGEST_SUMMARY else f"{title[: LONGEST_SUMMARY - 1]}…",
        "indicator": "info",
        "source": {"label": house.site_name, "url": f"{house.url}/"},
        "detail": "  \n".join(_plain(line) for line in lines),
        "links": [{"label": f"{title}: read", "url": address, "type": "absolute"}],
        "extension": {"edition": document.number, "sha256": shown.digest,
                      "overdue": bool(shown.overdue), "retracted": shown.retracted()},
    }  # fmt: skip


def _plain(words: str) -> str:
    """Words that GitHub's Markdown shows as they are."""
    return "".join(f"\\{c}" if c in r"\`*_[]<>#|" else c for c in words)
