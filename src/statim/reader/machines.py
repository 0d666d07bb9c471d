"""The meter and the audience for other systems: the same rule as for pages, said in a word.

Reached through STATIM_METER by the doors of `interop`, which do not know this room.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from statim.accounts.signed_in import reader_id
from statim.editions.queries import Current
from statim.reader import audience, metering
from statim.reader.views.topic import keep_count, opening_of


def admit(request: HttpRequest, standing: Current) -> tuple[str, bool, Callable[..., None]]:
    """Count one opening: why it is refused ("meter", "sign-in", "audience" or ""), whether the
    reader is signed in, and what keeps the count on their device."""
    signed_in = reader_id(request) is not None
    if audience.must_confirm(request.COOKIES.get(audience.COOKIE)):
        return "audience", signed_in, _nothing
    opening = opening_of(request, standing, signed_in)
    if not opening.allowed:
        return ("meter" if metering.may_be_urgent() else "sign-in"), signed_in, _nothing
    return "", signed_in, lambda response: keep_count(response, opening)


def _nothing(response: HttpResponse) -> None:
    """A refusal counts nothing."""
