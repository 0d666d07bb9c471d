"""Servers to measure, each on one core, started and stopped by the benchmark itself."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SERVER_CORE, LOAD_CORE = "0", "1"
HERE = Path(__file__).parent


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(
    command: list[str], port: int, env: dict[str, str] | None = None, *, pinned: bool = True
) -> Iterator[None]:
    """The command, pinned to the server's core (or not), while it listens on the port."""
    if pinned and shutil.which("taskset"):
        command = ["taskset", "-c", SERVER_CORE, *command]
    process = subprocess.Popen(
        command,
        env={**os.environ, **(env or {})},
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, process)
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit(f"a server ended with status {process.returncode} before it served")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise SystemExit("a server did not start within 30 seconds")


def statim(
    port: int, data: Path, *, pinned: bool = True
) -> contextlib.AbstractContextManager[None]:
    """Statim itself, one worker."""
    environment = {"STATIM_DATA": str(data), "STATIM_PORT": str(port)}
    command = [sys.executable, "-m", "statim.cli.main", "run", "--no-sample"]
    return running(command, port, environment, pinned=pinned)


def null_view(port: int) -> contextlib.AbstractContextManager[None]:
    """A Django view that answers "ok", no middleware, on the same server with the same settings."""
    return running([sys.executable, str(HERE / "null_view.py"), str(port)], port)


@contextlib.contextmanager
def nginx(port: int, body: bytes) -> Iterator[None]:
    """Nginx serving the same (compressed) bytes from a file."""
    with _folder() as folder:
        (folder / "page").write_bytes(body)
        own = f"root {folder}; default_type text/html; add_header Content-Encoding gzip;"
        with _nginx(folder, port, "", own):
            yield


OBEDIENT = "proxy_cache_valid 200 301 302 403 404 410 10m;"
DEAF = (
    "proxy_cache_valid any 10m; "
    "proxy_ignore_headers Cache-Control Expires Set-Cookie Vary X-Accel-Expires;"
)


@contextlib.contextmanager
def caching_nginx(port: int, upstream: int, *, rules: str = OBEDIENT) -> Iterator[None]:
    """Nginx as a shared cache before another server.

    It keeps whatever it may, refusals too, and whatever says nothing about keeping, for ten
    minutes. With the rules `DEAF` it keeps everything, against what it is told.
    """
    with _folder() as folder:
        store = f"proxy_cache_path {folder}/cache levels=1:2 keys_zone=shared:16m inactive=1h;"
        own = f"""
            location / {{
                proxy_pass http://127.0.0.1:{upstream};
                proxy_http_version 1.1;
                proxy_set_header Host $http_host;
                proxy_set_header Connection "";
                proxy_cache shared;
                proxy_cache_key $scheme$host$request_uri;
                proxy_cache_methods GET HEAD;
                proxy_cache_lock on;
                proxy_cache_lock_timeout 20ms;
                proxy_cache_revalidate on;
                proxy_cache_use_stale error timeout updating;
                {rules}
                add_header X-Cache $upstream_cache_status always;
            }}
        """
        with _nginx(folder, port, store, own):
            yield


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        # started as root, nginx drops to another user, who must be able to read the files
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextlib.contextmanager
def _nginx(folder: Path, port: int, beside: str, own: str) -> Iterator[None]:
    binary = shutil.which("nginx") or "/usr/sbin/nginx"
    (folder / "nginx.conf").write_text(
        f"""
        daemon off; worker_processes 1; pid {folder}/pid; error_log /dev/null;
        events {{ worker_connections 256; }}
        http {{
            access_log off; sendfile on; keepalive_requests 1000000;
            client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;
            fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
            {beside}
            server {{ listen 127.0.0.1:{port}; {own} }}
        }}
        """
    )
    with running(
        [binary, "-p", str(folder), "-c", f"{folder}/nginx.conf"], port, pinned=not beside
    ):
        yield
