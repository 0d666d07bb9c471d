"""The shape of what whoever books writes."""

from __future__ import annotations

from django import forms

from statim.sponsors.creative import (
    LONGEST_ALT,
    LONGEST_HEADLINE,
    LONGEST_LINK,
    LONGEST_PURPOSE,
    LONGEST_SPONSOR,
    LONGEST_TEXT,
)
from statim.sponsors.slots import SLOTS


def _day(label: str, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


class BookingForm(forms.Form):
    """A booking with its picture, or its words."""

    slot = forms.ChoiceField(
        label="Slot",
        choices=[(s.name, f"{s.where}, {s.width} by {s.height}") for s in SLOTS.values()],
    )
    first = _day("First day")
    last = _day("Last day", "Both days are included. A day begins at midnight UTC.")
    sponsor = forms.CharField(
        label="Who pays", max_length=LONGEST_SPONSOR, help_text="Shown with the advertisement."
    )
    purpose = forms.CharField(
        label="What is advertised", max_length=LONGEST_PURPOSE, help_text="For the public ledger."
    )
    link = forms.CharField(
        label="Address it leads to",
        max_length=LONGEST_LINK,
        help_text="It begins with https://",
        widget=forms.URLInput,
    )
    picture = forms.FileField(
        label="Picture",
        required=False,
        help_text="PNG, JPEG or WebP in the size of the slot, or twice that; or leave it out "
        "and write a headline and a text.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    alt = forms.CharField(
        label="Description of the picture",
        required=False,
        max_length=LONGEST_ALT,
        help_text="What it says, for who cannot see it.",
    )
    headline = forms.CharField(label="Headline", required=False, max_length=LONGEST_HEADLINE)
    text = forms.CharField(label="Text", required=False, max_length=LONGEST_TEXT)


class TakingOffForm(forms.Form):
    """Why a booking is taken off."""

    reason = forms.CharField(
        label="Reason", max_length=LONGEST_PURPOSE, help_text="It stands in the public ledger."
    )
