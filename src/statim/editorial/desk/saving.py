"""What becomes of a form that somebody sent: saved, refused with its reason, or too late."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from statim.audit.actor import Actor
from statim.editorial.actions import save_draft
from statim.editorial.desk.refusals import REFUSALS
from statim.editorial.desk.text_field import TextWidget
from statim.editorial.desk.write_form import Sheet, manuscript_from, sheet_from
from statim.topics.errors import StaleDraft
from statim.topics.manuscript import Manuscript
from statim.topics.models import Topic, Version
from statim.topics.queries import manuscript_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """The form as it was sent, and one of three: the version that it became, a refusal that
    stands in the form, or that somebody else saved meanwhile (`written` is then what was sent)."""

    sheet: Sheet
    version: Version | None = None
    late: StaleDraft | None = None
    written: Manuscript | None = None


def saved(topic: Topic, sent: QueryDict, *, by: Actor, widget: TextWidget | None = None) -> Outcome:
    """Save what was sent as the topic's draft, if it can be. `widget` shows it again if not."""
    before = manuscript_of(topic)
    sheet = sheet_from(sent, widget or TextWidget(before))
    if not sheet.is_valid():
        return Outcome(sheet)
    try:
        written = manuscript_from(sheet, before, sent.getlist("settled"))
    except REFUSALS as refused:
        sheet.form.add_error("text", str(refused))
        return Outcome(sheet)
    revision = sheet.form.cleaned_data["revision"]
    try:
        version = save_draft(topic.pk, written, revision=revision, by=by)
    except StaleDraft as late:
        return Outcome(sheet, late=late, written=written)
    except REFUSALS as refused:
        sheet.form.add_error(None, str(refused))
        return Outcome(sheet)
    return Outcome(sheet, version=version)
