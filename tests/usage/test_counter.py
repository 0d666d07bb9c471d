"""COUNTER 5.1 reports by the COUNTER API: who may have them, what stands in them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from statim.audit.actor import OPERATOR, Actor
from statim.audit.models import Entry
from statim.usage import views
from statim.usage.counter import asked, made
from statim.usage.counter.exceptions import MESSAGES
from statim.usage.counter.kinds import KINDS
from statim.usage.errors import BadInstitution, NotForThisRole
from statim.usage.institutions import (
    add_institution,
    change_institution,
    end_institution,
    make_key,
    revoke_key,
)
from statim.usage.models import Institution, MonthCount, ReportKey

pytestmark = pytest.mark.django_db
SUMS = {
    date(2026, 9, 1): {"Searches": 100, "Total_Item_Investigations": 45,
                       "Total_Item_Requests": 45, "Unique_Item_Investigations": 30,
                       "Unique_Item_Requests": 30, "No_License": 50},
    date(2026, 10, 1): {"Searches": 7},
}  # fmt: skip


class Today(datetime):
    """The fourteenth of November 2026."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        return datetime(2026, 11, 14, 9, tzinfo=UTC)


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The parameters that open the reports of an institution with two months of use."""
    for module in (views, made):
        monkeypatch.setattr(module, "datetime", Today)
    kept = add_institution(
        name="=A hospital", customer_id="ward", identifiers=["ROR:00hx57361"], by=OPERATOR
    )
    Institution.objects.update(since=date(2026, 8, 20))
    MonthCount.objects.bulk_create(
        MonthCount(institution=kept, month=month, metric=metric, count=n)
        for month, sums in SUMS.items()
        for metric, n in sums.items()
    )
    key, secret = make_key("ward", label="the library", by=OPERATOR)
    yield {"customer_id": "ward", "requestor_id": key.requestor_id, "api_key": secret}


PERIOD = {"begin_date": "2026-09", "end_date": "2026-10"}


def got(name: str, door: dict[str, str], **more: str) -> Any:
    """The report as JSON."""
    answer = Client().get(f"/r51/reports/{name}", {**door, **PERIOD, **more})
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/json"
    return answer.json()


def table(name: str, door: dict[str, str], **more: str) -> list[list[str]]:
    """The report as rows of cells."""
    kind = "text/tab-separated-values"
    answer = Client().get(
        f"/r51/reports/{name}", {**door, **PERIOD, **more}, headers={"accept": kind}
    )
    assert answer["Content-Type"] == f"{kind}; charset=utf-8"
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter="\t"))


def test_the_database_report_says_what_was_counted(door: dict[str, str]) -> None:
    said = got("dr", door)
    head, (item,) = said["Report_Header"], said["Report_Items"]
    assert head["Report_Name"] == "Database Report"
    assert (head["Report_ID"], head["Release"]) == ("DR", "5.1")
    assert head["Institution_ID"] == {"Proprietary": ["Statim:ward"], "ROR": ["00hx57361"]}
    assert head["Report_Filters"] == {"Begin_Date": "2026-09-01", "End_Date": "2026-10-31"}
    assert head["Registry_Record"] == ""
    assert "Exceptions" not in head
    assert item["Database"] == item["Platform"] == "Statim"
    assert item["Attribute_Performance"] == [
        {"Data_Type": "Database_Full", "Performance": {
            "Searches_Regular": {"2026-09": 100, "2026-10": 7}, "No_License": {"2026-09": 50}}},
        {"Data_Type": "Database_Full_Item", "Performance": {
            "Total_Item_Investigations": {"2026-09": 45}, "Total_Item_Requests": {"2026-09": 45},
            "Unique_Item_Investigations": {"2026-09": 30},
            "Unique_Item_Requests": {"2026-09": 30}}},
    ]  # fmt: skip


def test_each_report_holds_its_own_metrics_and_no_others(door: dict[str, str]) -> None:
    found = {}
    for name in KINDS:
        (item,) = got(name, door)["Report_Items"]
        parts = item["Attribute_Performance"]
        found[name] = {metric for part in parts for metric in part["Performance"]}
    items = {f"{how}_Item_{what}" for how in ("Total", "Unique")
             for what in ("Investigations", "Requests")}  # fmt: skip
    assert found == {
        "pr": {"Searches_Platform"} | items,
        "pr_p1": {"Searches_Platform", "Total_Item_Requests", "Unique_Item_Requests"},
        "dr": {"Searches_Regular", "No_License"} | items,
        "dr_d1": {"Searches_Regular"} | items,
        "dr_d2": {"No_License"},
    }


def test_a_standard_view_names_its_fixed_filters(door: dict[str, str]) -> None:
    filters = got("dr_d2", door)["Report_Header"]["Report_Filters"]
    assert filters["Metric_Type"] == ["Limit_Exceeded", "No_License"]
    assert filters["Access_Method"] == ["Regular"]


def test_the_table_has_thirteen_lines_of_header_and_a_row_for_each_metric(
    door: dict[str, str],
) -> None:
    rows = table("dr_d1", door)
    assert [row[0] for row in rows[:13]] == [
        "Report_Name", "Report_ID", "Release", "Institution_Name", "Institution_ID",
        "Metric_Types", "Report_Filters", "Report_Attributes", "Exceptions", "Reporting_Period",
        "Created", "Created_By", "Registry_Record",
    ]  # fmt: skip
    assert rows[3][1] == "'=A hospital"  # no formula
    assert rows[4][1] == "Statim:ward; ROR:00hx57361"
    assert rows[9][1] == "Begin_Date=2026-09-01; End_Date=2026-10-31"
    assert rows[13] == []
    assert rows[14] == [
        "Database", "Publisher", "Publisher_ID", "Platform", "Proprietary_ID", "Metric_Type",
        "Reporting_Period_Total", "Sep-2026", "Oct-2026",
    ]  # fmt: skip
    assert rows[15][5:] == ["Searches_Regular", "107", "100", "7"]
    assert len(rows) == 20


def test_filters_and_attributes_choose(door: dict[str, str]) -> None:
    said = got("dr", door, metric_type="No_License|Total_Item_Requests", data_type="Database_Full",
               attributes_to_show="Access_Method", granularity="Totals")  # fmt: skip
    assert said["Report_Header"]["Report_Attributes"] == {
        "Attributes_To_Show": ["Access_Method"], "Granularity": "Totals",
    }  # fmt: skip
    (part,) = said["Report_Items"][0]["Attribute_Performance"]
    assert part["Access_Method"] == "Regular"
    assert list(part["Performance"]) == ["No_License"]
    assert part["Performance"]["No_License"] == {"2026-09": 50}
    rows = table("pr", door, granularity="Totals", attributes_to_show="Access_Method")
    assert rows[14] == ["Platform", "Data_Type", "Access_Method", "Metric_Type",
                        "Reporting_Period_Total"]  # fmt: skip


def codes(said: Any) -> list[int]:
    """The codes of the exceptions in a report's header."""
    return [each["Code"] for each in said["Report_Header"].get("Exceptions", [])]


