"""The mail digest: what changed in topics that somebody follows or read, daily or weekly.

A digest is claimed before it is sent, so that two servers do not both send it. It names topics
and the editors' notes on changes, and holds a link that ends it without signing in.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from smtplib import SMTPException

from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from statim.accounts.cpd.queries import is_serious
from statim.accounts.cpd.reading import RHYTHMS, choose_digest
from statim.accounts.models import Follow, ReadingChoice, User, Visit
from statim.accounts.queries import holder_of, language_of
from statim.design.speech import say, say_count, using
from statim.editions.following import published_after, shelves_of, standing_now
from statim.editions.html import change_words
from statim.editions.queries import Published, record_mark
from statim.publisher.queries import house

MOST = 5000  # editions looked through for one digest, the newest
log = logging.getLogger(__name__)
_signer = signing.Signer(salt="statim.accounts.digest.stop")


def send_digests(now: datetime | None = None) -> int:
    """Send every digest that is due; how many went."""
    now = now or timezone.now()
    due = ReadingChoice.objects.filter(due__lte=now, user__is_active=True).exclude(digest="")
    return sum(_send_one(choice, now) for choice in due.order_by("due"))


def _send_one(choice: ReadingChoice, now: datetime) -> bool:
    """Claim it, send it; where it could not be sent, it is due again."""
    head = record_mark()[0]
    mine = ReadingChoice.objects.filter(pk=choice.pk, due=choice.due, digest=choice.digest)
    if not mine.update(due=now + RHYTHMS[choice.digest], reached=head):
        return False  # another server has it
    news = news_for(choice.user_id, published_after(choice.reached, MOST))
    if not news:
        return False
    try:
        _message(choice, news).send()
    except (OSError, SMTPException) as error:
        log.warning("a digest could not be sent: %s", type(error).__name__)
        again = ReadingChoice.objects.filter(pk=choice.pk, reached=head)
        again.update(due=now, reached=choice.reached)
        return False
    return True


def news_for(user_id: int, editions: Iterable[Published]) -> list[Published]:
    """Those of the editions that this person asked to hear of: all in what they follow; where
    their reading is recorded, safety and practice-changing ones in what they read. Safety first."""
    new = list(editions)
    follows = list(Follow.objects.filter(user_id=user_id))
    topics = {one.what for one in follows if one.kind == Follow.TOPIC}
    shelves = tuple(f"{one.what}/" for one in follows if one.kind == Follow.SHELF)
    recorded = ReadingChoice.objects.filter(pk=user_id, keeps=True).exists()
    read = set(Visit.objects.filter(user_id=user_id).values_list("topic", flat=True))
    online = standing_now({one.topic for one in new})
    shelf = shelves_of(online)
    chosen = [
        one
        for one in new
        if one.topic in online
        and (
            one.topic in topics
            or f"{shelf[one.topic]}/".startswith(shelves or ("\0",))
            or (recorded and one.topic in read and is_serious(one))
        )
    ]
    return sorted(chosen, key=lambda one: (not is_serious(one), one.sequence))


def _message(choice: ReadingChoice, news: list[Published]) -> EmailMessage:
    address = User.objects.values_list("email", flat=True).get(pk=choice.user_id)
    with using(language_of(address)):
        return _written(choice, news, address)


def _written(choice: ReadingChoice, news: list[Published], address: str) -> EmailMessage:
    site = house()
    number = len({one.topic for one in news})
    stop = f"{site.url}/account/reading/digest/{token_of(choice.user_id)}/"
    body = "".join(
        (
            say("Changed on %(site)s since the last of these mails:", site=site.site_name) + "\n\n",
            *(_line(one, site.url) for one in news),
            say("What you follow: %(address)s", address=f"{site.url}/account/reading/") + "\n",
            say("No more of these mails: %(address)s", address=stop) + "\n",
        )
    )
    return EmailMessage(
        subject=say_count(
            "%(site)s: %(number)s topic changed",
            "%(site)s: %(number)s topics changed",
            number,
            site=site.site_name,
        ),
        body=body,
        to=[address],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
            "Auto-Submitted": "auto-generated",
        },
    )


def _line(one: Published, site: str) -> str:
    note = " ".join(one.document.change.note.split())
    where = f"{site}/topics/{one.slug}/editions/{one.number}/"
    changes = f"{where}changes/" if one.number > 1 else where
    said = f"{change_words(one.document)}{f'. {note}' if note else ''}"
    return f"- {one.title}: {said}\n  {changes}\n\n"


def token_of(user_id: int) -> str:
    """What the link that ends the mails holds: signed, good for that and nothing else."""
    return _signer.sign(str(user_id))


def whose_token(token: str) -> int | None:
    """The account of such a link; None where it is altered or cut short."""
    try:
        return int(_signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def stop(user_id: int) -> None:
    """End the mails by their link. An account that is gone gets none anyway."""
    with transaction.atomic():
        if User.objects.filter(pk=user_id).exists():
            choose_digest(user_id, "", by=holder_of(user_id))
