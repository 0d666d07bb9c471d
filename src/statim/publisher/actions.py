"""Deciding about single pages, and about the site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.design.speech import say
from statim.publisher import chosen
from statim.publisher.errors import ChangedMeanwhile, Refused, SetByOperator
from statim.publisher.logo import Picture
from statim.publisher.models import Choice, Logo, WithoutAdvertising
from statim.publisher.queries import learn, logo_of


def keep_advertising_off(topic: str, *, off: bool, by: Actor) -> bool:
    """Say that no advertisement may stand beside a topic (its id), or that one may again.
    Returns whether that changed anything."""
    with transaction.atomic():
        if off:
            changed = WithoutAdvertising.objects.get_or_create(topic=topic)[1]
        else:
            changed = bool(WithoutAdvertising.objects.filter(topic=topic).delete()[0])
        if changed:
            record("exempt from advertising", by=by, object_kind="topic", object_id=topic,
                   detail={"off": off})  # fmt: skip
    return changed


def choose(
    matter: str,
    values: Mapping[str, Any],
    *,
    version: int,
    by: Actor,
    picture: Picture | None = None,
) -> bool:
    """Let these values (as `matters.checked` made them) hold for the site; `picture` is the logo
    that they name. `version` is the one that was opened, 0 for none. In this process they hold
    once it is committed, in others within seconds. Returns whether that changed anything.

    Raises ChangedMeanwhile; Refused; SetByOperator where the environment sets a field that differs.
    """
    with transaction.atomic():
        row = Choice.objects.select_for_update().filter(matter=matter).first()
        before = dict(row.values) if row else {}
        if (row.version if row else 0) != version:
            raise ChangedMeanwhile
        _check_free(before, values)
        if before == dict(values):
            return False
        if picture is not None:
            Logo.objects.get_or_create(
                media=picture.media,
                defaults={"data": picture.data, "width": picture.width, "height": picture.height},
            )
        elif "logo" in values and logo_of(values["logo"].partition(".")[0]) is None:
            raise Refused("logo", say("There is no such logo; choose the file again."))
        _keep(row, matter, values)
        record("choose site setting", by=by, object_kind="site", object_id=matter,
               detail={"before": before, "after": dict(values)})  # fmt: skip
        transaction.on_commit(_hold)
    return True


def _check_free(before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    differ = [name for name in {*before, *after} if before.get(name) != after.get(name)]
    if names := sorted(
        settings.STATIM_FIXED[name] for name in differ if name in settings.STATIM_FIXED
    ):
        raise SetByOperator(", ".join(names))


def _keep(row: Choice | None, matter: str, values: Mapping[str, Any]) -> None:
    if row is None:
        try:
            with transaction.atomic():
                Choice.objects.create(matter=matter, values=dict(values))
        except IntegrityError as first:
            raise ChangedMeanwhile from first
    else:
        row.values, row.version = dict(values), row.version + 1
        row.save(force_update=True)


def _hold() -> None:
    learn()
    chosen.held.send(sender=None)
