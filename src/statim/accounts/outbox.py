"""Mail of a site without a mail server: one file a letter in `data/outbox/`, its link printed.

For trying a site out on one's own machine; a real site sets STATIM_MAIL_URL.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email import message_from_bytes
from email.utils import getaddresses
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

LINK = re.compile(r"https?://\S+")


class Outbox(BaseEmailBackend):
    """Django's way to send mail: into the folder."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each letter, and say where it is and where its link leads."""
        for message in email_messages:
            path = _write(message.message().as_bytes())
            sys.stderr.write(f"Mail was written to {path}\n")
            for link in LINK.findall(str(message.body)):
                sys.stderr.write(f"  {link}\n")
        return len(email_messages)


def _write(letter: bytes) -> Path:
    folder: Path = settings.MAIL_OUTBOX
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{token_hex(3)}.eml"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(letter)
    return path


def forget(addresses: Iterable[str]) -> None:
    """Delete the letters to any of these addresses."""
    known = {address.lower() for address in addresses}
    for path in settings.MAIL_OUTBOX.glob("*.eml"):
        to = getaddresses(message_from_bytes(path.read_bytes()).get_all("To", []))
        if known & {address.lower() for _, address in to}:
            path.unlink(missing_ok=True)
