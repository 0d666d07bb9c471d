"""A small OpenID provider on loopback: discovery, authorisation code with PKCE, signed ID
tokens, userinfo. A test may make it lie."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "statim", "kept between the two"
PERSON = {
    "sub": "u-17", "email": "olive@trust.example", "email_verified": True, "name": "Olive Oakes",
}  # fmt: skip
Claims = dict[str, Any]


@cache
def _key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "k1"})


def _honest(claims: Claims) -> Claims:
    return claims


@dataclass
class Issuer:
    """The provider's memory, and what it is told to do wrong."""

    url: str = ""
    key: RSAKey = field(default_factory=_key)
    person: Claims = field(default_factory=lambda: dict(PERSON))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, Claims] = field(default_factory=dict)
    claim: Callable[[Claims], Claims] = _honest
    sign: Callable[[Issuer, Claims], str] | None = None
    userinfo: Callable[[Claims], Claims] = _honest
    discovery: Claims = field(default_factory=dict)
    last_token: str = ""

    def configuration(self) -> Claims:
        said = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorise",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }
        return said | self.discovery

    def authorise(self, asked: dict[str, str]) -> str:
        """Somebody signs in there; the address that they are sent back to."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, sent: dict[str, str]) -> tuple[int, Claims]:
        """A code for tokens, once."""
        asked = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            asked is None
            or sent.get("client_secret") != SECRET
            or sent.get("redirect_uri") != asked["redirect_uri"]
            or proof != asked["code_challenge"]
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300,
                  "nonce": asked.get("nonce"), **self.person}  # fmt: skip
        claims = self.claim(claims)
        self.last_token = self.sign(self, claims) if self.sign else self.signed(claims)
        access = secrets.token_urlsafe(16)
        self.tokens[access] = dict(self.person)
        return 200, {"access_token": access, "token_type": "Bearer", "id_token": self.last_token}

    def signed(self, claims: Claims, key: RSAKey | None = None, **header: str) -> str:
        return jwt.encode({"alg": "RS256", "kid": "k1", **header}, claims, key or self.key)


def _page(issuer: Issuer) -> type[BaseHTTPRequestHandler]:
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(place.query).items()}
            if place.path == "/.well-known/openid-configuration":
                self.answer(200, issuer.configuration())
            elif place.path == "/keys":
                self.answer(200, KeySet([issuer.key]).as_dict(private=False))
            elif place.path == "/authorise":
                self.send_response(302)
                self.send_header("Location", issuer.authorise(asked))
                self.end_headers()
            elif place.path == "/userinfo":
                token = self.headers.get("Authorization", "").removeprefix("Bearer ")
                known = issuer.tokens.get(token)
                self.answer(200 if known else 401, issuer.userinfo(known or {}))
            else:
                self.answer(404, {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: values[0] for name, values in parse_qs(body).items()}
            self.answer(*issuer.exchange(sent))

        def answer(self, status: int, said: Claims) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Silent."""

    return Page


@contextmanager
def serving() -> Iterator[Issuer]:
    """The provider, on a port of its own."""
    issuer = Issuer()
    with ThreadingHTTPServer(("127.0.0.1", 0), _page(issuer)) as server:
        issuer.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield issuer
        finally:
            server.shutdown()
            thread.join()
