"""What waits for review about the comparisons of a page, said above it. The numbers stay as they
were published; nothing of a draft is here but that there is one.
"""

from __future__ import annotations

from html import escape

from statim.design.speech import say
from statim.design.words import day
from statim.editions.waiting import NEWER, Waits, waiting_on


def waiting_notice(topic: str, digest: str) -> str:
    """The notice above the page of this edition; "" where nothing waits."""
    lines = [_line(each) for each in waiting_on(topic, digest)]
    if not lines:
        return ""
    said = "".join(f"<p>{line}</p>" for line in lines)
    head = say("Numbers on this page wait for review. They are shown as they were published.")
    return (
        f'<aside class="notice alert" aria-label="{say("Numbers under review")}"'
        f" data-numbers-waiting><p>{head}</p>"
        f"{said}</aside>"
    )


def _line(each: Waits) -> str:
    place = f'<a href="#s-{escape(each.statement)}">{say("this comparison")}</a>'
    since = ""
    if each.since:
        since = say(" since %(day)s", day=escape(day(each.since.isoformat())))
    if each.why == NEWER:
        said = say("Newer data for %(place)s wait for review%(since)s.", place=place, since=since)
    else:
        said = say(
            "A study in %(place)s was retracted; its pooling anew waits for review%(since)s.",
            place=place, since=since,
        )  # fmt: skip
    return said + (f" {say('What it says may change.')}" if each.changes else "")
