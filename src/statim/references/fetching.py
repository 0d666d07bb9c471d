"""Fetching from named servers of others, and from nowhere else: the one door to the network.

HTTPS to allowed hosts only. The name is resolved here, every address that it has must be
public, and the connection goes to the very address that was checked, so that a second answer
of the name server changes nothing. Redirects go through the same door. All within one limit
of time and of size.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import certifi
import httpcore

from statim.design.speech import say
from statim.references.addresses import is_public
from statim.references.errors import FetchRefused

SECONDS = 5.0
SECONDS_OF_ONE = 2.0  # for each address of a host, so that a silent one leaves time for the next
MOST_BYTES = 10 * 1024 * 1024
MOST_REDIRECTS = 3
_MOVED = {301, 302, 303, 307, 308}

Resolve = Callable[[str], Collection[str]]
Dial = Callable[[str, float], httpcore.NetworkStream]  # an address and seconds


def addresses_of(host: str) -> list[str]:
    """What the system's resolver says. Raises OSError."""
    found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def dial(address: str, seconds: float) -> httpcore.NetworkStream:
    """A connection to a numeric address, port 443. Raises httpcore's errors."""
    return httpcore.SyncBackend().connect_tcp(address, 443, timeout=seconds)


def trusted() -> ssl.SSLContext:
    """The system's certificates and Mozilla's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: status, media type without parameters, body."""

    status: int
    kind: str
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Fetcher:
    """The door. `resolve` and `dial` are the system's own; a test puts others there."""

    hosts: Collection[str]
    agent: str = "Statim"
    seconds: float = SECONDS
    resolve: Resolve = addresses_of
    dial: Dial = dial
    context: ssl.SSLContext = field(default_factory=trusted)

    def get(self, url: str, *, accept: Collection[str]) -> Answer:
        """The answer at an address, of one of the media types in `accept`.

        Every status is an answer, but a redirect that leads nowhere. Raises FetchRefused.
        """
        deadline = time.monotonic() + self.seconds
        for _ in range(MOST_REDIRECTS + 1):
            host = host_of(url, self.hosts)
            status, headers, body = self._once(url, host, accept, deadline)
            if status not in _MOVED:
                return _answer(host, status, headers, body, accept)
            url = urljoin(url, headers.get("location", ""))
        raise FetchRefused(
            say("%(host)s leads from one address to the next without an end.", host=host)
        )

    def _once(
        self, url: str, host: str, accept: Collection[str], deadline: float
    ) -> tuple[int, Mapping[str, str], bytes]:
        headers = [("Host", host), ("User-Agent", self.agent), ("Accept", ", ".join(accept)),
                   ("Accept-Encoding", "identity"), ("Connection", "close")]  # fmt: skip
        try:
            backend = _Pinned(self._addresses(host, deadline), host, deadline, self.dial)
            with (
                httpcore.ConnectionPool(
                    ssl_context=self.context, network_backend=backend, retries=0
                ) as pool,
                pool.stream("GET", url, headers=headers) as response,
            ):
                said = {
                    k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers
                }
                return response.status, said, _body(response, host)
        except httpcore.TimeoutException as error:
            raise FetchRefused(
                say(
                    "%(host)s took longer than %(seconds)s seconds.",
                    host=host,
                    seconds=f"{self.seconds:g}",
                )
            ) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            reason = str(error) or type(error).__name__
            raise FetchRefused(f"{host} could not be reached: {reason}") from error

    def _addresses(self, host: str, deadline: float) -> list[str]:
        """The host's addresses; refused where any of them is not public."""
        pool = ThreadPoolExecutor(max_workers=1)  # a resolver may wait longer than we do
        try:
            found = list(pool.submit(self.resolve, host).result(timeout=_left(deadline)))
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except (OSError, UnicodeError) as error:
            raise FetchRefused(f"{host} could not be found: {error}") from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        if not found:
            raise FetchRefused(say("%(host)s has no address.", host=host))
        if private := [address for address in found if not is_public(address)]:
            raise FetchRefused(
                say(
                    "%(host)s leads to %(address)s, which is no public address.",
                    host=host,
                    address=private[0],
                )
            )
        return sorted(found, key=lambda address: ":" in address)


def host_of(url: str, hosts: Collection[str]) -> str:
    """The host of an address that may be fetched. Raises FetchRefused."""
    if any(not 0x21 <= ord(c) <= 0x7E or c in "\\<>\"'`{|}^" for c in url):
        raise FetchRefused(say("The address holds a sign that no address may hold."))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchRefused(f"{url!r} is no web address: {error}") from error
    if parts.scheme != "https":
        raise FetchRefused(
            say("%(scheme)s is not fetched; https:// is.", scheme=repr(parts.scheme or url[:30]))
        )
    host = (parts.hostname or "").lower()
    if "@" in parts.netloc or port not in {None, 443}:
        raise FetchRefused(say("An address with a name, a password or a port is not fetched."))
    if host not in hosts:
        raise FetchRefused(
            say("%(host)s is none of the servers that are asked here.", host=repr(host))
        )
    return host


@dataclass(frozen=True)
class _Pinned(httpcore.NetworkBackend):
    """Connects to addresses that were checked, whatever the name says by now."""

    addresses: Sequence[str]
    host: str
    deadline: float
    dial: Dial

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        if host != self.host or port != 443:
            raise FetchRefused(
                say("A connection to %(host)s:%(port)s was asked for.", host=host, port=port)
            )
        for address in self.addresses[:-1]:
            try:
                return self._dialled(address)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._dialled(self.addresses[-1])

    def _dialled(self, address: str) -> httpcore.NetworkStream:
        stream = self.dial(address, min(SECONDS_OF_ONE, _left(self.deadline)))
        return _Timed(stream, self.deadline)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise FetchRefused(say("Nothing is fetched from this machine."))


class _Timed(httpcore.NetworkStream):
    """A stream each of whose steps has only what is left of the whole time."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self.stream, self.deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, timeout=_left(self.deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, timeout=_left(self.deadline))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secured = self.stream.start_tls(ssl_context, server_hostname, _left(self.deadline))
        return _Timed(secured, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left


def _body(response: httpcore.Response, host: str) -> bytes:
    parts: list[bytes] = []
    size = 0
    chunks: Iterable[bytes] = response.iter_stream()
    for chunk in chunks:
        size += len(chunk)
        if size > MOST_BYTES:
            raise FetchRefused(
                say("%(host)s sent more than %(most)s MB.", host=host, most=MOST_BYTES // 1024**2)
            )
        parts.append(chunk)
    return b"".join(parts)


def _answer(
    host: str, status: int, headers: Mapping[str, str], body: bytes, accept: Collection[str]
) -> Answer:
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise FetchRefused(say("%(host)s sent a packed answer that was not asked for.", host=host))
    if status == 200 and kind not in accept:
        raise FetchRefused(
            say("%(host)s answered with %(kind)s.", host=host, kind=kind or "no media type")
        )
    return Answer(status, kind, body)
