"""A copy that leaves the site: an edition with what is known around it on the day it is made.

Pure values; whoever writes a copy (PDF) reads this and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from statim.editions.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One edition to be copied. `bibliography` is its references as HTML, in order; `pictures`
    the bytes of its figures by file name.

    What is known today, in words: `notices` above the page; by the number of a reference, `known`
    what was said against the work, and `marks` the short word that stands at its citations.
    """

    document: Document
    digest: str
    bibliography: tuple[str, ...]
    notices: tuple[str, ...] = ()
    known: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    marks: Mapping[int, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
