"""Taking the log out of the house: that it was done, and by whom, is itself logged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from django.db import transaction

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.audit.export import csv_lines, json_lines
from statim.audit.queries import EVERYTHING, Wanted, entries
from statim.design.speech import say
from statim.editorial.errors import NotPossible
from statim.editorial.permissions import EXPORT_AUDIT, check_may

FORMATS = {"csv": csv_lines, "json": json_lines}


def export_audit(form: str, wanted: Wanted = EVERYTHING, *, by: Actor) -> Iterator[str]:
    """The log as text, piece by piece: "csv" or "json". Raises NotAllowed or NotPossible."""
    check_may(by, EXPORT_AUDIT)
    if form not in FORMATS:
        raise NotPossible(
            say("%(form)s is no format of the log: use csv or json.", form=repr(form))
        )
    asked = {name: str(value) for name, value in asdict(wanted).items() if value}
    with transaction.atomic():
        record("export audit", by=by, object_kind="log", object_id="audit",
               detail={"format": form, **asked})  # fmt: skip
    return FORMATS[form](entries(wanted))
