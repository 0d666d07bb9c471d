"""What this room keeps of a person: everything of it as files, and its end."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db import transaction

from statim.accounts.models import User
from statim.annotations.actions.groups import forget, part_with_all
from statim.annotations.filing import portable_notes
from statim.annotations.formats.annotation import to_collection
from statim.annotations.formats.tables import to_csv, to_markdown
from statim.annotations.models import Invitation, Membership, Note, Sent
from statim.publisher.queries import house

NAME = "notes"  # the folder of its files in one's archive


def export(user_id: int) -> Iterator[tuple[str, bytes]]:
    """The person's notes as JSON (W3C Web Annotation), CSV and Markdown; their groups as JSON."""
    notes, site = portable_notes(user_id), house().url
    groups = [
        {
            "group": row.group.title,
            "role": row.role,
            "joined": row.joined.isoformat(),
        }
        for row in Membership.objects.filter(member_id=user_id).select_related("group")
    ]
    left = Note.objects.filter(left_by_id=user_id).select_related("group")
    value = {
        "groups": groups,
        "notes that a device sent under a key": list(
            Sent.objects.filter(writer_id=user_id).order_by("at").values_list("key", "note")
        ),
        "left with a group": [
            {"group": n.group.title if n.group else "", "text": n.text} for n in left
        ],
    }
    yield "notes.json", to_collection(notes, site=site, label="My notes")
    yield "notes.csv", to_csv(notes, site=site)
    yield "notes.md", to_markdown(notes, site=site)
    yield "groups.json", json.dumps(value, ensure_ascii=False, indent=1).encode()


def erase(user_id: int) -> None:
    """Delete what the person wrote and every membership. Notes that they chose to leave with a
    group stay there without their name."""
    with transaction.atomic():
        part_with_all(member=user_id)
        forget(member=user_id)
        Note.objects.filter(writer_id=user_id).delete()
        Sent.objects.filter(writer_id=user_id).delete()
        for email in User.objects.filter(pk=user_id).values_list("email", flat=True):
            Invitation.objects.filter(email__iexact=email).delete()
