"""The register of interests as editors need it: of everybody at the desk, how each stands.

Reads only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from statim.accounts.models import User
from statim.accounts.roster import staff
from statim.design.speech import later, say
from statim.editorial.models import Interests
from statim.editorial.queries.interests import HOLDS, register, said_by
from statim.editorial.queries.work import RENEW_DAYS

MISSING, EXPIRED, SOON, CURRENT = "missing", "expired", "soon", "current"
WORDS = {
    MISSING: later("Never declared"),
    EXPIRED: later("Expired"),
    SOON: later("Expires within %(days)s days"),
    CURRENT: later("Current"),
}


@dataclass(frozen=True, slots=True)
class Declared:
    """Somebody at the desk, what they declared last, when, until when it holds, how it stands."""

    account: int
    name: str
    role: str
    said: str
    at: datetime | None
    until: datetime | None
    standing: str

    @property
    def words(self) -> str:
        """How it stands, in words."""
        return say(WORDS[self.standing], days=RENEW_DAYS)


def registered(now: datetime) -> list[Declared]:
    """Everybody with an open account at the desk: those who cannot sign first, then by name."""
    known = {each.by_account: each for each in register()}
    found = [_declared(user, known.get(user.pk), now) for user in staff()]
    order = list(WORDS)
    return sorted(found, key=lambda each: (order.index(each.standing), each.name.casefold()))


def _declared(user: User, last: Interests | None, now: datetime) -> Declared:
    role = user.get_role_display()
    if last is None:
        return Declared(user.pk, str(user), role, "", None, None, MISSING)
    until = last.at + HOLDS
    left = (until - now).days
    standing = EXPIRED if now > until else SOON if left <= RENEW_DAYS else CURRENT
    return Declared(user.pk, str(user), role, said_by(last), last.at, until, standing)
