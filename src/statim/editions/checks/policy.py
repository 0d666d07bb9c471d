"""What a site wants of its writing: whose rules for doses, which forms it allows. Pure."""

from __future__ import annotations

from dataclasses import dataclass

UK, US = "uk", "us"
STYLES = (UK, US)


@dataclass(frozen=True, slots=True)
class Policy:
    """`style` says whose rules on units hold: "uk" (BNF) or "us" (ISMP). `allowed` are the
    names of rules that the site does not want; `exempt` the broadest specialties whose pages
    say nothing clinical, so that their statements need no citation."""

    style: str = UK
    allowed: frozenset[str] = frozenset()
    exempt: frozenset[str] = frozenset()
