"""Log lines for machines: one JSON object a line, and nothing in it that names a person.

Of an error it keeps where it happened and of what class it was, but not its words: a database's
complaint repeats the value that it complains of. An address is said as its pattern.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from statim.config import request_id

ADDED = ("method", "route", "status", "ms")


class JsonLines(logging.Formatter):
    """Keys: at (UTC), level, logger, message; request (its id), method, route, status and ms
    (milliseconds) of an answer; error and trace where there was an exception."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        if name := request_id.current():
            said["request"] = name
        said |= {key: getattr(record, key) for key in ADDED if hasattr(record, key)}
        if record.exc_info and record.exc_info[0]:
            said["error"] = record.exc_info[0].__name__
            said["trace"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(said, ensure_ascii=False, default=str)


def _message(record: logging.LogRecord) -> str:
    """What is said, with the pattern in place of an address that a request asked for."""
    said = record.getMessage()
    asked = getattr(record, "request", None)
    path = getattr(asked, "path", "")
    return said.replace(path, route_of(asked)) if path else said


def route_of(request: Any) -> str:
    """The pattern that a request's address answers to; "none" where none does."""
    match = getattr(request, "resolver_match", None)
    return (match.route or "/") if match else "none"