@pytest.mark.parametrize(
    ("name", "more", "expected"),
    [
        ("dr", {"access_method": "TDM"}, [3030]),
        ("dr", {"metric_type": "Limit_Exceeded"}, [3030]),
        ("dr", {"metric_type": "Nonsense"}, [3060]),
        ("dr", {"attributes_to_show": "YOP"}, [3062]),
        ("dr", {"database": "Another"}, [3060]),
        ("pr", {"database": "Statim"}, [3050]),
        ("dr_d1", {"metric_type": "No_License", "shoe_size": "9"}, [3050]),
        ("dr", {"end_date": "2026-12"}, [3031]),
        ("dr", {"begin_date": "2026-01-01"}, [3032]),
        ("dr", {"begin_date": "2026-08", "end_date": "2026-08-31"}, [3030]),
    ],
)
def test_what_can_be_left_out_is_left_out_and_said(
    door: dict[str, str], name: str, more: dict[str, str], expected: list[int]
) -> None:
    said = got(name, door, **more)
    assert codes(said) == expected
    assert bool(said["Report_Items"]) == (3030 not in expected)
    for each in said["Report_Header"]["Exceptions"]:
        assert each["Message"] == MESSAGES[each["Code"]][0]


def test_a_month_that_is_not_over_is_not_reported(door: dict[str, str]) -> None:
    said = got("dr", door, end_date="2026-11-30")
    assert said["Report_Header"]["Report_Filters"]["End_Date"] == "2026-10-31"


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"api_key": ""}, 400, 1030),
        ({"customer_id": ""}, 400, 1030),
        ({"begin_date": ""}, 400, 1030),
        ({"begin_date": "september"}, 400, 3020),
        ({"begin_date": "2026-09-02"}, 400, 3020),
        ({"begin_date": "2026-11", "end_date": "2026-11"}, 400, 3020),
        ({"end_date": "2026-08"}, 400, 3020),
        ({"api_key": "guessed"}, 401, 2020),
        ({"requestor_id": "another"}, 401, 2000),
        ({"customer_id": "another"}, 403, 2010),
        ({"customer_id": "0" * 16}, 403, 2011),
    ],
)
def test_what_cannot_be_answered_is_one_exception_with_its_status(
    door: dict[str, str], change: dict[str, str], status: int, code: int
) -> None:
    answer = Client().get("/r51/reports/dr", {**door, **PERIOD, **change})
    assert (answer.status_code, answer.json()["Code"]) == (status, code)
    assert answer["Cache-Control"] == "private, no-store"


