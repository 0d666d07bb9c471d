"""What waits for review about the comparisons of a page, said above it. The numbers stay as they
were published; nothing of a draft is here but that there is one.
"""

from __future__ import annotations

from html import escape

from statim.design.words import day
from statim.editions.waiting import NEWER, Waits, waiting_on


def waiting_notice(topic: str, digest: str) -> str:
    """The notice above the page of this edition; "" where nothing waits."""
    lines = [_line(each) for each in waiting_on(topic, digest)]
    if not lines:
        return ""
    said = "".join(f"<p>{line}</p>" for line in lines)
    return (
        '<aside class="notice alert" aria-label="Numbers under review" data-numbers-waiting>'
        "<p>Numbers on this page wait for review. They are shown as they were published.</p>"
        f"{said}</aside>"
    )


def _line(each: Waits) -> str:
    place = f'<a href="#s-{escape(each.statement)}">this comparison</a>'
    since = f" since {escape(day(each.since.isoformat()))}" if each.since else ""
    if each.why == NEWER:
        said = f"Newer data for {place} wait for review{since}."
    else:
        said = f"A study in {place} was retracted; its pooling anew waits for review{since}."
    return said + (" What it says may change." if each.changes else "")
