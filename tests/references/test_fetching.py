"""The one door to the network: nothing private is ever reached, and nothing waits for ever."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpcore
import pytest
import trustme

from statim.references.addresses import is_public
from statim.references.errors import FetchRefused
from statim.references.fetching import MOST_BYTES, Fetcher, host_of
from tests.references.hostile import ADDRESSES, URLS

HOST, PUBLIC = "works.example", "93.184.216.34"
JSON = ("application/json",)


@dataclass
class Dialled:
    """Leads every connection to a server of the test, and notes where it was meant to go."""

    port: int = 0
    to: list[str] = field(default_factory=list)

    def __call__(self, address: str, seconds: float) -> httpcore.NetworkStream:
        self.to.append(address)
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, timeout=seconds)


def test_the_lists_are_long_enough() -> None:
    assert len(set(ADDRESSES)) >= 120
    assert len(set(URLS)) >= 60


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_name_that_leads_to_a_private_address_is_not_connected_to(address: str) -> None:
    dialled = Dialled()
    for found in ([address], [PUBLIC, address], [address, PUBLIC]):
        door = Fetcher(hosts={HOST}, resolve=lambda _, found=found: found, dial=dialled)
        with pytest.raises(FetchRefused, match="no public address"):
            door.get(f"https://{HOST}/", accept=JSON)
    assert dialled.to == []


@pytest.mark.parametrize("url", URLS)
def test_an_address_that_is_not_asked_here_is_neither_resolved_nor_connected_to(url: str) -> None:
    asked: list[str] = []

    def resolve(host: str) -> list[str]:
        asked.append(host)
        return [PUBLIC]

    dialled = Dialled()
    with pytest.raises(FetchRefused):
        Fetcher(hosts={HOST}, resolve=resolve, dial=dialled).get(url, accept=JSON)
    assert (asked, dialled.to) == ([], [])


@pytest.mark.parametrize("address", [
    PUBLIC, "1.1.1.1", "8.8.8.8", "130.14.29.110", "2606:4700::6810:84e5", "2607:f220:41e::110",
])  # fmt: skip
def test_what_is_public_is_known_as_public(address: str) -> None:
    assert is_public(address)


def test_the_list_of_hosts_names_hosts_and_not_their_ends() -> None:
    assert host_of(f"https://{HOST.upper()}/x?y=1", {HOST}) == HOST
    for host in (f"a.{HOST}", f"{HOST}.evil.example", f"evil-{HOST}", f"{HOST}."):
        with pytest.raises(FetchRefused, match="none of the servers"):
            host_of(f"https://{host}/", {HOST})


# -- against a real server with TLS --------------------------------------------------------------

Answering = Callable[[socket.socket, str], None]


@dataclass
class Server:
    """A TLS server on loopback that answers as the test says; counts its connections."""

    port: int
    authority: trustme.CA
    asked: list[str]
    answer: list[Answering]


@pytest.fixture
def server() -> Iterator[Server]:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(context)
    listening = socket.create_server(("127.0.0.1", 0))
    running = Server(listening.getsockname()[1], authority, [], [])

    def serve() -> None:
        while True:
            try:
                raw, _ = listening.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(raw, server_side=True) as secured:
                    asked = secured.recv(65536).decode("latin-1")
                    running.asked.append(asked)
                    running.answer[0](secured, asked)
            except OSError:
                continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield running
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join(timeout=5)


def door_to(server: Server, **more: Any) -> tuple[Fetcher, Dialled]:
    context = ssl.create_default_context()
    server.authority.configure_trust(context)
    dialled = Dialled(server.port)
    said: dict[str, Any] = {"hosts": {HOST}, "resolve": lambda _: [PUBLIC], "dial": dialled}
    return Fetcher(**{**said, "context": context, **more}), dialled


def says(
    body: bytes, *headers: str, status: str = "200 OK", kind: str = "application/json"
) -> Answering:
    def answer(to: socket.socket, asked: str) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
        to.sendall("\r\n".join([*lines, *headers, "", ""]).encode() + body)

    return answer


def test_a_good_answer_comes_from_the_address_that_was_checked(server: Server) -> None:
    server.answer = [says(b'{"a": 1}', kind="Application/JSON; charset=utf-8")]
    door, dialled = door_to(server)
    answer = door.get(f"https://{HOST}/works/10.1000%2Fx?mailto=a", accept=JSON)
    assert (answer.status, answer.kind, answer.body) == (200, "application/json", b'{"a": 1}')
    assert dialled.to == [PUBLIC]
    head = server.asked[0].split("\r\n")
    assert head[0] == "GET /works/10.1000%2Fx?mailto=a HTTP/1.1"
    assert f"Host: {HOST}" in head


def test_a_name_is_asked_for_once_so_that_a_second_answer_changes_nothing(server: Server) -> None:
    server.answer = [says(b"{}")]
    answers = iter([[PUBLIC], ["127.0.0.1"], ["169.254.169.254"]])
    door, dialled = door_to(server, resolve=lambda _: next(answers))
    door.get(f"https://{HOST}/", accept=JSON)
    assert dialled.to == [PUBLIC]
    with pytest.raises(FetchRefused, match=r"127\.0\.0\.1"):
        door.get(f"https://{HOST}/", accept=JSON)
    assert dialled.to == [PUBLIC]


def test_a_certificate_for_another_name_or_of_nobody_known_is_refused(server: Server) -> None:
    server.answer = [says(b"{}")]
    door, _ = door_to(server, hosts={"other.example"})
    with pytest.raises(FetchRefused, match="could not be reached"):
        door.get("https://other.example/", accept=JSON)
    door, _ = door_to(server, context=ssl.create_default_context())
    with pytest.raises(FetchRefused, match="could not be reached"):
        door.get(f"https://{HOST}/", accept=JSON)
    assert server.asked == []


@pytest.mark.parametrize("place", [
    "http://works.example/", "https://127.0.0.1/", "https://localhost/", "file:///etc/passwd",
    "https://works.example:8443/", "https://a@works.example/", "//evil.example/", "gopher://x/",
])  # fmt: skip
def test_a_redirect_goes_through_the_same_door(server: Server, place: str) -> None:
    server.answer = [says(b"", f"Location: {place}", status="302 Found")]
    door, dialled = door_to(server)
    with pytest.raises(FetchRefused):
        door.get(f"https://{HOST}/", accept=JSON)
    assert len(dialled.to) == 1


def test_a_redirect_within_is_followed_but_not_for_ever(server: Server) -> None:
    def answer(to: socket.socket, asked: str) -> None:
        away = asked.startswith("GET /once")
        said = says(b"{}") if not away else says(b"", "Location: /there", status="301 Moved")
        said(to, asked)

    server.answer = [answer]
    door, dialled = door_to(server)
    assert door.get(f"https://{HOST}/once", accept=JSON).body == b"{}"
    server.answer = [says(b"", "Location: /again", status="307 Moved")]
    with pytest.raises(FetchRefused, match="without an end"):
        door.get(f"https://{HOST}/", accept=JSON)
    assert len(dialled.to) == 2 + 4


def test_what_was_not_asked_for_is_not_taken(server: Server) -> None:
    door, _ = door_to(server)
    for answer, reason in (
        (says(b"<html>", kind="text/html"), "text/html"),
        (says(b"x", "Content-Encoding: gzip"), "packed"),
        (lambda to, _: to.sendall(b"no HTTP at all\r\n\r\n"), "could not be reached"),
        (lambda to, _: None, "could not be reached"),
    ):
        server.answer = [answer]
        with pytest.raises(FetchRefused, match=reason):
            door.get(f"https://{HOST}/", accept=JSON)
    server.answer = [says(b"gone", status="404 Not Found", kind="text/plain")]
    assert door.get(f"https://{HOST}/", accept=JSON).status == 404


def test_an_answer_without_an_end_is_cut_off_at_ten_megabytes(server: Server) -> None:
    sent: list[int] = []

    def answer(to: socket.socket, asked: str) -> None:
        to.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        for _ in range(64):
            to.sendall(b" " * 1024 * 1024)
            sent.append(1)

    server.answer = [answer]
    door, _ = door_to(server, seconds=60.0)
    with pytest.raises(FetchRefused, match="10 MB"):
        door.get(f"https://{HOST}/", accept=JSON)
    assert len(sent) < 40
    assert MOST_BYTES == 10 * 1024 * 1024


@pytest.mark.parametrize(
    "drip", [b"H", b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"]
)
def test_a_server_that_drips_is_left_when_the_whole_time_is_over(
    server: Server, drip: bytes
) -> None:
    def answer(to: socket.socket, asked: str) -> None:
        to.sendall(drip)
        for _ in range(60):
            time.sleep(0.1)
            to.sendall(b" ")

    server.answer = [answer]
    door, _ = door_to(server, seconds=0.6)
    began = time.monotonic()
    with pytest.raises(FetchRefused, match=r"longer than 0\.6"):
        door.get(f"https://{HOST}/", accept=JSON)
    assert time.monotonic() - began < 5  # it would drip for six seconds


def test_a_resolver_that_hangs_is_left_too() -> None:
    hanging = threading.Event()
    door = Fetcher(
        hosts={HOST}, seconds=0.3, resolve=lambda _: [PUBLIC] if hanging.wait(20) else [],
        dial=Dialled(),
    )  # fmt: skip
    with pytest.raises(FetchRefused, match="longer than"):
        door.get(f"https://{HOST}/", accept=JSON)
    hanging.set()


def test_the_next_address_is_tried_where_one_does_not_answer(server: Server) -> None:
    server.answer = [says(b"{}")]
    tried: list[str] = []

    def dial(address: str, seconds: float) -> httpcore.NetworkStream:
        tried.append(address)
        if address != PUBLIC:
            raise httpcore.ConnectError("no route")
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", server.port, timeout=seconds)

    door, _ = door_to(server, dial=dial, resolve=lambda _: ["1.1.1.1", PUBLIC])
    assert door.get(f"https://{HOST}/", accept=JSON).status == 200
    assert tried == ["1.1.1.1", PUBLIC]
