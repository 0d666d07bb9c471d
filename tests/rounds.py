"""How often a test of chance is repeated: enough for each change; all of it before a release."""

from __future__ import annotations

import os


def rounds(often: int, *, thorough: int) -> int:
    """`thorough` where the environment says THOROUGH=1 (`make proof`), else `often`."""
    return thorough if os.environ.get("THOROUGH") == "1" else often
