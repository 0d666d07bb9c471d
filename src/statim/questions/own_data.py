"""What the queue holds of an account: questions for which its e-mail address was offered and not
yet used. For the export and the deletion of one's own data."""

from __future__ import annotations

import json
from collections.abc import Iterator

from statim.accounts.models import User
from statim.questions.models import Question

NAME = "questions"  # the folder of its files in one's archive


def export(user_id: int) -> Iterator[tuple[str, bytes]]:
    """The questions as JSON; no file where nothing is held."""
    rows = Question.objects.filter(address__iexact=_address(user_id)).exclude(address="")
    questions = [
        {"asked": row.asked.isoformat(), "kind": row.kind, "words": row.words,
         "state": row.state, "reply": row.reply}
        for row in rows
    ]  # fmt: skip
    if questions:
        yield "questions.json", json.dumps(questions, indent=2, ensure_ascii=False).encode()


def erase(user_id: int) -> None:
    """Forget the address wherever it waits for a reply; the questions stay, nobody's."""
    if address := _address(user_id):
        Question.objects.filter(address__iexact=address).update(address="")


def _address(user_id: int) -> str:
    return User.objects.filter(pk=user_id).values_list("email", flat=True).first() or ""
