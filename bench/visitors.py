"""Readers of one site, each with cookies of their own, and what each of them must be answered."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its body unpacked."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """The header's value, or ""."""
        return next((v for n, v in self.headers if n.lower() == name.lower()), "")

    def cookies(self) -> dict[str, str]:
        """What it sets, by name."""
        jar: SimpleCookie = SimpleCookie()
        for name, value in self.headers:
            if name.lower() == "set-cookie":
                jar.load(value)
        return {name: morsel.value for name, morsel in jar.items()}

    def text(self) -> bytes:
        """The body without the random token of its forms."""
        return TOKEN.sub(b"", self.body)

    def tokens(self) -> list[bytes]:
        """The random tokens of its forms, which no two answers share."""
        return TOKEN.findall(self.body)


class Line:
    """A connection that is kept open; not for two threads at once."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(
        self,
        path: str,
        headers: Iterable[tuple[str, str]] = (),
        *,
        method: str = "GET",
        body: bytes = b"",
    ) -> Answer:
        """Send exactly these headers (and Host), and read the whole answer."""
        try:
            return self._ask(path, headers, method, body)
        except (http.client.HTTPException, ConnectionError):  # an idle connection was closed
            self.connection.close()
            return self._ask(path, headers, method, body)

    def _ask(
        self, path: str, headers: Iterable[tuple[str, str]], method: str, body: bytes
    ) -> Answer:
        self.connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers:
            self.connection.putheader(name, value)
        if body:
            self.connection.putheader("Content-Length", str(len(body)))
        self.connection.endheaders(body or None)
        response = self.connection.getresponse()
        data = response.read()
        if response.getheader("Content-Encoding") == "gzip" and data:
            data = gzip.decompress(data)
        return Answer(response.status, response.getheaders(), data)

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()


@dataclass(slots=True)
class Reader:
    """Somebody who reads: a cookie jar, and the words that only they may ever be shown."""

    name: str
    jar: dict[str, str] = field(default_factory=dict)
    marks: tuple[bytes, ...] = ()

    def cookie(self) -> str:
        """The Cookie header."""
        return "; ".join(f"{name}={value}" for name, value in self.jar.items())

    def headers(self) -> list[tuple[str, str]]:
        """What this reader's browser sends of itself."""
        return [("Cookie", self.cookie())] if self.jar else []

    def visit(self, line: Line, path: str) -> Answer:
        """Open a page and keep its cookies."""
        answer = line.ask(path, self.headers())
        self.jar |= answer.cookies()
        return answer

    def send(self, line: Line, page: str, action: str, fields: Mapping[str, str]) -> Answer:
        """Fill in the first form of a page and send it."""
        (token, *_) = self.visit(line, page).tokens()
        body = urlencode({**fields, "csrfmiddlewaretoken": token.decode()}).encode()
        headers = [*self.headers(), ("Content-Type", "application/x-www-form-urlencoded")]
        answer = line.ask(action, headers, method="POST", body=body)
        self.jar |= answer.cookies()
        return answer


def signed_in(line: Line, *, name: str, email: str, password: str) -> Reader:
    """Somebody with an account."""
    reader = Reader(name=name, marks=(name.encode(), email.encode()))
    fields = {"username": email, "password": password}
    answer = reader.send(line, "/account/sign-in/", "/account/sign-in/", fields)
    if answer.status != 302:
        raise SystemExit(f"{email} could not sign in: {answer.status}")
    del reader.jar["statim-csrf"]  # forms make a new one, which then must be nobody else's
    return reader


def anonymous(line: Line, name: str, *slugs: str, urgent: str = "") -> Reader:
    """A visitor who has opened these topics, and asked for one past the meter."""
    reader = Reader(name=name)
    for slug in slugs:
        reader.visit(line, f"/topics/{slug}/")
    if urgent:
        page = f"/topics/{urgent}/"
        reader.send(line, page, f"{page}now/", {"reason": "emergency", "next": page})
    with contextlib.suppress(KeyError):
        del reader.jar["statim-csrf"]
    return reader
