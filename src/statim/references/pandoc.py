"""Running pandoc: the one module that knows where it is and how it is called.

No shell, no network (`--sandbox`), a time limit, limits on size and memory. What comes back
is pandoc's output or a PandocFailed that says why; a half answer is never passed on.
"""

from __future__ import annotations

import functools
import subprocess
from collections.abc import Sequence

import pypandoc

from statim.design.speech import say
from statim.references.errors import PandocFailed

SECONDS = 60
MOST_BYTES_IN = 64 * 1024 * 1024
MOST_BYTES_OUT = 256 * 1024 * 1024
MEMORY = "2g"

# A bare environment: no settings, templates or filters of whoever runs the site.
_ENVIRONMENT = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}


def run(arguments: Sequence[str], text: bytes, *, seconds: float = SECONDS) -> bytes:
    """What pandoc makes of `text` (a Word file's bytes are fine too), on its standard output.

    `arguments` are pandoc's, such as `["-f", "docx", "-t", "html"]`. Raises PandocFailed.
    """
    if len(text) > MOST_BYTES_IN:
        raise PandocFailed(
            say(
                "The text is %(size)s MB; at most %(most)s MB is read.",
                size=len(text) // 1024**2,
                most=MOST_BYTES_IN // 1024**2,
            )
        )
    command = [_binary(), "+RTS", f"-M{MEMORY}", "-RTS", "--sandbox", *arguments]
    try:
        done = subprocess.run(
            command,
            input=text,
            capture_output=True,
            timeout=seconds,
            check=False,
            env=_ENVIRONMENT,
        )
    except subprocess.TimeoutExpired as error:
        raise PandocFailed(
            say("Pandoc was stopped: not done after %(seconds)s seconds.", seconds=f"{seconds:g}")
        ) from error
    except OSError as error:
        raise PandocFailed(f"Pandoc could not be started: {error}") from error
    if done.returncode != 0:
        raise PandocFailed(f"Pandoc refused: {_first_lines(done.stderr) or done.returncode}")
    if len(done.stdout) > MOST_BYTES_OUT:
        raise PandocFailed(say("Pandoc's output is too large to be true."))
    return done.stdout


@functools.cache
def version() -> str:
    """Pandoc's version, such as "3.9": what was formatted by another is formatted anew."""
    return run(["--version"], b"").split(b"\n", 1)[0].split()[-1].decode()


@functools.cache
def _binary() -> str:
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise PandocFailed(say("Pandoc is not installed; run `make run` to install it.")) from error


def _first_lines(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return " ".join(line.strip() for line in lines[:4])[:500]
