"""Reading accounts."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from statim.accounts.devices import told
from statim.accounts.marks import stored_key
from statim.accounts.models import Role, Session, User
from statim.audit.actor import Actor
from statim.design.speech import language, offered


def actor_of(user: User) -> Actor:
    """The person by value, for editions and audit rows."""
    return Actor(name=user.name or user.email, email=user.email, role=user.role, account=user.pk)


def holder_of(user_id: int) -> Actor:
    """Who acts on their own account, by a number that says nothing once the account is deleted."""
    return Actor(name=f"Holder of account {user_id}", role="account holder")


def find_person(email: str) -> User | None:
    """The active account of an address, in any case, or None."""
    return User.objects.filter(email__iexact=email, is_active=True).first()


def language_of(address: str) -> str:
    """The language in which letters to this address are written: its account's, else that of the
    request, where the site speaks it, else the site's own."""
    known = User.objects.filter(email__iexact=address).values_list("language", flat=True).first()
    spoken = known or language()
    return spoken if spoken in offered() else offered()[0]


def nobody_yet() -> bool:
    """Whether no account was ever opened here."""
    return not User.objects.exists()


def is_staff(user: User) -> bool:
    """Whether this account may do more here than read."""
    return user.role != Role.READER


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One browser that is signed in. `name` names it in forms; it is not its key. `used` is the
    last day on which it served; None for one from before that was written down."""

    name: str
    device: str
    started: datetime
    used: date | None
    ends: datetime
    is_this: bool


def sessions_of(user_id: int, *, this: str | None) -> Sequence[OpenSession]:
    """The account's open sessions, this one first, then the newest. `this` is its own key."""
    own = stored_key(this or "")
    rows = Session.objects.filter(user_id=user_id, ends__gt=int(time.time())).exclude(mark="")
    listed = [
        OpenSession(
            name=row.session_key[:16],
            device=told(row.device),
            started=datetime.fromtimestamp(row.started, UTC),
            used=row.used,
            ends=datetime.fromtimestamp(row.ends, UTC),
            is_this=row.session_key == own,
        )
        for row in rows.order_by("-started").defer("session_data")
    ]
    return sorted(listed, key=lambda session: not session.is_this)


@dataclass(frozen=True, slots=True)
class Factors:
    """How an account is secured beside its password."""

    app: bool
    passkeys: tuple[Authenticator, ...]
    recovery_codes: int

    @property
    def any(self) -> bool:
        """Whether there is a second factor."""
        return self.app or bool(self.passkeys)


def factors_of(user_id: int) -> Factors:
    """The account's second factors."""
    found = list(Authenticator.objects.filter(user_id=user_id).order_by("created_at"))
    kinds = Authenticator.Type
    codes = next((a for a in found if a.type == kinds.RECOVERY_CODES), None)
    return Factors(
        app=any(a.type == kinds.TOTP for a in found),
        passkeys=tuple(a for a in found if a.type == kinds.WEBAUTHN),
        recovery_codes=len(codes.wrap().get_unused_codes()) if codes else 0,
    )


def organisation_accounts(user_id: int) -> list[str]:
    """The names that outside sign-in services know this account by."""
    return list(SocialAccount.objects.filter(user_id=user_id).values_list("uid", flat=True))
