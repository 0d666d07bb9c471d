"""Tells the keepers of a group that the words beneath its own lines changed.

The list in the account needs nothing of this (`queries.told_of`). Where the site sends mail, the
keepers get one too, which names pages and never holds a word of a note.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from itertools import groupby

from django.conf import global_settings, settings
from django.core.mail import EmailMessage

from statim.accounts.queries import language_of
from statim.annotations.models import Note
from statim.annotations.queries import keepers_of, unmailed
from statim.design.speech import say, say_count, using
from statim.editions.following import standing_now
from statim.publisher.queries import house

log = logging.getLogger(__name__)


def site_has_mail() -> bool:
    """Whether somebody set up how mail leaves this site (or where it is kept)."""
    chosen = (settings.EMAIL_BACKEND, settings.EMAIL_HOST)
    return chosen != (global_settings.EMAIL_BACKEND, global_settings.EMAIL_HOST)


def send(letter: Callable[[], tuple[str, str]], to: list[str]) -> bool:
    """Send one mail, its subject and text said in each receiver's language; False where it did
    not leave. Each receiver sees only themselves."""
    if not site_has_mail() or not to:
        return False
    try:
        for address in to:
            with using(language_of(address)):
                subject, text = letter()
            EmailMessage(subject=subject, body=text, to=[address]).send()
    except OSError:  # smtplib's errors are OSErrors too
        log.warning("a mail to a group could not be sent; it is tried again later")
        return False
    return True


def tell_keepers() -> int:
    """Mail about what changed and was not told of yet, one mail a group; how many lines it was.

    Each line is claimed before its mail is sent, so that two servers do not both send it.
    """
    if not site_has_mail():
        return 0
    told = 0
    for group, rows in groupby(unmailed(), key=lambda note: note.group):
        if group is None:
            continue
        notes = [note for note in rows if _claimed(note)]
        if notes and not _told(group.pk, group.title, group.name, notes):
            Note.objects.filter(pk__in=[note.pk for note in notes]).update(told=False)
            continue
        told += len(notes)
    return told


def _claimed(note: Note) -> bool:
    return Note.objects.filter(pk=note.pk, told=False).update(told=True) == 1


def _told(group: int, title: str, name: str, notes: list[Note]) -> bool:
    site = house()
    pages = sorted({one.title for one in standing_now({n.topic for n in notes}).values()})
    listed = "".join(f"- {page}\n" for page in pages)
    address = f"{site.url}/account/notes/groups/{name}/"

    def letter() -> tuple[str, str]:
        changed = say_count(
            "The text beneath %(number)s line of %(title)s has changed on %(site)s:",
            "The text beneath %(number)s lines of %(title)s has changed on %(site)s:",
            len(notes), title=title, site=site.site_name,
        )  # fmt: skip
        see = say("Please see whether they still hold: %(address)s", address=address)
        subject = say_count(
            "%(title)s: the text beneath %(number)s line changed",
            "%(title)s: the text beneath %(number)s lines changed",
            len(notes), title=title,
        )  # fmt: skip
        return subject, f"{changed}\n\n{listed}\n{see}\n"

    return send(letter, keepers_of(group))
