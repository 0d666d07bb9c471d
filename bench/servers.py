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
def running(command: list[str], port: int, env: dict[str, str] | None = None) -> Iterator[None]:
    """The command, pinned to the server's core, while it listens on the port."""
    pinned = ["taskset", "-c", SERVER_CORE, *command] if shutil.which("taskset") else command
    process = subprocess.Popen(
        pinned, env={**os.environ, **(env or {})}, start_new_session=True, stderr=subprocess.DEVNULL
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


def statim(port: int, data: Path) -> contextlib.AbstractContextManager[None]:
    """Statim itself, one worker."""
    environment = {"STATIM_DATA": str(data), "STATIM_PORT": str(port)}
    return running(
        [sys.executable, "-m", "statim.cli.main", "run", "--no-sample"], port, environment
    )


def null_view(port: int) -> contextlib.AbstractContextManager[None]:
    """A Django view that answers "ok", no middleware, on the same server with the same settings."""
    return running([sys.executable, str(HERE / "null_view.py"), str(port)], port)


@contextlib.contextmanager
def nginx(port: int, body: bytes) -> Iterator[None]:
    """Nginx serving the same (compressed) bytes from a file."""
    binary = shutil.which("nginx") or "/usr/sbin/nginx"
    with tempfile.TemporaryDirectory() as folder:
        # started as root, nginx drops to another user, who must be able to read the file
        Path(folder).chmod(0o755)
        (Path(folder) / "page").write_bytes(body)
        (Path(folder) / "nginx.conf").write_text(
            f"""
            daemon off; worker_processes 1; pid {folder}/pid; error_log /dev/null;
            events {{ worker_connections 256; }}
            http {{
                access_log off; sendfile on; keepalive_requests 1000000;
                client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;
                fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
                server {{
                    listen 127.0.0.1:{port}; root {folder}; default_type text/html;
                    add_header Content-Encoding gzip;
                }}
            }}
            """
        )
        with running([binary, "-p", folder, "-c", f"{folder}/nginx.conf"], port):
            yield
