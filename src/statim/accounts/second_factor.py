"""Staff may be asked for a second factor before the desk opens to them (STATIM_SECOND_FACTOR)."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from statim.accounts.models import Role, User

ASKED = {
    "optional": frozenset[str](),
    "admin": frozenset({Role.ADMIN.value}),
    "staff": frozenset(Role.values) - {Role.READER.value},
}
DESK = "/desk/"


def must_add(user: User) -> bool:
    """Whether this account has yet to set up the second factor that the site asks of its role."""
    asked = user.role in ASKED[settings.STATIM_SECOND_FACTOR]
    return asked and not is_mfa_enabled(user)


class AskStaff:
    """Middleware: leads staff without a second factor from the desk to setting one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or lead away. Looks at nobody outside the desk."""
        if request.path.startswith(DESK) and settings.STATIM_SECOND_FACTOR != "optional":
            user = request.user
            if isinstance(user, User) and must_add(user):
                return HttpResponseRedirect("/account/second-factor/?asked=1")
        return self.get_response(request)
