"""A report as COUNTER 5.1 writes it: JSON (the API's specification) and tables (3.2). Pure."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

from statim.usage.counter.asked import Wish
from statim.usage.counter.kinds import FIXED_METRICS, REGULAR
from statim.usage.counter.report import Report, Row

RELEASE = "5.1"
BOM = "\ufeff"  # without it spreadsheets take UTF-8 for something else


def as_json(report: Report) -> bytes:
    """The report for programs."""
    said = {"Report_Header": header(report), "Report_Items": _items(report)}
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def header(report: Report) -> dict[str, Any]:
    """The Report_Header object."""
    wish, customer = report.wish, report.customer
    said: dict[str, Any] = {
        "Report_Name": wish.kind.name,
        "Report_ID": wish.kind.id,
        "Release": RELEASE,
        "Institution_Name": customer.name,
        "Institution_ID": _institution_ids(report),
        "Report_Filters": {
            "Begin_Date": wish.begin.isoformat(),
            "End_Date": wish.end.isoformat(),
            **_filters(wish),
        },
    }
    if attributes := _attributes(wish):
        said["Report_Attributes"] = attributes
    if report.notices:
        said["Exceptions"] = [each.as_json() for each in report.notices]
    return said | {
        "Created": _created(report),
        "Created_By": report.source.publisher,
        "Registry_Record": report.source.registry,
    }


def as_table(report: Report, *, separator: str = "\t") -> bytes:
    """The report for spreadsheets, as TSV or CSV, UTF-8 with a byte order mark."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerows([_cells(row) for row in [*_head(report), [], *_body(report)]])
    return (BOM + text.getvalue()).encode()


def _cells(row: list[str]) -> list[str]:
    """No cell is a formula, whatever an institution is called."""
    return [f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell for cell in row]


def _created(report: Report) -> str:
    return report.created.strftime("%Y-%m-%dT%H:%M:%SZ")


def _institution_ids(report: Report) -> dict[str, list[str]]:
    found = {"Proprietary": [f"{report.source.id}:{report.customer.customer_id}"]}
    for each in report.customer.identifiers:
        space, _, value = each.partition(":")
        found.setdefault(space, []).append(value)
    return found


def _filters(wish: Wish) -> dict[str, Any]:
    """Report_Filters but for the dates."""
    if wish.kind.is_view:
        found: dict[str, Any] = {
            "Metric_Type": list(FIXED_METRICS[wish.kind.id]), "Access_Method": [REGULAR],
        }  # fmt: skip
    else:
        lists = (("Metric_Type", wish.metrics), ("Data_Type", wish.data_types),
                 ("Access_Method", wish.methods))  # fmt: skip
        found = {name: list(values) for name, values in lists if values}
    words = (("Platform", wish.platform), ("Database", wish.database))
    return found | {name: word for name, word in words if word}


def _attributes(wish: Wish) -> dict[str, Any]:
    found: dict[str, Any] = {"Attributes_To_Show": list(wish.show)} if wish.show else {}
    return found | ({"Granularity": "Totals"} if wish.totals else {})


def _items(report: Report) -> list[dict[str, Any]]:
    if not report.rows:
        return []
    source, kind = report.source, report.wish.kind
    item: dict[str, Any] = {}
    if kind.database:
        item = {
            "Database": source.name,
            "Item_ID": {"Proprietary": _database_id(report)},
            "Publisher": source.publisher,
        }
    item["Platform"] = source.name
    groups: dict[str, list[Row]] = {}
    for row in report.rows:
        groups.setdefault(row.data_type if kind.shows_data_type else "", []).append(row)
    item["Attribute_Performance"] = [
        {
            **({"Data_Type": data_type} if data_type else {}),
            **dict.fromkeys(report.wish.show, REGULAR),
            "Performance": {row.metric: _performance(report.wish, row) for row in rows},
        }
        for data_type, rows in groups.items()
    ]
    return [item]


def _performance(wish: Wish, row: Row) -> dict[str, int]:
    if wish.totals:
        return {f"{wish.begin:%Y-%m}": row.total}  # totals stand under the first month
    return {f"{month:%Y-%m}": n for month, n in row.months.items()}


def _database_id(report: Report) -> str:
    return f"{report.source.id}:topics"


def _head(report: Report) -> list[list[str]]:
    wish = report.wish
    filters = _filters(wish)
    metrics = filters.pop("Metric_Type", ())
    said = {name: "|".join(v) if isinstance(v, list) else v for name, v in filters.items()}
    show = [f"Attributes_To_Show={'|'.join(wish.show)}"] if wish.show else []
    totals = ["Exclude_Monthly_Details=True"] if wish.totals else []
    ids = [
        each if space != "Proprietary" else value
        for space, values in _institution_ids(report).items()
        for value in values
        for each in (f"{space}:{value}",)
    ]
    return [
        ["Report_Name", wish.kind.name],
        ["Report_ID", wish.kind.id],
        ["Release", RELEASE],
        ["Institution_Name", report.customer.name],
        ["Institution_ID", "; ".join(ids)],
        ["Metric_Types", "; ".join(metrics)],
        ["Report_Filters", "; ".join(f"{name}={value}" for name, value in said.items())],
        ["Report_Attributes", "; ".join([*show, *totals])],
        ["Exceptions", "; ".join(map(str, report.notices))],
        ["Reporting_Period", f"Begin_Date={wish.begin}; End_Date={wish.end}"],
        ["Created", _created(report)],
        ["Created_By", report.source.publisher],
        ["Registry_Record", report.source.registry],
    ]


def _body(report: Report) -> list[list[str]]:
    wish, source = report.wish, report.source
    of_database = ["Database", "Publisher", "Publisher_ID"] if wish.kind.database else []
    names = [*of_database, "Platform", *(["Proprietary_ID"] if wish.kind.database else [])]
    names += ["Data_Type"] if wish.kind.shows_data_type else []
    months: list[date] = [] if wish.totals else wish.months
    names += [*wish.show, "Metric_Type", "Reporting_Period_Total"]
    rows = [[*names, *(f"{month:%b-%Y}" for month in months)]]
    for row in report.rows:
        cells = [source.name, source.publisher, ""] if wish.kind.database else []
        cells += [source.name, *([_database_id(report)] if wish.kind.database else [])]
        cells += [row.data_type] if wish.kind.shows_data_type else []
        cells += [*(REGULAR for _ in wish.show), row.metric, str(row.total)]
        rows.append([*cells, *(str(row.months.get(month, 0)) for month in months)])
    return rows
