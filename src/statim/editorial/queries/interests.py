"""The register of interests: what people declared, and whether that still holds."""

from __future__ import annotations

from datetime import datetime, timedelta

from statim.editorial.errors import InterestsExpired, InterestsMissing
from statim.editorial.models import Interests

HOLDS = timedelta(days=365)
NONE = "None to declare"
NOT_CURRENT = "No current declaration of interests"


def last_declared(account: int) -> Interests | None:
    """Somebody's newest declaration, current or not."""
    return Interests.objects.filter(by_account=account).order_by("-id").first()


def holds(declared: Interests, at: datetime) -> bool:
    """Whether the declaration is still current at that moment."""
    return at - declared.at <= HOLDS


def said_by(declared: Interests) -> str:
    """The declaration as pages show it."""
    return declared.words or NONE


def interests_now(account: int, at: datetime) -> str:
    """What somebody's current declaration says. Raises InterestsMissing or InterestsExpired."""
    declared = last_declared(account)
    if declared is None:
        raise InterestsMissing
    if not holds(declared, at):
        raise InterestsExpired(declared.at.date().isoformat())
    return said_by(declared)


def interests_shown(account: int, at: datetime) -> str:
    """What a byline says of somebody's interests; that there is no current declaration, too."""
    declared = last_declared(account)
    return said_by(declared) if declared and holds(declared, at) else NOT_CURRENT


def history(account: int) -> list[Interests]:
    """All that somebody declared, newest first."""
    return list(Interests.objects.filter(by_account=account).order_by("-id"))


def register() -> list[Interests]:
    """Everybody's newest declaration, by name."""
    newest: dict[int | None, Interests] = {}
    for declared in Interests.objects.order_by("id"):
        newest[declared.by_account] = declared
    return sorted(newest.values(), key=lambda each: (each.by_name.casefold(), each.by_account or 0))
