"""The pages of signing in through an organisation: there, back, and the first time."""

from __future__ import annotations

import logging
from typing import Any

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.views import SignupView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from requests import RequestException

from statim.accounts import oidc
from statim.accounts.errors import NotConfirmed
from statim.accounts.forms import OrganisationSignUpForm
from statim.accounts.views.entrance import Entrance, entrance
from statim.accounts.views.pages import as_view, kept_by_nobody, next_of
from statim.design.speech import say

log = logging.getLogger(__name__)


@require_safe
def begin(request: HttpRequest) -> HttpResponseBase:
    """Lead to the organisation's service."""
    try:
        return kept_by_nobody(oidc.begin(request, next_of(request)))
    except SocialApp.DoesNotExist as none:
        raise Http404(say("No organisation's sign-in is set up here.")) from none
    except (NotConfirmed, OAuth2Error, RequestException, KeyError, ValueError) as wrong:
        return refused(request, wrong)


@require_safe
def back(request: HttpRequest, provider_id: str = oidc.PROVIDER) -> HttpResponseBase:
    """Where the service leads back to: checked, then signed in or asked to open an account."""
    if not settings.OIDC_ISSUER or provider_id != oidc.PROVIDER:
        raise Http404(say("No organisation's sign-in is set up here."))
    callback: Any = oidc.Callback
    try:
        answer: HttpResponseBase = callback.adapter_view(oidc.Organisation(request))(request)
    except (NotConfirmed, OAuth2Error, RequestException, KeyError, ValueError) as wrong:
        return refused(request, wrong)
    return kept_by_nobody(answer)


def refused(request: HttpRequest, reason: Exception | None = None) -> HttpResponseBase:
    """403: the service did not say who it is, or not so that it can be believed."""
    log.warning("signing in through the organisation was refused: %s", type(reason).__name__)
    context = entrance(request)
    answer: HttpResponse = render(
        request, "accounts/organisation_refused.html", context, status=403
    )
    return kept_by_nobody(answer)


class FirstTime(Entrance, SignupView):
    """Particulars and declaration of somebody who comes for the first time."""

    template_name = "accounts/organisation_sign_up.html"
    form_class = OrganisationSignUpForm


first_time = as_view(FirstTime)
