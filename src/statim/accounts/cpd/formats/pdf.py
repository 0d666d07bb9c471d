"""The diary as a PDF, typeset by Typst from `diary.typ`. The diary goes in as JSON, so that no
word of it is ever markup. The one module that speaks to Typst."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import typst

from statim.accounts.cpd.formats.diary import Diary
from statim.accounts.cpd.formats.word import SMALL_PRINT, fields, whose
from statim.design.words import day


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
    inputs = {"diary": json.dumps(said, ensure_ascii=False)}
    made = typst.compile(_template(), format="pdf", sys_inputs=inputs)
    if not isinstance(made, bytes):  # pragma: no cover - several files come of pictures only
        raise TypeError("Typst made no PDF")
    return made


@cache
def _template() -> bytes:
    return Path(__file__).with_name("diary.typ").read_bytes()
