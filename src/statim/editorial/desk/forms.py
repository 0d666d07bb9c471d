"""The shape of what is sent to the desk: starting a topic, taking a file over."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as lazily
from slugify import slugify

from statim.topics.reading import LONGEST_TITLE

LONGEST_ADDRESS = 200
BETWEEN = " / "


def path_of(words: str) -> tuple[str, ...]:
    """A specialty as people write it, as its path: "Psychiatry / Mood disorders"."""
    return tuple(" ".join(part.split()) for part in words.split(BETWEEN) if part.strip())


class NewTopic(forms.Form):
    """Title, specialty, address."""

    title = forms.CharField(
        max_length=LONGEST_TITLE,
        help_text=lazily("As readers will look for it: the condition, drug or question."),
    )
    specialty = forms.CharField(
        max_length=500,
        required=False,
        help_text=lazily("Broadest first, parted by “ / ”: Psychiatry / Mood disorders."),
    )
    slug = forms.CharField(
        label=lazily("Address"),
        max_length=LONGEST_ADDRESS,
        required=False,
        help_text=lazily(
            "The last word of the page's address. Left empty, it is made from the title."
        ),
    )
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_specialty(self) -> tuple[str, ...]:
        """The path."""
        return path_of(self.cleaned_data["specialty"])

    def clean(self) -> None:
        """An address from the title, where none was given."""
        title = str(self.cleaned_data.get("title", ""))
        given = str(self.cleaned_data.get("slug", "")).strip()
        self.cleaned_data["slug"] = given or slugify(
            title, max_length=LONGEST_ADDRESS, word_boundary=True
        )


class TakeOver(forms.Form):
    """A file that holds a topic."""

    file = forms.FileField(
        help_text=lazily(
            "Word (.docx), HTML, Markdown or plain text, at most 32 MB. Nothing "
            "is published: the text becomes a draft, with a list of what could "
            "not be settled."
        )
    )
