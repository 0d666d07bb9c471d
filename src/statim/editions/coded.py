"""From a clinical code to the topics that carry it: one indexed read, however many topics.

The rows are made from each edition as it is published, and follow from the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from statim.editions.code_systems import lookup_key
from statim.editions.document import Code, Document
from statim.editions.following import Stands, standing_now
from statim.editions.models import TopicCode

MOST_CODES = 50  # of one question
MOST_TOPICS = 50  # of one answer


def remember_codes(documents: Sequence[Document], known: Sequence[str]) -> None:
    """Keep the codes of these editions, their topics' current ones; `known` had earlier ones."""
    if known:
        TopicCode.objects.filter(topic__in=known).delete()
    TopicCode.objects.bulk_create(
        [
            TopicCode(topic=document.topic.id, system=system, code=code)
            for document in documents
            for system, code in sorted(keys_of(document.topic.codes))
        ]
    )


def keys_of(codes: Iterable[Code]) -> set[tuple[str, str]]:
    """The codes as they are looked up; those of systems that nobody knows are left out."""
    return {key for one in codes if (key := lookup_key(one.system, one.code))}


def topics_coded(asked: Iterable[tuple[str, str]]) -> list[Stands]:
    """The topics online that carry one of these codes, by title. Each is (system, code), the
    system by name, URI or OID; what no system knows finds nothing."""
    keys = [key for system, code in asked if (key := lookup_key(system, code))]
    wanted = Q()
    for system, code in list(dict.fromkeys(keys))[:MOST_CODES]:
        wanted |= Q(code=code, system=system)
    if not wanted:
        return []
    rows = TopicCode.objects.filter(wanted).values_list("topic", flat=True)
    found = standing_now(dict.fromkeys(rows[:MOST_TOPICS]))
    return sorted(found.values(), key=lambda one: (one.title.casefold(), one.slug))
