"""Notes as W3C Web Annotations, and back. Pure.

Web Annotation Data Model, W3C Recommendation 23 February 2017. A note is a TextualBody on a page;
one on a statement names it by fragment (the permanent id) and by quote. "Pinned" is the standard
motivation `bookmarking`; the day on which numbers and links were confirmed is `dcterms:valid`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from statim.annotations.errors import BadFile
from statim.annotations.formats.portable import Portable
from statim.design.speech import say

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
FRAGMENTS = "http://tools.ietf.org/rfc/rfc3236"
HOLDERS = {"AnnotationCollection", "AnnotationPage"}
MOST = 20_000  # annotations in one file

Json = dict[str, Any]


def to_annotation(note: Portable, *, site: str) -> Json:
    """One note as an Annotation. `site` is the site's address, without a slash at its end."""
    return {
        "@context": CONTEXT,
        "id": f"{site}/account/notes/{note.name}/",
        "type": "Annotation",
        "motivation": ["commenting", "bookmarking"] if note.pinned else "commenting",
        "created": _moment(note.created),
        "modified": _moment(note.modified),
        "body": {
            "type": "TextualBody",
            "value": note.text,
            "format": "text/plain",
            "purpose": "commenting",
        },
        "target": _target(note, site),
        **({"dcterms:valid": note.confirmed.isoformat()} if note.confirmed else {}),
    }


def _target(note: Portable, site: str) -> Json:
    page = f"{site}/topics/{note.slug}/"
    target: Json = {"type": "SpecificResource", "source": page}
    if note.edition and note.edition_published:
        target["state"] = {
            "type": "TimeState",
            "sourceDate": note.edition_published,
            "cached": f"{page}editions/{note.edition}/",
        }
    if note.statement:
        target["selector"] = [
            {"type": "FragmentSelector", "conformsTo": FRAGMENTS, "value": f"s-{note.statement}"},
            {"type": "TextQuoteSelector", "exact": note.quote},
        ]
    return target


def to_collection(notes: Iterable[Portable], *, site: str, label: str) -> bytes:
    """All notes as one AnnotationCollection with a single page, as JSON."""
    items = [to_annotation(note, site=site) for note in notes]
    address = f"{site}/account/notes/export.json"
    value = {
        "@context": CONTEXT,
        "id": address,
        "type": "AnnotationCollection",
        "label": label,
        "total": len(items),
        "first": {"id": f"{address}#page-1", "type": "AnnotationPage", "items": items},
    }
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def read(data: bytes) -> list[Portable]:
    """The notes of a file: an Annotation, a list of them, a page or a collection.

    Raises BadFile, naming the annotation and what is wrong with it.
    """
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadFile(say("This is no JSON file: %(error)s", error=error)) from error
    found = list(_annotations(value))
    if len(found) > MOST:
        raise BadFile(
            say(
                "The file holds %(found)s notes; at most %(most)s are taken at once.",
                found=format(len(found), ","),
                most=format(MOST, ","),
            )
        )
    if not found:
        raise BadFile(say("The file holds no annotation."))
    return [_portable(one, f"annotation {n}") for n, one in enumerate(found, start=1)]


def _annotations(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _annotations(one)
        return
    if not isinstance(value, dict):
        raise BadFile(say("An annotation is a JSON object; the file holds something else."))
    if _types(value) & HOLDERS:
        for key in ("items", "first"):
            if isinstance(value.get(key), list | dict):
                yield from _annotations(value[key])
        return
    yield value


def _types(value: Mapping[str, Any]) -> set[str]:
    said = value.get("type")
    return set(_strings(said)) if said is not None else set()


def _strings(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]


def _portable(value: Mapping[str, Any], where: str) -> Portable:
    if "Annotation" not in _types(value):
        raise BadFile(say("%(where)s: its type is not Annotation.", where=where))
    if "body" in value and "bodyValue" in value:
        raise BadFile(
            say("%(where)s: it has both body and bodyValue (Web Annotation, 3.2.5).", where=where)
        )
    slug, statement, quote, edition = _read_target(value.get("target"), where)
    created = _read_moment(value.get("created"), where)
    return Portable(
        text=_text(value, where),
        slug=slug,
        name=_name(value.get("id")),
        statement=statement,
        quote=quote,
        edition=edition,
        pinned="bookmarking" in _strings(value.get("motivation")),
        confirmed=_read_day(value.get("dcterms:valid"), where),
        created=created or datetime.now(UTC),
        modified=_read_moment(value.get("modified"), where) or created or datetime.now(UTC),
    )


def _text(value: Mapping[str, Any], where: str) -> str:
    if isinstance(value.get("bodyValue"), str):
        return str(value["bodyValue"])
    bodies = value.get("body")
    for body in bodies if isinstance(bodies, list) else [bodies]:
        if isinstance(body, dict) and isinstance(body.get("value"), str):
            return str(body["value"])
    raise BadFile(
        say("%(where)s: it has no text (a body with a value, or a bodyValue).", where=where)
    )


def _read_target(target: object, where: str) -> tuple[str, str, str, int]:
    """(slug, statement, quote, edition) of a target that is a topic page."""
    one: object = target[0] if isinstance(target, list) and len(target) == 1 else target
    if isinstance(one, str):
        one = {"source": one}
    source = one.get("source", one.get("id")) if isinstance(one, dict) else None
    if not isinstance(one, dict) or not isinstance(source, str):
        raise BadFile(say("%(where)s: it has no target with one source.", where=where))
    parts = urlsplit(source)
    path = [unquote(part) for part in parts.path.split("/") if part]
    if len(path) < 2 or path[-2] != "topics":
        raise BadFile(
            say("%(where)s: its target is no topic page (…/topics/<name>/).", where=where)
        )
    statement, quote = parts.fragment.removeprefix("s-"), ""
    for selector in _objects(one.get("selector")):
        if selector.get("type") == "FragmentSelector":
            statement = str(selector.get("value", "")).removeprefix("s-")
        if selector.get("type") == "TextQuoteSelector":
            quote = str(selector.get("exact", ""))
    return path[-1], statement, quote, _edition(one.get("state"))


def _objects(value: object) -> list[Mapping[str, Any]]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, dict)]


def _edition(state: object) -> int:
    for one in _objects(state):
        for cached in _strings(one.get("cached")):
            last = cached.rstrip("/").rsplit("/", 1)[-1]
            if last.isdecimal() and len(last) < 9:
                return int(last)
    return 0


def _name(value: object) -> str:
    """The name at the end of an annotation's address; "" where it can be none of this site's."""
    last = str(value or "").rstrip("/").rsplit("/", 1)[-1]
    return last if len(last) == 22 else ""


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read_moment(value: object, where: str) -> datetime | None:
    if value is None:
        return None
    try:
        when = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise BadFile(
            say("%(where)s: %(value)s is no date and time.", where=where, value=repr(value))
        ) from error
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _read_day(value: object, where: str) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise BadFile(
            say("%(where)s: %(value)s is no day.", where=where, value=repr(value))
        ) from error
