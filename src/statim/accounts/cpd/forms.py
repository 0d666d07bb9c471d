"""The shape of what is typed into the diary."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazily

from statim.accounts.cpd.actions import Draft
from statim.accounts.cpd.words import DOMAINS, OUTCOMES, REASONS
from statim.accounts.models import Entry
from statim.design.speech import say

RULE_WORDS = {
    "minutes": lazily("By minutes read"),
    "page": lazily("By pages read"),
    "search": lazily("By questions looked up"),
}
LONGEST = 10_000
MOST_LINKS = 20
MORE = ("plan", "scope", "searches", "links", "impact", "no_patient", "follow_up")
_web_address = URLValidator(schemes=["http", "https"])


def _day(missing: str = "") -> forms.DateField:
    """A day; `missing` is what is said where it must be there and is not."""
    return forms.DateField(
        required=bool(missing),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": lazily("Write a day such as 2026-11-23."), "required": missing},
    )


def _words(rows: int) -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "max_length": lazily("At most %(limit_value)d characters fit; please shorten it.")
        },
    )


class LinksField(forms.CharField):
    """Web addresses, one a line; what is kept are those lines."""

    def to_python(self, value: Any) -> Any:
        """The lines that say something."""
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """As they are typed."""
        return "\n".join(value) if isinstance(value, list) else value

    def validate(self, value: Any) -> None:
        """At most MOST_LINKS, each of them of the web."""
        if len(value) > MOST_LINKS:
            raise forms.ValidationError(
                say("At most %(most_links)s links fit.", most_links=MOST_LINKS)
            )
        for line in value:
            try:
                _web_address(line)
            except forms.ValidationError as bad:
                raise forms.ValidationError(
                    say(
                        "“%(line)s” is no web address: write it whole, such as "
                        "https://example.org/page, one on each line.",
                        line=line[:60],
                    )
                ) from bad

    def run_validators(self, value: Any) -> None:
        """None that are for one text."""


class EntryForm(forms.Form):
    """An entry as its owner writes it."""

    title = forms.CharField(max_length=300, error_messages={"required": lazily("Give it a title.")})
    day = _day(lazily("Say on which day."))
    reason = forms.ChoiceField(
        choices=[
            ("", lazily("Not said")),
            *((kind, lazily(words)) for kind, words in REASONS.items()),
        ],
        required=False,
    )
    question = _words(2)
    learned = _words(4)
    change = _words(3)
    outcome = forms.ChoiceField(
        choices=[
            ("", lazily("Not said")),
            *((kind, lazily(words)) for kind, words in OUTCOMES.items()),
        ],
        required=False,
    )
    domains = forms.MultipleChoiceField(
        choices=[(name, lazily(words)) for name, words in DOMAINS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    follow_up = _day()
    impact = _words(3)
    plan = forms.CharField(
        max_length=300, required=False, widget=forms.TextInput(attrs={"list": "plans"})
    )
    scope = forms.CharField(
        max_length=200, required=False, widget=forms.TextInput(attrs={"list": "scopes"})
    )
    searches = _words(2)
    links = LinksField(
        required=False, widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"})
    )
    no_patient = forms.BooleanField(required=False)
    rule = forms.ChoiceField(choices=())
    seen = forms.CharField(max_length=64, required=False)
    version = forms.IntegerField(min_value=0, max_value=10**8, required=False)

    def __init__(self, *args: Any, keep_rule: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = dict.fromkeys((*settings.STATIM_CPD["rules"], *filter(None, (keep_rule,))))
        self.rules = [(name, RULE_WORDS[name]) for name in rules]
        self.fields["rule"] = forms.ChoiceField(choices=self.rules)

    @property
    def more(self) -> bool:
        """Whether something is said, or wrong, in what the portfolio may ask for beside."""
        if self.is_bound:
            return bool(set(self.errors) & set(MORE)) or any(self.data.get(n) for n in MORE)
        return any(self.initial.get(name) for name in MORE)

    def draft(self) -> Draft:
        """What was written."""
        said = dict(self.cleaned_data)
        said.pop("version")
        return Draft(**said)


def as_written(entry: Entry) -> dict[str, Any]:
    """An entry as the form shows it."""
    return {name: getattr(entry, name) for name in (
        "title", "day", "reason", "question", "learned", "change", "outcome", "domains",
        "rule", "version", *MORE,
    )}  # fmt: skip


def numbers_in(data: QueryDict) -> list[int]:
    """The readings that a form names; whatever is no number is left out."""
    given = data.getlist("reading")[:500]
    return [int(one) for one in given if one.isascii() and one.isdecimal() and len(one) < 16]


class PeriodForm(forms.Form):
    """From one day to another, both within; a year up to today where nothing is said."""

    first = _day()
    last = _day()

    def clean(self) -> dict[str, Any]:
        """The period, the right way round."""
        said = self.cleaned_data
        last: date = said.get("last") or timezone.now().date()
        first: date = said.get("first") or last - timedelta(days=365)
        if first > last:
            raise forms.ValidationError(say("The first day is after the last."))
        return {**said, "first": first, "last": last}


class LockForm(forms.Form):
    """Up to which day the diary is locked."""

    day = _day(lazily("Say up to which day."))
