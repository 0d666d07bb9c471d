"""Signing in through an organisation's own service, by OpenID Connect.

Built on allauth's adapter, and stricter than it: the ID token's signature is always checked, with
an asymmetric algorithm that we name, and its nonce is that of the browser that began.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

PROVIDER = "organisation"
ALGORITHMS = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
)
LEEWAY = 60  # seconds by which two clocks may differ


class Organisation(OpenIDConnectOAuth2Adapter):
    """The service named by STATIM_OIDC_ISSUER."""

    nonce = ""

    def __init__(self, request: HttpRequest, provider_id: str = PROVIDER) -> None:
        super().__init__(request, provider_id)

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the service says of itself. Raises OAuth2Error where it says that it is another."""
        said: dict[str, Any] = super().openid_config
        if str(said.get("issuer", "")).rstrip("/") != settings.OIDC_ISSUER:
            raise OAuth2Error("the service names another issuer")
        return said

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any
    ) -> SocialLogin:
        """The person that the service names. Raises OAuth2Error."""
        claims = self.checked(kwargs["response"].get("id_token") or "", app.client_id)
        said = (
            self._fetch_user_info(token.token) if "userinfo_endpoint" in self.openid_config else {}
        )
        if said and said.get("sub") != claims["sub"]:
            raise OAuth2Error("the service speaks of two people")
        known = {
            key: said.get(key, claims.get(key)) for key in KEPT if key in claims or key in said
        }
        login: SocialLogin = _provider(request).sociallogin_from_response(
            request, {"userinfo": known}
        )
        return login

    def checked(self, id_token: str, client: str) -> dict[str, Any]:
        """The claims of an ID token (OpenID Connect Core 1.0, 3.1.3.7). Raises OAuth2Error."""
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key(id_token),
                algorithms=list(ALGORITHMS),
                audience=client,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY,
                options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
            )
        except (jwt.PyJWTError, ValueError, KeyError) as wrong:
            raise OAuth2Error("the ID token does not hold") from wrong
        if not self.nonce or not hmac.compare_digest(str(claims["nonce"]), self.nonce):
            raise OAuth2Error("the ID token was made for another sign-in")
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", client) != client or (several and "azp" not in claims):
            raise OAuth2Error("the ID token was made for another site")
        return claims

    def _key(self, id_token: str) -> jwt.PyJWK:
        header = jwt.get_unverified_header(id_token)
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        named = [key for key in keys if key.key_id == header.get("kid")]
        if len(named) != 1:
            raise OAuth2Error("the ID token names no key of the service")
        return named[0]


KEPT = ("sub", "email", "email_verified", "name")  # of all that a service may tell


def _provider(request: HttpRequest) -> Any:
    return get_adapter(request).get_provider(request, PROVIDER)


class Callback(OAuth2CallbackView):
    """Where the service sends the person back to."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, HttpResponse | None]:
        state, answer = super()._get_state(request, provider)
        if isinstance(self.adapter, Organisation):
            self.adapter.nonce = (state or {}).get("nonce", "")
        return state, answer


def begin(request: HttpRequest, back_to: str) -> HttpResponse:
    """Lead to the service, with a state and a nonce of this browser's own.

    Raises SocialApp.DoesNotExist where no service is named, OAuth2Error, or RequestException.
    """
    provider = _provider(request)
    provider.oauth2_adapter_class = Organisation
    nonce = secrets.token_urlsafe(24)
    answer: HttpResponse = provider.redirect(
        request, "login", next_url=back_to or None, auth_params={"nonce": nonce}, nonce=nonce
    )
    return answer
