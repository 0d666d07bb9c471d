"""Comments on a draft: asked, answered, resolved, opened again. None is ever deleted."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editorial.actions.holding import hold_topic
from statim.editorial.errors import NoSuchStatement, NotPossible, NotThere, WordsNeeded
from statim.editorial.models import Comment
from statim.editorial.permissions import COMMENT, check_may
from statim.topics.manuscript import statements_in
from statim.topics.queries import manuscript_of


def comment(
    topic_id: str,
    words: str,
    *,
    by: Actor,
    statement: str = "",
    quote: str = "",
    answers_to: int | None = None,
) -> Comment:
    """Remark on a topic, on one of its draft's statements, or in answer to another comment.

    `quote` is the words that are meant. Raises NotAllowed, WordsNeeded, NoSuchStatement, NotThere
    or topics' NoSuchTopic, with nothing written.
    """
    check_may(by, COMMENT)
    if not words.strip():
        raise WordsNeeded(say("Write your comment."))
    with transaction.atomic():
        topic = hold_topic(topic_id)
        first = _first(topic.pk, answers_to) if answers_to is not None else None
        if first:
            statement = first.statement
        elif statement:
            known = {each.id for each in statements_in(manuscript_of(topic).sections)}
            if statement not in known:
                raise NoSuchStatement(statement)
        made = Comment.objects.create(
            topic=topic, statement=statement, quote=quote.strip(), words=words.strip(),
            answers_to=first, at=timezone.now(), by_name=by.name, by_email=by.email,
            by_account=by.account,
        )  # fmt: skip
        _tell("comment", made, by)
    return made


def resolve_comment(number: int, *, by: Actor) -> Comment:
    """Say that a comment is seen to. Raises NotAllowed, NotThere or NotPossible."""
    check_may(by, COMMENT)
    with transaction.atomic():
        found = _held(number)
        if found.resolved_at:
            raise NotPossible(
                say("%(resolved_by)s resolved this comment already.", resolved_by=found.resolved_by)
            )
        found.resolved_by, found.resolved_at = by.name, timezone.now()
        found.save(update_fields=["resolved_by", "resolved_at"])
        _tell("resolve comment", found, by)
    return found


def reopen_comment(number: int, *, by: Actor) -> Comment:
    """Say that a comment is not seen to after all. Raises NotAllowed, NotThere or NotPossible."""
    check_may(by, COMMENT)
    with transaction.atomic():
        found = _held(number)
        if not found.resolved_at:
            raise NotPossible(say("This comment is open already."))
        found.resolved_by, found.resolved_at = "", None
        found.save(update_fields=["resolved_by", "resolved_at"])
        _tell("reopen comment", found, by)
    return found


def _first(topic_id: str, number: int) -> Comment:
    """The comment that a thread began with; an answer to an answer answers the first."""
    found = Comment.objects.select_related("answers_to").filter(id=number, topic=topic_id).first()
    if found is None:
        raise NotThere(say("There is no comment %(number)s on this topic.", number=number))
    return found.answers_to or found


def _held(number: int) -> Comment:
    found = Comment.objects.select_for_update().filter(id=number).first()
    if found is None:
        raise NotThere(say("There is no comment %(number)s.", number=number))
    if found.answers_to_id:
        raise NotPossible(say("Resolve the comment that began this, not an answer to it."))
    return found


def _tell(act: str, found: Comment, by: Actor) -> None:
    record(
        act, by=by, object_kind="topic", object_id=found.topic_id,
        detail={"comment": found.pk, "statement": found.statement},
    )  # fmt: skip
