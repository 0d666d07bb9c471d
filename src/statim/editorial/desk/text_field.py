"""The text of a topic in its form: the editor where scripts run, else a topic file to write in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.urls import reverse, reverse_lazy

from statim.design.speech import say
from statim.editions.embedded import WHATS, said
from statim.editorial.desk.draft import frozen
from statim.editorial.desk.topic_text import as_file, read_text
from statim.topics.computing import comparisons_in
from statim.topics.editor import outline
from statim.topics.editor.widget import TopicEditor
from statim.topics.errors import Refused
from statim.topics.manuscript import Manuscript, statements_in
from statim.topics.matching import keep_ids

ADDRESSES = {
    "paste": reverse_lazy("desk:paste"),
    "figures": reverse_lazy("desk:figures"),
    "figure-at": reverse_lazy("desk:figures"),
}


class TextWidget(TopicEditor):
    """The editor's widget, whose plain text is `as_file` instead of a whole topic file.

    `draft` is what is stored: shown where the form's value is the one that it began with.
    """

    def __init__(
        self,
        draft: Manuscript,
        *,
        findings: Sequence[Mapping[str, str]] = (),
        comments: Mapping[str, int] | None = None,
        grade: bool = True,
    ) -> None:
        super().__init__(
            {"class": "topic-file"},
            topic=draft.id,
            grade=grade,
            findings=findings,
            comments=comments,
            addresses={name: str(address) for name, address in ADDRESSES.items()},
        )
        self.draft = draft
        self.first = as_file(frozen(draft))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The textarea's context: the plain text in it, the editor's outline beside it."""
        text, said_so = self._both("" if value is None else str(value))
        told = {
            **self.told,
            "data-topic-editor": True,
            **({"data-outline": said_so} if said_so else {}),
        }
        told["data-comparisons"] = reverse("desk:comparisons", args=[self.draft.id])
        told["data-numbers"] = json.dumps(numbers_of(self.draft), ensure_ascii=False)
        plain = forms.Textarea.get_context  # the editor's own would write a whole topic file
        return plain(self, name, text, {**told, **(attrs or {})})

    def _both(self, value: str) -> tuple[str, str]:
        """What a form sent, as text and as outline; no outline where it cannot be read, so that
        the text itself stays in the hands of who wrote it."""
        if value == self.first:
            return value, outline.write(self.draft)
        try:
            read = text_of(value, self.draft)
        except Refused:
            return value, ""
        if outline.is_json(value):
            return as_file(frozen(_named(read, self.draft))), value
        return value, outline.write(read)


def text_of(value: str, before: Manuscript) -> Manuscript:
    """Sections, references and doubts of a form's value, in a manuscript without particulars.

    Raises topics' Refused with the place of what cannot be read, and CannotHold where the draft
    `before` holds what a plain text would lose.
    """
    if not outline.is_json(value):
        if not _holds_all(before):
            raise CannotHold
        return read_text(value, before.title)
    sections, references = outline.read(value, before=before)
    return Manuscript(title=before.title, slug="", sections=sections, references=references)


def numbers_of(draft: Manuscript) -> list[dict[str, str]]:
    """Every number that a statement may embed: its mark, its name, what it says now."""
    captions = {s.id: s.text for s in statements_in(draft.sections) if s.comparison}
    return [
        {"value": f"{key} {what}", "name": f"{captions[key]}: {name}", "words": words}
        for key, compared in comparisons_in(draft.sections).items()
        for what, (name, _) in WHATS.items()
        if (words := said(compared, what))
    ]


class CannotHold(Refused):
    """A topic that only the editor can write in."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This topic holds what a plain text cannot, such as a table or a "
                "figure. Write in it with JavaScript switched on; nothing was "
                "changed."
            )
        )


def _holds_all(before: Manuscript) -> bool:
    """Whether the draft says the same after a way through the plain text."""
    if all(s.kind in {"point", "paragraph"} for s in statements_in(before.sections)):
        return True
    return read_text(as_file(frozen(before)), before.title).sections == before.sections


def _named(read: Manuscript, before: Manuscript) -> Manuscript:
    """With an id on every statement, since the plain text writes one for each."""
    return replace(read, id=before.id, sections=keep_ids(before.sections, read.sections))
