"""Takes out of log lines what may name or admit a person: addresses under /account/, whose
paths carry tokens from mails, and whatever follows a question mark."""

from __future__ import annotations

import logging
import re

_ACCOUNT = re.compile(r"/account/[^\s'\"]*")
_QUERY = re.compile(r"\?[^\s'\"]+")


class WithoutSecrets(logging.Filter):
    """Rewrites the line before it is written; lets every line through."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Say less."""
        said = record.getMessage()
        quiet = _QUERY.sub("?…", _ACCOUNT.sub("/account/…", said))
        if quiet != said:
            record.msg, record.args = quiet, ()
        return True
