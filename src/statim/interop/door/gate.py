"""The meter and the audience, asked by the doors: who may have a topic's whole text.

The rule is the reading side's, named in the settings, so that neither knows the other. Titles,
dates, codes and the first statements are for everybody, as on the page that the meter shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from statim.editions.queries import Current

Keep = Callable[[HttpResponse], None]

WHY = {
    "meter": "The free pages of this reader are used up. Sign in at /account/sign-in/ to read on.",
    "sign-in": "This site is read by people who have an account. Sign in at /account/sign-in/.",
    "audience": (
        "This site is for healthcare professionals. Open the topic's page once, say that you are "
        "one, and send the cookie with each request."
    ),
}


class Rule(Protocol):
    """Counts one opening of a topic. Gives why it is refused ("": it is not), whether the answer
    is a signed-in reader's own, and what keeps the count on the reader's device."""

    def __call__(self, request: HttpRequest, standing: Current) -> tuple[str, bool, Keep]: ...


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether the whole text may be handed out; `why` names the refusal in WHY."""

    why: str
    personal: bool
    keep: Keep

    @property
    def allowed(self) -> bool:
        """Whether it may."""
        return not self.why


@cache
def _rule() -> Rule:
    return cast("Rule", import_string(settings.STATIM_METER))


def admit(request: HttpRequest, standing: Current) -> Admission:
    """What the site's rule says of this topic for whoever asks."""
    return Admission(*_rule()(request, standing))


def kept(
    response: HttpResponse, admission: Admission, said: Mapping[str, str] | None = None
) -> HttpResponse:
    """The answer with the count, the edition's marks, and that no shared cache may keep it."""
    admission.keep(response)
    response.headers["Vary"] = "Accept, Accept-Encoding, Cookie"
    response.headers["Cache-Control"] = (
        "private, no-store" if admission.personal else "private, no-cache"
    )
    for name, value in (said or {}).items():
        response.headers[name] = value
    return response
