"""Reading an edition for a door, with what is known around it today. Never writes."""

from __future__ import annotations

from datetime import date

from statim.editions import queries
from statim.editions.corrections import serious_after
from statim.editions.errors import NoSuchEdition
from statim.editions.following import edition_of_topic
from statim.editions.html import change_words
from statim.interop.door.shown import Shown
from statim.references.queries import notices_about


def standing_at(slug: str) -> queries.Current | None:
    """Where the topic at this address stands, one that moved away included."""
    return queries.current(slug) or queries.current(queries.moved_to(slug) or "")


def standing_of(topic: str) -> queries.Current | None:
    """The same by the topic's id."""
    return queries.current_of_topic(topic)


def shown_of(standing: queries.Current, number: int | None = None) -> Shown:
    """The current edition, or that of this number. Raises NoSuchEdition."""
    published = edition_of_topic(standing.topic, number or standing.number)
    if published is None:
        raise NoSuchEdition(f"{standing.slug} has no edition {number}.")
    document = published.document
    found = notices_about(document.references)
    due, today = document.review_due or "", date.today().isoformat()
    return Shown(
        document=document,
        digest=published.hash,
        current=standing.number,
        overdue=due if due and due < today else "",
        withdrawn=_withdrawn(standing),
        notices={
            str(item["id"]): tuple(said)
            for item, said in zip(document.references, found, strict=True)
            if said
        },
        corrected=tuple(_corrected(standing.topic, published.number)),
    )


def _withdrawn(standing: queries.Current) -> tuple[str, str] | None:
    if not standing.withdrawn:
        return None
    at, reason = queries.withdrawals_of(standing.topic)[0]
    return at.date().isoformat(), reason


def _corrected(topic: str, number: int) -> list[str]:
    """What later editions corrected, where it was an error or a safety error."""
    return [
        f"{change_words(one.after.document)} in edition {one.after.number}, "
        f"{one.after.published.date().isoformat()}. {one.after.document.change.note}".strip()
        for one in serious_after(topic, number)
    ]
