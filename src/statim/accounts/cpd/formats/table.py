"""The diary as CSV: a row an entry, nothing that a spreadsheet would run; and as JSON. Pure."""

from __future__ import annotations

import csv
import io
import json

from statim.accounts.cpd.formats.diary import Diary, evidence_told, told

COLUMNS = (
    "day", "title", "reason", "question", "what I learnt", "what I will change",
    "what came of it", "outcome", "domains", "development plan", "scope of practice",
    "searched for", "evidence", "identifies no patient", "follow up on", "credits",
    "rule", "rule version", "how it was counted", "pages read", "minutes",
    "locked on", "written", "last changed",
)  # fmt: skip
# What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(diary: Diary) -> bytes:
    """UTF-8 with a byte order mark, so that spreadsheets read it right."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for one in diary.records:
        row = (
            one.day, one.title, one.reason, one.question, one.learned, one.change, one.impact,
            one.outcome, "; ".join(one.domains), one.plan, one.scope, one.searches,
            "; ".join(evidence_told(one)), "declared" if one.no_patient else "",
            one.follow_up, one.credits, one.rule, str(one.rule_version),
            one.counted, "; ".join(told(one.pages)), str(sum(p.minutes for p in one.pages)),
            one.locked, one.created, one.modified,
        )  # fmt: skip
        table.writerow([_cell(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value: str) -> str:
    return f"'{value}" if value.lstrip(" \u00a0").startswith(_FORMULA) else value


def to_json(diary: Diary) -> bytes:
    """As docs/manual/cpd.md describes it."""
    return json.dumps(diary.as_dict(), ensure_ascii=False, indent=2).encode() + b"\n"
