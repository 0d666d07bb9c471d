"""What an administrator does with accounts, behind the desk's table of permissions."""

from __future__ import annotations

from statim.accounts import administering
from statim.accounts.models import User
from statim.audit.actor import Actor
from statim.editorial.permissions import MANAGE_PEOPLE, check_may


def open_account(*, email: str, name: str, role: str, invite: bool, by: Actor) -> tuple[User, str]:
    """As `administering.open_account`. Raises NotAllowed too."""
    check_may(by, MANAGE_PEOPLE)
    return administering.open_account(email=email, name=name, role=role, invite=invite, by=by)


def give_role(number: int, role: str, *, by: Actor) -> User:
    """As `administering.give_role`. Raises NotAllowed too."""
    check_may(by, MANAGE_PEOPLE)
    return administering.give_role(number, role, by=by)


def close_account(number: int, *, by: Actor) -> User:
    """As `administering.close_account`. Raises NotAllowed too."""
    check_may(by, MANAGE_PEOPLE)
    return administering.close_account(number, by=by)


def reopen_account(number: int, *, by: Actor) -> User:
    """As `administering.reopen_account`. Raises NotAllowed too."""
    check_may(by, MANAGE_PEOPLE)
    return administering.reopen_account(number, by=by)


def end_sessions(number: int, *, by: Actor) -> int:
    """As `administering.end_sessions`. Raises NotAllowed too."""
    check_may(by, MANAGE_PEOPLE)
    return administering.end_sessions(number, by=by)
