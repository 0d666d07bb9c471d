"""What the acts behind these screens refuse, whichever room refuses it."""

from __future__ import annotations

from statim.accounts.errors import (
    AddressTaken,
    LastAdministrator,
    LetterNotSent,
    NoSuchPerson,
    UnknownRole,
)
from statim.editorial.desk.refusals import REFUSALS as OF_THE_DESK
from statim.questions.errors import Refused as RefusedByQuestions
from statim.search.errors import Refused as RefusedBySearch
from statim.usage.errors import Refused as RefusedByUsage

REFUSALS = (
    *OF_THE_DESK, RefusedByQuestions, RefusedBySearch, RefusedByUsage,
    AddressTaken, LastAdministrator, LetterNotSent, NoSuchPerson, UnknownRole,
)  # fmt: skip
