"""The shape of what is sent here. What it may say is for the actions to judge."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazily

from statim.annotations.actions.notes import Draft
from statim.annotations.models import Membership


class NoteForm(forms.Form):
    """A note as typed: where, what, and what the writer has seen."""

    topic = forms.CharField(max_length=40, required=False)
    statement = forms.CharField(max_length=64, required=False)
    edition = forms.IntegerField(min_value=0, max_value=10**8, required=False)
    text = forms.CharField(strip=False, required=False)
    pinned = forms.BooleanField(required=False)
    seen = forms.CharField(max_length=64, required=False)
    version = forms.IntegerField(min_value=0, max_value=10**8, required=False)
    share = forms.CharField(max_length=40, required=False)
    stays = forms.BooleanField(required=False)
    key = forms.RegexField(r"\A[0-9A-Za-z-]{16,40}\Z", required=False)
    reader = forms.CharField(max_length=12, required=False)

    def draft(self) -> Draft:
        """The text and what belongs to it."""
        said = self.cleaned_data
        return Draft(text=said["text"], pinned=said["pinned"], seen=said["seen"])

    def number(self, name: str) -> int:
        """A number field, 0 where nothing was sent."""
        return self.cleaned_data.get(name) or 0

    def values(self) -> dict[str, Any]:
        """What was typed, to be shown again."""
        return {
            "text": self.data.get("text", ""),
            "pinned": bool(self.data.get("pinned")),
            "share": self.data.get("share", ""),
            "stays": bool(self.data.get("stays")),
        }


class GroupForm(forms.Form):
    """A group's title."""

    title = forms.CharField(max_length=120)


class InvitationForm(forms.Form):
    """For whom an invitation is: one person by mail, or so many by code."""

    email = forms.EmailField(required=False)
    places = forms.IntegerField(min_value=1, max_value=200, required=False)


class MemberForm(forms.Form):
    """A member, and what they shall be."""

    member = forms.IntegerField(min_value=1)
    role = forms.ChoiceField(
        choices=((Membership.KEEPER, lazily("Keeper")), (Membership.MEMBER, lazily("Member"))),
        required=False,
    )
