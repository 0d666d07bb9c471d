"""Comments as the desk shows them: threads at statements, in the order of the text. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from statim.editorial.models import Comment
from statim.topics.manuscript import Manuscript, statements_in


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and its answers. `words` is what its statement says now: "" where it is about
    the whole topic, or where the statement is gone (`gone`)."""

    first: Comment
    answers: tuple[Comment, ...]
    words: str
    gone: bool


def threads_of(topic_id: str, draft: Manuscript, *, open_only: bool = False) -> list[Thread]:
    """The threads on a topic: on the whole first, then in the order of its statements, then
    those whose statement is gone."""
    rows = list(Comment.objects.filter(topic=topic_id))
    answers: dict[int, list[Comment]] = {}
    for row in rows:
        if row.answers_to_id is not None:
            answers.setdefault(row.answers_to_id, []).append(row)
    said = {s.id: s.text for s in statements_in(draft.sections)}
    firsts = [row for row in rows if row.answers_to_id is None]
    if open_only:
        firsts = [row for row in firsts if row.resolved_at is None]
    order = _order(list(said))
    return [
        Thread(
            first=row,
            answers=tuple(answers.get(row.pk, ())),
            words=said.get(row.statement, ""),
            gone=bool(row.statement) and row.statement not in said,
        )
        for row in sorted(firsts, key=lambda row: (order.get(row.statement, len(order)), row.pk))
    ]


def _order(statements: Sequence[str]) -> dict[str, int]:
    return {"": -1, **{key: place for place, key in enumerate(statements)}}
