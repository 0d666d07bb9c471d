"""The JSON of an edition, as exported, back into a manuscript."""

from __future__ import annotations

import json
from typing import Any

from statim.editions.chain import canonical_bytes, hash_of
from statim.editions.document import SCHEMA, Document, InvalidDocument, from_dict
from statim.editions.kinds import file_name
from statim.editions.picture import Picture
from statim.editions.pieces import figures_of
from statim.editions.validation import faults_of
from statim.topics.errors import Unreadable
from statim.topics.manuscript import Doubt, Manuscript
from statim.topics.reading.pictures import Bring, NotBrought, picture_at


def read_edition(text: str, name: str, beside: Bring | None = None) -> Manuscript:
    """The manuscript of a `statim-edition/1` file; `beside` gives its pictures. Raises Unreadable
    with line or reason."""
    value = _loaded(text, name)
    try:
        document = from_dict(value)
        faults = faults_of(document)
    except InvalidDocument as error:
        raise Unreadable(name, str(error)) from error
    except (TypeError, AttributeError, ValueError) as error:
        raise Unreadable(name, f"the edition is not of the expected shape: {error}") from error
    if faults:
        raise Unreadable(name, "; ".join(faults[:5]))
    return _manuscript(document, _doubts(value), _pictures(document, name, beside))


def _pictures(document: Document, name: str, beside: Bring | None) -> tuple[Picture, ...]:
    """The pictures of the figures, each what the edition says it is."""
    pictures = []
    for figure in dict.fromkeys(figures_of(document)):
        try:
            picture = picture_at(file_name(figure), beside)
        except NotBrought as reason:
            raise Unreadable(name, f"its picture {file_name(figure)}: {reason}") from reason
        if (picture.name, picture.width, picture.height) != (
            file_name(figure),
            figure.width,
            figure.height,
        ):
            raise Unreadable(name, f"{file_name(figure)} is not the picture that it names")
        pictures.append(picture)
    return tuple(pictures)


def _loaded(text: str, name: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable(name, f"it is no JSON: {error.msg}", error.lineno) from error
    except RecursionError as error:
        raise Unreadable(name, "it is nested too deep") from error
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        raise Unreadable(name, f"it is no edition: its `schema` is not {SCHEMA}")
    return value


def _doubts(value: dict[str, Any]) -> tuple[Doubt, ...]:
    said = value.get("hash")
    if said is None or said == hash_of(canonical_bytes(value)):
        return ()
    return (
        Doubt(
            what="a hash that does not hold",
            where="the whole file",
            why="it was changed after it was exported; read it as a draft, not as that edition",
        ),
    )


def _manuscript(
    document: Document, doubts: tuple[Doubt, ...], pictures: tuple[Picture, ...]
) -> Manuscript:
    topic = document.topic
    return Manuscript(
        title=topic.title,
        slug=topic.slug,
        id=topic.id,
        synonyms=topic.synonyms,
        specialty=topic.specialty,
        codes=topic.codes,
        authors=document.authors,
        reviewers=document.reviewers,
        edited=document.edited,
        reviewed=document.reviewed,
        review_due=document.review_due,
        change=document.change,
        sections=document.sections,
        references=document.references,
        related=tuple(related.slug for related in document.related),
        emergency=document.emergency,
        doubts=doubts,
        pictures=pictures,
    )
