"""How often a test of chance is repeated: enough for each change; all of it before a release."""

from __future__ import annotations

import os

THOROUGH = os.environ.get("THOROUGH") == "1"  # `make proof`


def rounds(often: int, *, thorough: int) -> int:
    """`thorough` before a release, else `often`."""
    return thorough if THOROUGH else often
