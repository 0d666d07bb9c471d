"""What stands against a hit today: works that it cites and that were retracted or doubted.

Looked up when it is shown, as on the page itself, because it came after the edition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from statim.references.notices import CONCERN, KINDS, RETRACTION
from statim.references.queries import notices_about

TOLD = (RETRACTION, CONCERN)


@dataclass(frozen=True, slots=True)
class Caution:
    """The gravest notice about the work with this number on the page: its kind and day."""

    number: int
    kind: str
    day: str


def cautions_on(pages: Sequence[Mapping[str, Mapping[str, str]]]) -> list[list[Caution]]:
    """For each page (number of a reference, as text, to its identifiers by CSL's names), what
    is known against its works: the gravest first. One look at the notices for all pages."""
    listed = [(place, int(n), item) for place, page in enumerate(pages) for n, item in page.items()]
    found: list[list[Caution]] = [[] for _ in pages]
    if not listed:
        return found
    said = notices_about([item for _, _, item in listed])
    for (place, number, _), notices in zip(listed, said, strict=True):
        if notices and notices[0].kind in TOLD:
            found[place].append(Caution(number, notices[0].kind, notices[0].day))
    for some in found:
        some.sort(key=lambda one: (KINDS.index(one.kind), one.number))
    return found
