"""Whether what is kept for fast reading follows from the record: pages, standings, addresses.

Part of the proof (see `verification`). Search words and shelves are left out: they follow
from the code's version too, and say nothing to a reader.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import zip_longest

from statim.audit import queries as log
from statim.editions.coded import keys_of
from statim.editions.corrections import SERIOUS, is_correction
from statim.editions.document import Document
from statim.editions.models import (
    CitedWork,
    Correction,
    Edition,
    FormerAddress,
    Page,
    SpokenPage,
    Standing,
    TopicCode,
    TopicLink,
    Withdrawal,
)
from statim.editions.pages import seal_of, seal_of_spoken
from statim.editions.relating import CHOSEN, LINKS_HERE, SAME_WORKS
from statim.editions.showing import broken, made_up
from statim.editions.standing import links_of, row_of, works_of

_FOLLOWS = (
    "slug", "edition_id", "number", "hash", "title", "specialty", "published", "reviewed",
    "review_due", "emergency",
)  # fmt: skip

Newest = Sequence[tuple[Edition, Document]]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold. `sequence` is the place in the record (0: in none).

    `follows`: the record itself holds, but not what should follow from it.
    """

    sequence: int
    slug: str
    number: int
    what: str
    follows: bool = False

    def __str__(self) -> str:
        return f"{self.slug}, edition {self.number}: {self.what}" if self.slug else self.what


def _at(edition: Edition, what: str) -> Fault:
    return Fault(edition.sequence, edition.slug, edition.number, what, follows=True)


def faults_of_table(editions: Newest, newest: Newest) -> Iterator[Fault]:
    """What does not follow from these editions; `newest` are the topics' latest among them."""
    yield from _page_faults([edition for edition, _ in editions])
    yield from _correction_faults(editions)
    for edition, what in broken(editions):
        yield _at(edition, what)
    yield from _standing_faults(newest)
    yield from _use_faults(newest)


def _page_faults(editions: Sequence[Edition]) -> Iterator[Fault]:
    pages = Page.objects.in_bulk([edition.sequence for edition in editions])
    for edition in editions:
        page = pages.get(edition.sequence)
        if page is None:
            yield _at(edition, "its stored page is missing")
        elif page.seal != seal_of(page, edition.hash):
            yield _at(edition, "its stored page was altered, or the site's secret key is another")
    by_sequence = {edition.sequence: edition for edition in editions}
    for spoken in SpokenPage.objects.filter(edition__in=by_sequence):
        edition = by_sequence[spoken.edition_id]
        if spoken.seal != seal_of_spoken(spoken, edition.hash):
            yield _at(edition, f"its stored page in the language {spoken.language} was altered")


def _correction_faults(editions: Newest) -> Iterator[Fault]:
    """Corrections that the public list leaves out, alters or makes up."""
    listed = Correction.objects.in_bulk([edition.sequence for edition, _ in editions])
    for edition, document in editions:
        row = listed.get(edition.sequence)
        said = (row.topic, row.severity) if row else None
        right = (edition.topic, document.change.severity) if is_correction(document) else None
        if said != right:
            yield _at(edition, "the list of corrections does not say what it says")


def _last_corrections(topics: Sequence[str]) -> dict[str, str]:
    """The day of each topic's last serious correction."""
    rows = Correction.objects.filter(topic__in=topics, severity__in=SERIOUS)
    days = rows.order_by("edition_id").values_list("topic", "edition__published")
    return {topic: at.astimezone(UTC).date().isoformat() for topic, at in days}


def _standing_faults(newest: Newest) -> Iterator[Fault]:
    topics = [edition.topic for edition, _ in newest]
    standings = Standing.objects.in_bulk(topics)
    gone = {(w.topic, w.number): w for w in Withdrawal.objects.filter(topic__in=topics)}
    known = _known_titles(list(standings.values()))
    corrected = _last_corrections(topics)
    for edition, document in newest:
        standing = standings.get(edition.topic)
        if standing is None:
            yield _at(edition, "the site does not show it: its topic stands nowhere")
            continue
        expected = row_of(edition, document)
        wrong = [n for n in _FOLLOWS if getattr(standing, n) != getattr(expected, n)]
        withdrawal = gone.get((edition.topic, edition.number))
        offline = (withdrawal.at, withdrawal.reason) if withdrawal else (None, "")
        if (standing.withdrawn, standing.withdrawn_reason) != offline:
            wrong.append("withdrawn")
        if standing.corrected != corrected.get(edition.topic, ""):
            wrong.append("corrected")
        if wrong:
            yield _at(edition, f"the site shows another {', '.join(wrong)} than the record")
        for fault in _related_faults(standing, known):
            yield _at(edition, fault)


def _known_titles(standings: Sequence[Standing]) -> set[tuple[str, str]]:
    """Which of the related pages' addresses and titles the record knows."""
    slugs = {str(r.get("slug")) for s in standings for r in s.related or () if isinstance(r, dict)}
    return set(Edition.objects.filter(slug__in=slugs).values_list("slug", "title"))


