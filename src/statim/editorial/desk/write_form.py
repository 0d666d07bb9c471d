"""The form in which a topic is written: fields to manuscript and back, nothing lost between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as lazily

from statim.design.speech import say
from statim.editions.code_systems import fault_of, uri_of
from statim.editions.document import CHANGE_KINDS, SEVERITIES, Change, Code, Person
from statim.editions.html import CHANGE_WORDS, SEVERITY_WORDS
from statim.editorial.desk.forms import BETWEEN, path_of
from statim.editorial.desk.suggesting import taken_from, with_taken
from statim.editorial.desk.text_field import TextWidget, text_of
from statim.topics.editor.outline import LONGEST
from statim.topics.manuscript import Doubt, Manuscript
from statim.topics.reading import LONGEST_TITLE

KINDS = [
    ("", lazily("Not said yet")),
    *((kind, lazily(CHANGE_WORDS[kind])) for kind in CHANGE_KINDS),
]
GRADES = [
    ("", lazily("No correction")),
    *((grade, lazily(SEVERITY_WORDS[grade])) for grade in SEVERITIES),
]
# doubts about the text itself: each reading of it finds them anew, or no more
READ_ANEW = {"a citation without a reference", "a reference that nothing cites"}
ONE_A_LINE = forms.Textarea(attrs={"rows": 3})


class AuthorForm(forms.Form):
    """Somebody who writes the topic, as the page names them."""

    name = forms.CharField(required=False, max_length=200)
    role = forms.CharField(required=False, max_length=200)
    interests = forms.CharField(required=False, max_length=2000)


class CodeForm(forms.Form):
    """A clinical code of the topic."""

    system = forms.CharField(
        required=False,
        max_length=200,
        label=lazily("Code system"),
        widget=forms.TextInput(attrs={"list": "code-systems"}),
    )
    code = forms.CharField(required=False, max_length=100)
    display = forms.CharField(required=False, max_length=300, label=lazily("Name in that system"))

    def clean(self) -> None:
        """The system by its URI; a code that cannot be one of its system is refused."""
        system = self.cleaned_data.get("system", "").strip()
        code = self.cleaned_data.get("code", "").strip()
        if fault := fault_of(system, code) if code else "":
            self.add_error("code", fault)
        if code and not system:
            self.add_error("system", say("Say which system the code is of."))
        self.cleaned_data.update(system=uri_of(system), code=code)


AuthorForms = formset_factory(AuthorForm, extra=1, max_num=50, absolute_max=50)
CodeForms = formset_factory(CodeForm, extra=1, max_num=50, absolute_max=50)


class WriteForm(forms.Form):
    """The particulars of a topic and its text, in the widget of the draft that is written on."""

    def __init__(self, widget: TextWidget, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].widget = widget

    title = forms.CharField(max_length=LONGEST_TITLE)
    specialty = forms.CharField(
        required=False,
        max_length=500,
        help_text=lazily("Broadest first: Psychiatry / Mood disorders."),
    )
    synonyms = forms.CharField(
        required=False,
        widget=ONE_A_LINE,
        label=lazily("Also called"),
        help_text=lazily("One name a line."),
    )
    related = forms.CharField(
        required=False,
        widget=ONE_A_LINE,
        label=lazily("Related topics"),
        help_text=lazily("One address a line, such as electroconvulsive-therapy."),
    )
    emergency = forms.BooleanField(
        required=False,
        label=lazily("For emergencies: open to everybody, never counted by the meter"),
    )
    kind = forms.ChoiceField(required=False, choices=KINDS, label=lazily("Kind of change"))
    severity = forms.ChoiceField(
        required=False, choices=GRADES, label=lazily("If it corrects something")
    )
    note = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=lazily("What changes for readers"),
        help_text=lazily("Readers see these words in the list of changes."),
    )
    source = forms.CharField(
        required=False,
        max_length=500,
        label=lazily("What triggered it"),
        help_text=lazily("The key of a reference of this topic, or words."),
    )
    text = forms.CharField(
        required=False,
        strip=False,
        max_length=LONGEST,
        label=lazily("Text"),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class Sheet:
    """Everything of the form at once: particulars, authors, codes; `taken` are the suggested
    codes that were ticked."""

    form: WriteForm
    authors: BaseFormSet[AuthorForm]
    codes: BaseFormSet[CodeForm]
    taken: tuple[Code, ...] = ()

    def is_valid(self) -> bool:
        """Whether every part has the right shape; says what is wrong at its place."""
        return all([self.form.is_valid(), self.authors.is_valid(), self.codes.is_valid()])


def sheet_of(manuscript: Manuscript, widget: TextWidget, revision: int) -> Sheet:
    """The form as it shows a draft."""
    change = manuscript.change or Change(kind="")
    first = {
        "title": manuscript.title,
        "specialty": BETWEEN.join(manuscript.specialty),
        "synonyms": "\n".join(manuscript.synonyms),
        "related": "\n".join(manuscript.related),
        "emergency": manuscript.emergency,
        "kind": change.kind,
        "severity": change.severity,
        "note": change.note,
        "source": change.source,
        "text": widget.first,
        "revision": revision,
    }
    authors = [
        {"name": p.name, "role": p.role, "interests": p.interests} for p in manuscript.authors
    ]
    codes = [{"system": c.system, "code": c.code, "display": c.display} for c in manuscript.codes]
    return Sheet(
        WriteForm(widget, initial=first),
        AuthorForms(initial=authors, prefix="author"),
        CodeForms(initial=codes, prefix="code"),
    )


def sheet_from(sent: QueryDict, widget: TextWidget) -> Sheet:
    """The form as it was sent."""
    return Sheet(
        WriteForm(widget, sent),
        AuthorForms(sent, prefix="author"),
        CodeForms(sent, prefix="code"),
        taken_from(sent.getlist("suggested")),
    )


def manuscript_from(sheet: Sheet, before: Manuscript, settled: Sequence[str]) -> Manuscript:
    """The draft `before` with everything that the valid form says.

    `settled` are the places (from 0) of doubts that the writer ticked off. Raises topics'
    Unreadable with the line in the text, or SameIdTwice.
    """
    said = sheet.form.cleaned_data
    text = text_of(said["text"], before)
    return replace(
        before,
        title=said["title"],
        specialty=_specialty(said["specialty"], before.specialty),
        synonyms=_lines(said["synonyms"]),
        related=_lines(said["related"]),
        emergency=said["emergency"],
        authors=tuple(Person(**row) for row in _rows(sheet.authors, "name")),
        codes=with_taken([Code(**row) for row in _rows(sheet.codes, "code")], sheet.taken),
        change=_change(said),
        sections=text.sections,
        references=text.references,
        doubts=_doubts(before.doubts, text.doubts, settled),
    )


def _specialty(words: str, before: tuple[str, ...]) -> tuple[str, ...]:
    """What was not touched stays as it was, whatever its names hold."""
    return before if words == BETWEEN.join(before) else path_of(words)


def _lines(words: str) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in words.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def _rows(forms_: BaseFormSet[Any], needed: str) -> list[dict[str, str]]:
    """The rows that say something, in order; an empty name takes a row out."""
    return [form.cleaned_data for form in forms_ if form.cleaned_data.get(needed)]


def _change(said: Mapping[str, str]) -> Change | None:
    if not any(said[name] for name in ("kind", "severity", "note", "source")):
        return None
    kind = said["kind"] or ("correction" if said["severity"] else "clarification")
    return Change(
        kind=kind,
        note=said["note"].strip(),
        severity=said["severity"] if kind == "correction" else "",
        source=said["source"].strip(),
    )


def _doubts(
    before: tuple[Doubt, ...], found: tuple[Doubt, ...], settled: Sequence[str]
) -> tuple[Doubt, ...]:
    kept = [
        doubt
        for place, doubt in enumerate(before)
        if str(place) not in settled and doubt.what not in READ_ANEW
    ]
    return tuple(dict.fromkeys([*kept, *found]))
