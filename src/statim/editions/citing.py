"""Who cites what now: from a work to the topics whose current edition lists it. Reads only."""

from __future__ import annotations

from collections.abc import Collection

from statim.editions.models import CitedWork

AT_ONCE = 500


def cited_works() -> list[str]:
    """Every work that a current edition lists, keyed as in `standing.work_key`."""
    return sorted(CitedWork.objects.values_list("work", flat=True).distinct())


def topics_citing(works: Collection[str]) -> list[str]:
    """The ids of the topics, withdrawn ones too, whose current edition lists one of the works."""
    found: set[str] = set()
    listed = sorted(works)
    for start in range(0, len(listed), AT_ONCE):
        rows = CitedWork.objects.filter(work__in=listed[start : start + AT_ONCE])
        found.update(rows.values_list("topic", flat=True))
    return sorted(found)