def test_the_lists(door: dict[str, str]) -> None:
    assert Client().get("/r51/status").json()[0]["Service_Active"] is True
    (member,) = Client().get("/r51/members", door).json()
    assert (member["Customer_ID"], member["Institution_Name"]) == ("ward", "=A hospital")
    listed = Client().get("/r51/reports", door).json()
    assert [each["Report_ID"] for each in listed] == ["PR", "PR_P1", "DR", "DR_D1", "DR_D2"]
    assert {each["First_Month_Available"] for each in listed} == {"2026-08"}
    assert {each["Last_Month_Available"] for each in listed} == {"2026-10"}
    for path in ("/r51/members", "/r51/reports"):
        assert Client().get(path).json()["Code"] == 1030
    assert Client().get("/r51/reports/tr", door).status_code == 404


def test_a_key_is_kept_as_its_hash_revoked_for_good_and_no_log_holds_it(
    door: dict[str, str],
) -> None:
    key = ReportKey.objects.get()
    logged = [json.dumps(entry.detail) for entry in Entry.objects.all()]
    assert not [row for row in logged if door["api_key"] in row or key.hashed in row]
    assert door["api_key"] not in str(ReportKey.objects.values())
    revoke_key(key.requestor_id, by=OPERATOR)
    answer = Client().get("/r51/reports/dr", {**door, **PERIOD})
    assert answer.json()["Code"] == 2020


def test_a_key_opens_no_other_institutions_reports_and_none_after_the_end(
    door: dict[str, str],
) -> None:
    add_institution(name="B", customer_id="b", by=OPERATOR)
    for path in ("/r51/members", "/r51/reports", "/r51/reports/dr"):
        answer = Client().get(path, {**door, **PERIOD, "customer_id": "b"})
        assert answer.json()["Code"] == 2010
    end_institution("ward", by=OPERATOR)
    assert Client().get("/r51/members", door).json()["Code"] == 2020
    assert MonthCount.objects.filter(institution__customer_id="ward").exists()


def test_only_administrators_keep_institutions(door: dict[str, str]) -> None:
    before = Entry.objects.count()
    by = Actor(name="Edith", role="editor", account=1)
    with pytest.raises(NotForThisRole):
        add_institution(name="B", customer_id="b", by=by)
    with pytest.raises(NotForThisRole):
        make_key("ward", label="mine", by=by)
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"networks": ["192.0.2.1/24"]}, "host bits"),
        ({"networks": ["10.0.0.0/7"]}, "host bits|too broad"),
        ({"networks": ["0.0.0.0/0"]}, "too broad"),
        ({"networks": ["198.51.100.0/24"]}, "already"),
        ({"domains": ["gmail.com"]}, "Anybody"),
        ({"domains": ["nowhere"]}, "no domain"),
        ({"identifiers": ["ROR:1"]}, "no identifier"),
        ({"customer_id": "a b"}, "customer ID"),
        ({"customer_id": "0" * 16}, "customer ID"),
        ({"customer_id": "taken"}, "in use"),
        ({"name": " "}, "name"),
    ],
)
def test_what_cannot_be_so_is_refused_by_name(said: dict[str, Any], reason: str) -> None:
    add_institution(name="A", customer_id="taken", networks=["198.51.100.0/24"], by=OPERATOR)
    with pytest.raises(BadInstitution, match=reason):
        add_institution(**{"name": "B", "customer_id": "b", **said}, by=OPERATOR)
    assert Institution.objects.count() == 1


def test_how_it_is_known_can_be_said_anew() -> None:
    add_institution(name="A", customer_id="a", networks=["198.51.100.0/24"], by=OPERATOR)
    change_institution("a", name="A2", networks=["198.51.100.0/25", "2001:db8::/32"], by=OPERATOR)
    kept = Institution.objects.get()
    assert (kept.name, kept.networks) == ("A2", ["198.51.100.0/25", "2001:db8::/32"])


def test_a_wish_lists_its_months() -> None:
    wish = asked.of_months(KINDS["pr"], date(2025, 11, 3), date(2026, 2, 1))
    assert [f"{month:%Y-%m}" for month in wish.months] == [
        "2025-11", "2025-12", "2026-01", "2026-02",
    ]  # fmt: skip
    assert wish.end == date(2026, 2, 28)
