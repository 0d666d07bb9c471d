"""The diary as a PDF, typeset from `diary.typ`."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from statim.accounts.cpd.formats.diary import Diary
from statim.accounts.cpd.formats.word import SMALL_PRINT, fields, whose
from statim.design.typesetting import to_pdf as typeset
from statim.design.words import day

TEMPLATE = Path(__file__).with_name("diary.typ")


def to_pdf(diary: Diary) -> bytes:
    """A tagged PDF on A4."""
    said = {
        "whose": whose(diary),
        "site": diary.site,
        "made": day(diary.made),
        "period": f"{day(diary.first.isoformat())} to {day(diary.last.isoformat())}",
        "entries": str(len(diary.records)),
        "minutes": str(diary.minutes),
        "total": diary.total,
        "outcomes": [[name, str(count)] for name, count in diary.by_outcome()],
        "plan": [[name, str(count)] for name, count in diary.by_plan()],
        "small": SMALL_PRINT,
        "records": [
            {
                "day": day(one.day),
                "title": one.title,
                "credits": one.credits,
                "fields": fields(one),
                "pages": [
                    {
                        "title": page.title,
                        "edition": str(page.edition),
                        "reviewed": day(page.reviewed) if page.reviewed else "not reviewed",
                        "day": day(page.day),
                        "minutes": str(page.minutes),
                        "address": page.address,
                    }
                    for page in one.pages
                ],
            }
            for one in diary.records
        ],
    }
    made = datetime.combine(date.fromisoformat(diary.made), time.min, tzinfo=UTC)
    return typeset(TEMPLATE, said, made=made, files={})
