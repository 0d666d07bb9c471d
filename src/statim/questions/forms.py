"""The shape of a question as a form sends it."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from statim.design.speech import say
from statim.design.voice import lazily
from statim.questions.models import LONGEST, LONGEST_NAME, Kind

_STATEMENT = re.compile(r"(?:^|#)(?:s-)?([a-z0-9][a-z0-9-]{0,39})$")


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
    statement = forms.CharField(max_length=300, required=False)
    address = forms.EmailField(
        required=False,
        error_messages={"invalid": lazily("Write an address such as name@example.org, or none.")},
    )
    thanked = forms.BooleanField(required=False)
    credit = forms.CharField(max_length=LONGEST_NAME, required=False)
    website = forms.CharField(max_length=1000, required=False)
    seen = forms.BooleanField(required=False)  # the warning that a patient seems to be named

    def clean_statement(self) -> str:
        """The id of a statement, however much of its address was given; "" for anything else."""
        said = str(self.cleaned_data["statement"]).strip()
        return found[1] if (found := _STATEMENT.search(said)) else ""

    def clean(self) -> dict[str, Any]:
        """A name is kept only with the tick, and a tick needs a name."""
        said = super().clean() or {}
        if not said.get("thanked"):
            said["credit"] = ""
        elif not said.get("credit") and "credit" not in self.errors:
            self.add_error(
                "credit", say("Write the name as it should stand, or take the tick away.")
            )
        return said
