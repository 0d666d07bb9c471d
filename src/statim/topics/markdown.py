"""Document to topic file: Markdown that gives the same document when it is imported. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from statim.editions.document import (
    Change,
    Document,
    Json,
    Person,
    change_to_dict,
    statements_of,
)
from statim.editions.kinds import COMPARISON
from statim.topics import comparison_file
from statim.topics.markdown_blocks import blocks
from statim.topics.markdown_text import KeyName, heading

_PLAIN_KEY = re.compile(r"[^\s{}\"'\\`@;,|\[\]]+")
_ENDLESS = 2**31


def write(document: Document) -> str:
    """The topic file of a document, ids of statements included; ends with a line break.

    The pictures of its figures must stand beside it, under `kinds.file_name`.
    """
    names = _key_names(document)
    matter = yaml.dump(
        _front_matter(document, names),
        Dumper=yaml.SafeDumper,
        allow_unicode=True,
        sort_keys=False,
        width=_ENDLESS,
    )
    body = "\n".join(_body(document, lambda key: names.get(key, key)))
    return f"---\n{matter}---\n\n{body}"


def _key_names(document: Document) -> dict[str, str]:
    """Reference ids to keys that can stand in a citation: the ids themselves but for odd ones."""
    names: dict[str, str] = {}
    for number, item in enumerate(document.references, start=1):
        key = item["id"]
        names[key] = key if _PLAIN_KEY.fullmatch(key) else f"reference-{number}"
    return names


def _front_matter(document: Document, names: dict[str, str]) -> Json:
    topic = document.topic
    matter: Json = {
        "title": topic.title,
        "slug": topic.slug,
        "id": topic.id,
        "synonyms": list(topic.synonyms),
        "specialty": _specialty(topic.specialty),
        "codes": [
            _filled({"system": c.system, "code": c.code, "display": c.display}) for c in topic.codes
        ],
        "authors": [_person(person) for person in document.authors],
        "reviewers": [_person(person) for person in document.reviewers],
        "edited": document.edited,
        "reviewed": document.reviewed,
        "review_due": document.review_due,
        "change": _change(document.change, names),
        "related": [related.slug for related in document.related],
        "emergency": document.emergency,
        "statements": _particulars(document, names),
        "references": [{**item, "id": names[item["id"]]} for item in document.references],
    }
    always = ("title", "slug", "id", "reviewed")
    return {key: value for key, value in matter.items() if value or key in always}


def _change(change: Change, names: dict[str, str]) -> Json:
    """The change note; a source that is a reference goes by the key that it has in the file."""
    return _filled({**change_to_dict(change), "source": names.get(change.source, change.source)})


def _filled(value: Json) -> Json:
    return {key: item for key, item in value.items() if item}


def _specialty(path: tuple[str, ...]) -> str | list[str]:
    return " / ".join(path) if not any("/" in part for part in path) else list(path)


def _person(person: Person) -> Any:
    said = {"name": person.name, "role": person.role, "interests": person.interests}
    return _filled(said) if person.role or person.interests else person.name


def _particulars(document: Document, names: dict[str, str]) -> Json:
    """What Markdown itself cannot say of a statement, by its id."""
    particulars: Json = {}
    top = {s.id for section in document.sections for s in section.statements}
    for statement in statements_of(document):
        said: Json = {}
        if statement.verified:
            said["verified"] = {"by": statement.verified.by, "on": statement.verified.on}
        if statement.kind == "paragraph" and (statement.children or statement.id not in top):
            said["kind"] = "paragraph"
        if statement.comparison:
            said["kind"] = COMPARISON
            said["comparison"] = comparison_file.write(statement, lambda key: names.get(key, key))
        if said:
            particulars[statement.id] = said
    return particulars


def _body(document: Document, name: KeyName) -> Iterator[str]:
    for place, section in enumerate(document.sections):
        if place or section.heading or section.level != 2:
            yield f"{'#' * section.level} {heading(section.heading)}".rstrip(" ")
            yield ""
        yield from blocks(section.statements, name)