def _related_faults(standing: Standing, known: set[tuple[str, str]]) -> Iterator[str]:
    for related in standing.related or ():
        if (
            not isinstance(related, dict)
            or (related.get("slug"), related.get("title")) not in known
        ):
            yield f"the site shows a related page that the record does not know: {related}"
        elif related.get("why") not in (CHOSEN, SAME_WORKS, LINKS_HERE):
            yield f"the site gives a false reason for a related page: {related}"


def _use_faults(newest: Newest) -> Iterator[Fault]:
    topics = [edition.topic for edition, _ in newest]
    cited: dict[str, set[str]] = defaultdict(set)
    for topic, work in CitedWork.objects.filter(topic__in=topics).values_list("topic", "work"):
        cited[topic].add(work)
    linked: dict[str, set[str]] = defaultdict(set)
    for topic, slug in TopicLink.objects.filter(topic__in=topics).values_list("topic", "slug"):
        linked[topic].add(slug)
    coded: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for topic, *key in TopicCode.objects.filter(topic__in=topics).values_list(
        "topic", "system", "code"
    ):
        coded[topic].add((key[0], key[1]))
    for edition, document in newest:
        if coded[edition.topic] != keys_of(document.topic.codes):
            yield _at(edition, "the table of codes does not say what it carries")
        if cited[edition.topic] != works_of(document):
            yield _at(edition, "the table of cited works does not say what it cites")
        if linked[edition.topic] != links_of(document):
            yield _at(edition, "the table of links does not say where it leads")


def faults_of_rest(*, log_holds: bool) -> Iterator[Fault]:
    """Rows that follow from no edition, former addresses, and withdrawals against the log."""
    known = set(Edition.objects.values_list("topic", flat=True).distinct())
    for standing in Standing.objects.exclude(topic__in=Edition.objects.values("topic")):
        what = "the site shows a topic that the record does not hold"
        yield Fault(0, standing.slug, standing.number, what, follows=True)
    for edition in Edition.objects.filter(sequence__lt=1):
        yield _at(edition, "it stands outside the record: its place is below 1")
    for page in Page.objects.exclude(edition__in=Edition.objects.values("sequence")):
        yield Fault(
            page.edition_id, "", 0, f"a page of no edition is stored: {page.edition_id}", True
        )
    for model in (CitedWork, TopicCode, TopicLink):
        for topic in set(model.objects.values_list("topic", flat=True)) - known:
            yield Fault(0, "", 0, f"uses of a topic that the record does not hold: {topic}", True)
    for topic, name in made_up():
        what = f"readers get the picture {name}, which no edition of {topic} shows"
        yield Fault(0, "", 0, what, follows=True)
    yield from _address_faults()
    if log_holds:
        yield from _withdrawal_faults()


def _address_faults() -> Iterator[Fault]:
    places = {
        (topic, slug): (sequence, number)
        for topic, slug, sequence, number in Edition.objects.order_by("sequence").values_list(
            "topic", "slug", "sequence", "number"
        )
    }
    now = set(Standing.objects.values_list("topic", "slug"))
    former = set(FormerAddress.objects.values_list("topic", "slug"))
    for topic, slug in sorted(places.keys() - now - former):
        sequence, number = places[topic, slug]
        yield Fault(sequence, slug, number, "its former address no longer leads on", True)
    for topic, slug in sorted(former - (places.keys() - now)):
        what = f"a former address leads to a topic that never stood there: {topic}"
        yield Fault(0, slug, 0, what, follows=True)


def _withdrawal_faults() -> Iterator[Fault]:
    slugs = {
        (topic, number): (sequence, slug)
        for topic, number, sequence, slug in Edition.objects.filter(
            topic__in=Withdrawal.objects.values("topic")
        ).values_list("topic", "number", "sequence", "slug")
    }
    kept = Withdrawal.objects.order_by("id").iterator(chunk_size=1000)
    for row, entry in zip_longest(kept, log.acts("withdraw")):
        stored = _stored_withdrawal(row) if row else None
        if stored == (_logged_withdrawal(entry) if entry else None):
            continue
        if entry is None and row is not None:
            sequence, slug = slugs.get((row.topic, row.number), (0, row.topic))
            yield Fault(sequence, slug, row.number, "its withdrawal was never logged", True)
        elif entry is not None:
            sequence, _ = slugs.get((entry.object_id, entry.detail["edition"]), (0, ""))
            what = "its withdrawal was altered or is missing"
            yield Fault(sequence, entry.detail["slug"], entry.detail["edition"], what, follows=True)


def _stored_withdrawal(row: Withdrawal) -> tuple[object, ...]:
    at = row.at.astimezone(UTC).isoformat()
    return (row.topic, row.number, at, row.reason, row.by_name)


def _logged_withdrawal(entry: log.Logged) -> tuple[object, ...]:
    said = entry.detail
    return (entry.object_id, said["edition"], said["at"], said["reason"], entry.actor_name)
