"""What publication asks of an editor: the change note, and now or when."""

from __future__ import annotations

from datetime import UTC, datetime

from django import forms
from django.utils.translation import gettext_lazy as lazily

from statim.design.speech import say
from statim.editions.document import CHANGE_KINDS, SEVERITIES, Change
from statim.editions.html import CHANGE_WORDS, SEVERITY_WORDS

GRADES = [
    ("", lazily("It corrects nothing")),
    *((grade, lazily(SEVERITY_WORDS[grade])) for grade in SEVERITIES),
]


class ReleaseForm(forms.Form):
    """The change note that readers will see, and the moment of publication (UTC)."""

    kind = forms.ChoiceField(
        choices=[(kind, lazily(CHANGE_WORDS[kind])) for kind in CHANGE_KINDS],
        label=lazily("Kind of change"),
    )
    severity = forms.ChoiceField(
        required=False,
        choices=GRADES,
        label=lazily("If it corrects something, how bad it was"),
        help_text=lazily("An error or a safety error stands at the top of the page for 90 days."),
    )
    note = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=lazily("What changed, for readers"),
    )
    source = forms.CharField(
        required=False,
        max_length=500,
        label=lazily("What triggered it"),
        help_text=lazily("The key of a reference of this topic, or words."),
    )
    due = forms.DateTimeField(
        required=False,
        label=lazily("Publish at (UTC)"),
        help_text=lazily("Left empty, it is published at once."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )
    submission = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_due(self) -> datetime | None:
        """The moment, in UTC; it has to be still to come."""
        due: datetime | None = self.cleaned_data["due"]
        if due is None:
            return None
        due = due.astimezone(UTC)
        if due <= datetime.now(UTC):
            raise forms.ValidationError(
                say("This moment is past. Leave it empty to publish at once.")
            )
        return due

    def change(self) -> Change:
        """The change note of the valid form."""
        said = self.cleaned_data
        return Change(
            kind=said["kind"],
            note=said["note"].strip(),
            severity=said["severity"],
            source=said["source"].strip(),
        )


def first_of(change: Change | None, edition: int, submission: int, version: int) -> ReleaseForm:
    """The form with what the author said, or what is likely."""
    said = change or Change(kind="new" if edition == 0 else "clarification")
    kind = "clarification" if said.kind == "new" and edition else said.kind
    return ReleaseForm(
        initial={
            "kind": kind,
            "severity": said.severity,
            "note": said.note,
            "source": said.source,
            "submission": submission,
            "version": version,
        }
    )


class WithdrawForm(forms.Form):
    """Why a topic is taken offline."""

    reason = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazily("Readers see these words in place of the page."),
    )


class MoveForm(forms.Form):
    """Another address."""

    slug = forms.CharField(
        max_length=200,
        label=lazily("New address"),
        help_text=lazily("The last word of the page's address: a-z, 0-9 and single hyphens."),
    )
