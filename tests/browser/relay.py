"""A way to the site that can be cut: to a browser it is a server that was killed and came back."""

from __future__ import annotations

import socket
import socketserver
from contextlib import suppress
from threading import Thread


class Relay:
    """Passes bytes on to the site's port, while it is open. Its address stays the same."""

    def __init__(self, target: int) -> None:
        self.target, self.port = target, 0
        self.links: list[socket.socket] = []
        self.server: socketserver.ThreadingTCPServer | None = None
        self.open()

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"

    def open(self) -> None:
        """Listen."""
        target = self.target
        links = self.links

        class Passing(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                there = socket.create_connection(("127.0.0.1", target))
                links.extend((self.request, there))
                back = Thread(target=_pass_on, args=(there, self.request), daemon=True)
                back.start()
                _pass_on(self.request, there)
                back.join()

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = daemon_threads = True
            block_on_close = False

        self.server = Server(("127.0.0.1", self.port), Passing)
        self.port = self.server.server_address[1]
        Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()

    links: list[socket.socket]

    def close(self) -> None:
        """Listen no more, and let go of everybody."""
        if self.server is None:
            return
        self.server.shutdown()
        self.server.server_close()
        self.server = None
        for link in self.links:
            with suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)
            link.close()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)
    with suppress(OSError):
        other.shutdown(socket.SHUT_WR)
