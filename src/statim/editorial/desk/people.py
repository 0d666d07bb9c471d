"""Who is at the desk: the person behind a request, by value."""

from __future__ import annotations

from django.http import HttpRequest

from statim.accounts.models import User
from statim.accounts.queries import actor_of
from statim.audit.actor import Actor


def actor(request: HttpRequest) -> Actor:
    """The signed-in person. For views behind `for_staff` only: there is always one."""
    if not isinstance(request.user, User):
        raise TypeError("a screen of the desk was opened without an account")
    return actor_of(request.user)
