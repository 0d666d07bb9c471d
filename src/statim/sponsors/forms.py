"""The shape of what whoever books writes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as lazily

from statim.design.speech import later, say
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


def _slots() -> list[tuple[str, str]]:
    said = later("%(where)s, %(width)s by %(height)s")
    return [
        (s.name, say(said, where=say(s.where), width=s.width, height=s.height))
        for s in SLOTS.values()
    ]


class BookingForm(forms.Form):
    """A booking with its picture, or its words."""

    slot = forms.ChoiceField(
        label=lazily("Slot"),
        choices=_slots,
    )
    first = _day(lazily("First day"))
    last = _day(lazily("Last day"), lazily("Both days are included. A day begins at midnight UTC."))
    sponsor = forms.CharField(
        label=lazily("Who pays"),
        max_length=LONGEST_SPONSOR,
        help_text=lazily("Shown with the advertisement."),
    )
    purpose = forms.CharField(
        label=lazily("What is advertised"),
        max_length=LONGEST_PURPOSE,
        help_text=lazily("For the public ledger."),
    )
    link = forms.CharField(
        label=lazily("Address it leads to"),
        max_length=LONGEST_LINK,
        help_text=lazily("It begins with https://"),
        widget=forms.URLInput,
    )
    picture = forms.FileField(
        label=lazily("Picture"),
        required=False,
        help_text=lazily(
            "PNG, JPEG or WebP in the size of the slot, or twice that; or leave "
            "it out and write a headline and a text."
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    alt = forms.CharField(
        label=lazily("Description of the picture"),
        required=False,
        max_length=LONGEST_ALT,
        help_text=lazily("What it says, for who cannot see it."),
    )
    headline = forms.CharField(
        label=lazily("Headline"), required=False, max_length=LONGEST_HEADLINE
    )
    text = forms.CharField(label=lazily("Text"), required=False, max_length=LONGEST_TEXT)


class TakingOffForm(forms.Form):
    """Why a booking is taken off."""

    reason = forms.CharField(
        label=lazily("Reason"),
        max_length=LONGEST_PURPOSE,
        help_text=lazily("It stands in the public ledger."),
    )
