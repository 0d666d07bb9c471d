"""Counting searches that found nothing, without keeping what somebody may have typed of a person.

Every one adds to a daily total. Words are kept only of a query that is one single word, and only
once it was searched for on three different days; until then there is a keyed hash of it, whose
key is thrown away every 30 days. More than one word that the whole site does not hold is more
often a person's name than a topic, so those are counted and never kept.
"""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from statim.usage.actions import count, waiting_shortly
from statim.usage.models import SearchKey, SearchMark, UnansweredSearch

EVENT, KIND = "search", "nothing found"
DAYS_NEEDED = 3
KEY_KEPT = timedelta(days=30)
WORDS_KEPT = timedelta(days=365)
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|-){1,38}[^\W_]")
_MOST_DIGITS = 2  # as in B12; more may be a number of a person


def nothing_found(query: str) -> None:
    """Count a search that found nothing. Raises DatabaseError where that takes too long."""
    count(EVENT, kind=KIND, topic="")
    if word := word_to_keep(query):
        with waiting_shortly(), transaction.atomic():
            _keep(word, datetime.now(UTC).date())


def word_to_keep(query: str) -> str:
    """The query in lower case where it is a single word of 3 to 40 letters, with at most two
    digits; else ""."""
    word = query.strip().casefold()
    if not _WORD.fullmatch(word) or sum(c.isdigit() for c in word) > _MOST_DIGITS:
        return ""
    return word if len(word) <= 40 else ""  # case folding may lengthen


def _keep(word: str, today: date) -> None:
    known = UnansweredSearch.objects.filter(word=word)
    if known.exists():
        known.exclude(last=today).update(days=F("days") + 1, last=today)
        return
    mark = hmac.digest(_key(today).encode(), word.encode(), "sha256").hex()
    SearchMark.objects.bulk_create([SearchMark(mark=mark, day=today)], ignore_conflicts=True)
    marks = SearchMark.objects.filter(mark=mark)
    days = marks.count()
    if days >= DAYS_NEEDED:
        kept = UnansweredSearch(word=word, days=days, last=today)
        UnansweredSearch.objects.bulk_create([kept], ignore_conflicts=True)
        marks.delete()


def _key(today: date) -> str:
    """The key of these days; an old one goes, with all its marks and with words long unasked."""
    row = SearchKey.objects.filter(id=1).first()
    if row is None or today - row.since > KEY_KEPT:
        SearchMark.objects.all().delete()
        UnansweredSearch.objects.filter(last__lt=today - WORDS_KEPT).delete()
        made = {"key": secrets.token_hex(32), "since": today}
        row, _ = SearchKey.objects.update_or_create(id=1, defaults=made)
    return row.key
