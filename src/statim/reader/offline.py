"""Reading without network: what the service worker is told, and what became of copies that
devices keep. Nobody is asked who keeps them; nothing here is metered or counted."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

from statim.design.speech import say
from statim.editions import queries
from statim.editions.corrections import serious_after
from statim.editions.following import edition_of_topic
from statim.publisher.house import House
from statim.reader.copies import said_today
from statim.reader.notices import notices_on

PAGE = "/offline/"
MOST = 40  # copies in one question
WORKER = Path(__file__).parent / "static" / "reader" / "worker"
FILES = ("keeping.js", "copies.js", "notes.js", "worker.js")

_HELD = re.compile(r"([A-Za-z0-9_-]{1,40}):([1-9][0-9]{0,8})\Z")


class NotHeld(ValueError):
    """The question about copies cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Stands:
    """What became of a copy: short words for machines (`marks`), sentences for its reader."""

    marks: tuple[str, ...]
    lines: tuple[str, ...]


def asked_about(words: str) -> list[tuple[str, int]]:
    """(topic's id, edition) of each copy in "id:edition,id:edition". Raises NotHeld."""
    parts = [part for part in words.split(",") if part]
    if len(parts) > MOST:
        raise NotHeld(f"At most {MOST} copies are asked about at once; these are {len(parts)}.")
    found = [_HELD.match(part) for part in parts]
    if not parts or not all(found):
        raise NotHeld("Write held=<topic id>:<edition>, several with commas between them.")
    return [(each[1], int(each[2])) for each in found if each]


def stands(topic: str, number: int, today: date) -> Stands:
    """What is known today about a copy of this edition: withdrawn, superseded, corrected since,
    resting on works that were retracted or are in doubt, overdue for review; "unknown" where the
    record holds no such edition."""
    published, standing = edition_of_topic(topic, number), queries.current_of_topic(topic)
    if published is None or standing is None:
        return Stands(
            ("unknown",), (say("This site knows no such edition. Do not rely on this copy."),)
        )
    kinds = {said[0].kind for said in notices_on(published.document).values()}
    due = published.document.review_due
    found = {
        "withdrawn": standing.withdrawn is not None,
        "superseded": number < standing.number,
        "corrected": bool(serious_after(topic, number)),
        **{kind: kind in kinds for kind in ("retraction", "expression-of-concern")},
        "overdue": bool(due and due < today.isoformat()),
    }
    lines = tuple(said_today(published, standing, today))
    return Stands(tuple(mark for mark, so in found.items() if so), lines)


@lru_cache(maxsize=4)
def worker(page: str) -> tuple[bytes, str]:
    """(the service worker's script, its ETag). It changes where `page` does, the page that is
    shown when the network is gone, so that browsers fetch that anew."""
    said = {
        "days": settings.STATIM_OFFLINE_DAYS,
        "page": PAGE,
        "made": hashlib.sha256(page.encode()).hexdigest()[:16],
    }
    parts = [(WORKER / name).read_text() for name in FILES]
    script = f"const SITE = {json.dumps(said)};\n{''.join(parts)}".encode()
    return script, f'"{hashlib.sha256(script).hexdigest()[:32]}"'


def manifest(house: House) -> bytes:
    """The web app manifest (W3C), by which a browser installs the site like a program."""
    said = {
        "id": "/",
        "name": house.site_name,
        "short_name": house.site_name[:12].strip(),
        "description": house.audience_notice,
        "lang": house.language,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fcfbf8",
        "theme_color": "#085768",
        "icons": [
            {"src": static(f"design/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png",
             "purpose": purpose}
            for name, size, purpose in (
                ("icon-192", 192, "any"), ("icon-512", 512, "any"),
                ("icon-whole-512", 512, "maskable"),
            )
        ],
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False).encode()
