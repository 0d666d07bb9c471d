"""When a review is due: so many months after the day of the last, by the risk of the page. Pure.

The intervals are the site's (STATIM_REVIEW_MONTHS); a topic's plan may set its own.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

DUE_SOON_DAYS = 60


def due_after(reviewed: str, months: int) -> str:
    """The day (ISO) so many months after that day; where the month is shorter, its last."""
    day = date.fromisoformat(reviewed)
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1])).isoformat()


def interval(risk: str, own: int | None, months: Mapping[str, int]) -> int:
    """Months between two reviews: the topic's own, else those of its risk."""
    return own or months[risk]


def standing_on(due: str, today: date, days: int = DUE_SOON_DAYS) -> str:
    """Whether a review is "overdue", "due soon" (within so many days), or neither: ""."""
    if not due:
        return ""
    left = (date.fromisoformat(due) - today).days
    if left < 0:
        return "overdue"
    return "due soon" if left <= days else ""
