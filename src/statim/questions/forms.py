"""The shape of a question as a form sends it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as lazily

from statim.questions.models import LONGEST, Kind


class Asking(forms.Form):
    """What was wanted, about which page, and where to send the reply if anywhere.

    `website` is a trap: nobody sees it, so only a program fills it in.
    """

    words = forms.CharField(
        max_length=LONGEST,
        error_messages={
            "required": lazily("Write what you were looking for, in a few words."),
            "max_length": lazily("At most %(limit_value)d characters fit; please shorten it."),
        },
    )
    kind = forms.ChoiceField(choices=Kind.choices, required=False)
    topic = forms.SlugField(max_length=200, required=False)
    statement = forms.SlugField(max_length=40, required=False)
    address = forms.EmailField(
        required=False,
        error_messages={"invalid": lazily("Write an address such as name@example.org, or none.")},
    )
    website = forms.CharField(max_length=1000, required=False)
    seen = forms.BooleanField(required=False)  # the warning that a patient seems to be named
