"""How much one connection may send in a day, known only by a hash that does not outlive the day.

The key of the hash is random and replaced with the first question of each day (UTC), together
with everything that was counted by it. Writes: call inside the transaction of the act.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import UTC, date, datetime
from ipaddress import IPv6Address, ip_address

from django.db.models import F

from statim.questions.errors import TooMany
from statim.questions.models import Day, Sender

PER_CONNECTION = 10
PER_SITE = 2000


def count_one(connection: str) -> None:
    """Count a question from this network address. Raises TooMany, having counted nothing."""
    today = _today(datetime.now(UTC).date())
    mark = hmac.digest(today.key.encode(), _of_one_house(connection).encode(), "sha256").hex()
    Sender.objects.get_or_create(mark=mark)
    within = Sender.objects.filter(mark=mark, count__lt=PER_CONNECTION)
    if today.count >= PER_SITE or not within.update(count=F("count") + 1):
        raise TooMany
    Day.objects.filter(id=1).update(count=F("count") + 1)


def _today(day: date) -> Day:
    key = secrets.token_hex(32)
    Day.objects.get_or_create(id=1, defaults={"day": day, "key": key})
    row = Day.objects.select_for_update().get(id=1)
    if row.day != day:
        Sender.objects.all().delete()
        row.day, row.key, row.count = day, key, 0
        row.save()
    return row


def _of_one_house(connection: str) -> str:
    """An IPv6 address stands for its /64, which one household or ward has."""
    try:
        address = ip_address(connection)
    except ValueError:
        return connection[:100]
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or int(address) >> 64)
    return str(address)
