"""The form field of a topic's text, and its widget: a textarea that the editor takes over.

Where scripts run, the textarea's value is the outline in JSON; where none do, it holds the topic
file. The field's clean value is an Outline either way.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from statim.topics.editor import outline
from statim.topics.editor.outline import Outline
from statim.topics.errors import Refused
from statim.topics.manuscript import Manuscript

ADDRESSES = {
    "find": "/desk/library/find",
    "add": "/desk/library/add",
    "paste": "/desk/topics/paste/",
    "figures": "/desk/topics/figures/",
    "figure-at": "/desk/topics/figures/",
    "topics": "/search/suggest",
}


class TopicEditor(forms.Textarea):
    """A textarea with what the editor needs in its `data-` attributes.

    `topic` is the topic's id; `grade` whether certainty and strength are asked for; `findings`
    ({statement, kind, words}), `comments` (statement id to count) and `notices` (reference key to
    words) are shown beside the text. `addresses` replaces some of ADDRESSES; "" leaves the part
    of the editor out that needs it.
    """

    class Media:
        css: ClassVar = {"all": ["topics/editor.css"]}
        js: ClassVar = [forms.Script("topics/editor.js", defer=True)]

    def __init__(  # a form says each of these by name
        self,
        attrs: dict[str, Any] | None = None,
        *,
        topic: str = "",
        grade: bool = False,
        findings: Sequence[Mapping[str, str]] = (),
        comments: Mapping[str, int] | None = None,
        notices: Mapping[str, Sequence[str]] | None = None,
        addresses: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__({"rows": 30, "spellcheck": "true", **(attrs or {})})
        self.told = {
            **{
                f"data-{name}": address
                for name, address in (ADDRESSES | dict(addresses or {})).items()
            },
            "data-topic": topic,
            "data-grade": "yes" if grade else "no",
            "data-findings": json.dumps(list(findings), ensure_ascii=False),
            "data-comments": json.dumps(dict(comments or {})),
            "data-notices": json.dumps({k: list(v) for k, v in (notices or {}).items()}),
        }

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The textarea's context: the topic file as its text, the outline beside it."""
        text, said = _both(value)
        told = {**self.told, "data-topic-editor": True}
        if said:
            told["data-outline"] = said
        if not isinstance(value, Manuscript):
            told["data-not-saved"] = "yes"  # it came from a form that was refused
        return super().get_context(name, text, {**told, **(attrs or {})})


def _both(value: Any) -> tuple[str, str]:
    """The topic file and the outline of a value: a manuscript, or what a form sent."""
    if isinstance(value, Manuscript):
        return outline.as_topic_file(value), outline.write(value)
    said = str(value or "")
    try:
        sections, references = outline.read(said)
    except Refused:
        return said, said if outline.is_outline(said) else ""
    came = Manuscript(title="Topic", slug="topic", sections=sections, references=references)
    text = outline.as_topic_file(came) if outline.is_json(said) else said
    return text, outline.write(came)


class OutlineField(forms.CharField):
    """A topic's text. Its initial value is a Manuscript, its clean value an Outline."""

    widget = TopicEditor

    def __init__(self, *, before: Manuscript | None = None, **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.before = before

    def clean(self, value: Any) -> Outline:
        """The outline; a refusal is shown at the field in its own words."""
        said = super().clean(value)
        try:
            return outline.read(said, before=self.before)
        except Refused as error:
            raise forms.ValidationError(str(error), code="refused") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the text differs from the draft that was edited."""
        try:
            read = outline.read(str(data or ""), before=self.before)
        except Refused:
            return True
        came = (initial.sections, initial.references) if isinstance(initial, Manuscript) else None
        return tuple(read) != came
