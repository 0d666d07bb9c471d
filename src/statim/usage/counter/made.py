"""Making an institution's report from its sums, and the lists that the COUNTER API answers with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings

from statim.publisher.queries import house
from statim.usage.counter.asked import Wish, last_full_month
from statim.usage.counter.kinds import KINDS
from statim.usage.counter.report import Customer, Report, Source, report
from statim.usage.models import Institution
from statim.usage.queries import months_of

_NOT_IN_A_NAMESPACE = re.compile(r"[^a-zA-Z0-9]+")


def source() -> Source:
    """This platform, as reports name it."""
    name = house().site_name
    said = settings.STATIM_COUNTER["platform"] or _NOT_IN_A_NAMESPACE.sub("", name)[:17]
    platform = said if re.fullmatch(r"[a-zA-Z][a-zA-Z0-9_./]{1,17}", said) else "statim"
    return Source(name, house().publisher, platform, settings.STATIM_COUNTER["registry"])


def first_month(institution: Institution) -> date:
    """The first month in which its use was counted, or the last full one where that is earlier."""
    counted = institution.since.replace(day=1)
    return min(counted, last_full_month(datetime.now(UTC).date()))


def made(wish: Wish, institution: Institution) -> Report:
    """The report, from what was counted."""
    sums = months_of(institution, wish.begin, wish.end)
    customer = Customer(institution.name, institution.customer_id, tuple(institution.identifiers))
    return report(wish, sums, source=source(), customer=customer, created=datetime.now(UTC))


def status() -> list[dict[str, Any]]:
    """The answer of /r51/status."""
    said: dict[str, Any] = {
        "Description": f"COUNTER 5.1 reports of {house().site_name}", "Service_Active": True,
    }  # fmt: skip
    return [said | ({"Registry_Record": registry} if (registry := source().registry) else {})]


def members(institution: Institution) -> list[dict[str, Any]]:
    """The answer of /r51/members: no institution here has members of its own."""
    return [
        {"Customer_ID": institution.customer_id, "Institution_Name": institution.name,
         "Institution_ID": {"Proprietary": [f"{source().id}:{institution.customer_id}"]}}
    ]  # fmt: skip


def reports(institution: Institution, today: date) -> Sequence[dict[str, Any]]:
    """The answer of /r51/reports."""
    last = last_full_month(today)
    months = {
        "First_Month_Available": f"{first_month(institution):%Y-%m}",
        "Last_Month_Available": f"{last:%Y-%m}",
    }
    return [
        {"Report_Name": kind.name, "Report_ID": kind.id, "Release": "5.1",
         "Report_Description": kind.said, "Path": f"/r51/reports/{key}", **months}
        for key, kind in KINDS.items()
    ]  # fmt: skip
