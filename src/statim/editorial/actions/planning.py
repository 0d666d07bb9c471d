"""Who answers for a topic and when: plans, authors with an account, paths of review."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from statim.accounts.models import User
from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editorial.actions.holding import hold_topic
from statim.editorial.errors import NotPossible, NotThere
from statim.editorial.models import Byline, Plan, Responsible, ReviewPath
from statim.editorial.paths import BETWEEN, check_steps
from statim.editorial.permissions import SET_BYLINE, SET_PATH, SET_PLAN, check_may

MOST_MONTHS = 120


def set_plan(
    topic_id: str,
    *,
    risk: str,
    months: int | None = None,
    responsible: Sequence[int] = (),
    by: Actor,
) -> Plan:
    """Say how often the topic is reviewed (by its risk, or every so many `months`) and which
    accounts see to it. Holds from the next edition on.

    Raises NotAllowed, NotPossible, NotThere or topics' NoSuchTopic, with nothing written.
    """
    check_may(by, SET_PLAN)
    if risk not in Plan.Risk.values:
        raise NotPossible(
            say(
                "%(risk)s is no risk: use %(known)s.",
                risk=repr(risk),
                known=", ".join(Plan.Risk.values),
            )
        )
    if months is not None and not 1 <= months <= MOST_MONTHS:
        raise NotPossible(
            say(
                "A review holds for 1 to %(most_months)s months, not %(months)s.",
                most_months=MOST_MONTHS,
                months=months,
            )
        )
    with transaction.atomic():
        topic = hold_topic(topic_id)
        people = _people(responsible)
        plan, _ = Plan.objects.update_or_create(
            topic=topic, defaults={"risk": risk, "months": months}
        )
        Responsible.objects.filter(topic=topic).delete()
        Responsible.objects.bulk_create(
            Responsible(topic=topic, account=user.pk, name=str(user)) for user in people
        )
        record(
            "set plan", by=by, object_kind="topic", object_id=topic.pk,
            detail={"risk": risk, "months": months, "responsible": [str(u) for u in people]},
        )  # fmt: skip
    return plan


def set_byline(topic_id: str, authors: Sequence[tuple[int, str]], *, by: Actor) -> list[Byline]:
    """Name the topic's authors that have accounts: (account, role as the page shows it), in the
    order of the page. Raises NotAllowed, NotThere or topics' NoSuchTopic."""
    check_may(by, SET_BYLINE)
    with transaction.atomic():
        topic = hold_topic(topic_id)
        people = _people([account for account, _ in authors])
        Byline.objects.filter(topic=topic).delete()
        made = Byline.objects.bulk_create(
            Byline(topic=topic, account=user.pk, name=str(user), role=role.strip(), order=order)
            for order, (user, (_, role)) in enumerate(zip(people, authors, strict=True), start=1)
        )
        record(
            "set byline", by=by, object_kind="topic", object_id=topic.pk,
            detail={"authors": [str(user) for user in people]},
        )  # fmt: skip
    return made


def set_path(specialty: Sequence[str], steps: Sequence[str], *, by: Actor) -> None:
    """Say which steps the reviews of a specialty, and of those under it, take; no steps: those
    of the specialty above it. Reviews that have begun keep theirs.

    Raises NotAllowed or NotPossible, with nothing written.
    """
    check_may(by, SET_PATH)
    name = BETWEEN.join(part.strip() for part in specialty)
    with transaction.atomic():
        if steps:
            kept = list(check_steps(steps))
            ReviewPath.objects.update_or_create(specialty=name, defaults={"steps": kept})
        else:
            ReviewPath.objects.filter(specialty=name).delete()
        record(
            "set review path", by=by, object_kind="specialty", object_id=name[:200],
            detail={"specialty": name, "steps": list(steps)},
        )  # fmt: skip


def _people(accounts: Sequence[int]) -> list[User]:
    """The active accounts, in this order. Raises NotThere or NotPossible."""
    if len(set(accounts)) < len(accounts):
        raise NotPossible(say("Somebody is named twice."))
    found = User.objects.in_bulk(list(accounts))
    for account in accounts:
        if account not in found or not found[account].is_active:
            raise NotThere(say("There is no open account %(account)s.", account=account))
    return [found[account] for account in accounts]
