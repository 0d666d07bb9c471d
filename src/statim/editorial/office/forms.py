"""The shape of what these screens send. What it means, and who may, is the acts' to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from statim.accounts.models import Role
from statim.design.voice import lazily
from statim.editorial.models import Plan
from statim.search.models import LONGEST_SHORT, LONGEST_WORDS
from statim.usage.counter.kinds import KINDS
from statim.usage.models import Institution

PATHS = {
    "reviewer": lazily("Reviewer, then an editor publishes"),
    "reviewer pharmacist": lazily("Reviewer, pharmacist, then an editor publishes"),
    "pharmacist": lazily("Pharmacist, then an editor publishes"),
    "pharmacist reviewer": lazily("Pharmacist, reviewer, then an editor publishes"),
}

LONGEST_REPORT = 7305  # days: twenty years


class NewPerson(forms.Form):
    """An account to be opened."""

    email = forms.EmailField(label=lazily("E-mail address"), max_length=254)
    name = forms.CharField(
        label=lazily("Name"),
        max_length=200,
        help_text=lazily("As pages show it where they write or review."),
    )
    role = forms.ChoiceField(label=lazily("Role"), choices=Role.choices, initial=Role.AUTHOR)
    invite = forms.BooleanField(
        required=False,
        initial=True,
        label=lazily("Send a letter that asks them to choose a password"),
    )


class PlanForm(forms.Form):
    """How often a topic is reviewed, and by whom."""

    risk = forms.ChoiceField(
        choices=Plan.Risk.choices,
        label=lazily("Risk"),
        help_text=lazily("How much harm an outdated page could do."),
    )
    months = forms.IntegerField(
        required=False,
        label=lazily("Months between reviews"),
        help_text=lazily("Left empty, the risk decides."),
    )
    responsible = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=lazily("Responsible"),
    )

    def offer(self, people: Sequence[tuple[int, str]]) -> None:
        """Let these be chosen: (account, name)."""
        field = self.fields["responsible"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(people)


class PathForm(forms.Form):
    """The steps of review for a specialty."""

    specialty = forms.CharField(
        label=lazily("Specialty"),
        required=False,
        max_length=500,
        help_text=lazily(
            "Broadest first, parted by “ / ”. Left empty: for all without one of their own."
        ),
    )
    steps = forms.ChoiceField(label=lazily("Steps"), choices=list(PATHS.items()))


class SynonymForm(forms.Form):
    """Other words for a topic."""

    words = forms.CharField(
        label=lazily("Words"),
        max_length=LONGEST_WORDS,
        help_text=lazily("As somebody might type them."),
    )
    topic = forms.CharField(
        max_length=300,
        label=lazily("Address of the topic"),
        help_text=lazily("Such as ketamine-in-depression."),
    )


class MeaningForm(forms.Form):
    """What an abbreviation stands for."""

    short = forms.CharField(max_length=LONGEST_SHORT, label=lazily("Abbreviation"))
    words = forms.CharField(max_length=LONGEST_WORDS, label=lazily("What it stands for"))
    topic = forms.CharField(
        max_length=300,
        required=False,
        label=lazily("Address of the page about it"),
        help_text=lazily("Left empty, the words are searched for."),
    )


class TableForm(forms.Form):
    """A CSV file of words."""

    file = forms.FileField(
        label=lazily("CSV file"),
        help_text=lazily(
            "The columns that the export has: abbreviation, words, topic, "
            "source, state. It is taken in whole, or not at all."
        ),
    )


class ReplyForm(forms.Form):
    """An answer to whoever asked."""

    words = forms.CharField(
        label=lazily("Reply"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        help_text=lazily("Whoever asked reads these very words."),
    )
    slug = forms.CharField(
        max_length=300,
        required=False,
        label=lazily("Address of the page that answers it"),
        help_text=lazily(
            "Such as ketamine-in-depression. Its edition of today is linked under the reply."
        ),
    )
    corrected = forms.BooleanField(
        required=False,
        label=lazily("The page was corrected because of this"),
        help_text=lazily(
            "Its last correction is linked under the reply, and the public list of corrections "
            "says that a reader reported it, with their name where they want it."
        ),
    )


class InstitutionForm(forms.Form):
    """A customer whose use is reported to it, and how its people are known."""

    name = forms.CharField(label=lazily("Name"), max_length=200)
    customer_id = forms.CharField(
        max_length=40,
        label=lazily("Customer ID"),
        help_text=lazily("Letters and digits; it is never changed."),
    )
    networks = forms.CharField(
        label=lazily("Networks"),
        required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazily("A range or address on each line, such as 192.0.2.0/24 or 2001:db8::/32."),
    )  # fmt: skip
    domains = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2}),
        label=lazily("Domains of its members’ e-mail addresses"),
        help_text=lazily("One on each line, such as hospital.example.org."),
    )  # fmt: skip
    identifiers = forms.CharField(
        label=lazily("Identifiers"),
        required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=lazily("One on each line, such as ROR:00hx57361 or ISIL:DE-25."),
    )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """The fields as the acts take them."""
        clean = self.cleaned_data
        lists = {name: clean[name].split() for name in ("networks", "domains", "identifiers")}
        return {"name": clean["name"], "customer_id": clean["customer_id"], **lists}

    @staticmethod
    def initial_of(kept: Institution) -> dict[str, str]:
        """The fields as they stand."""
        return {
            "name": kept.name, "customer_id": kept.customer_id,
            "networks": "\n".join(kept.networks), "domains": "\n".join(kept.domains),
            "identifiers": "\n".join(kept.identifiers),
        }  # fmt: skip


class ReportForm(forms.Form):
    """A report, its format, and its months."""

    report = forms.ChoiceField(choices=[(key, kind.id) for key, kind in KINDS.items()])
    format = forms.ChoiceField(choices=[(each, each) for each in ("tsv", "csv", "json")])
    begin = forms.DateField(input_formats=["%Y-%m"])
    end = forms.DateField(input_formats=["%Y-%m"])

    def clean(self) -> dict[str, Any]:
        """The months in order, and not more than twenty years of them."""
        said = super().clean() or {}
        begin, end = said.get("begin"), said.get("end")
        if not (isinstance(begin, date) and isinstance(end, date)):
            return said
        if not 0 <= (end - begin).days <= LONGEST_REPORT:
            raise forms.ValidationError(lazily("The last month is before the first, or too late."))
        return said
