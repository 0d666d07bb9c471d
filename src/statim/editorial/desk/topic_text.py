"""The text of a topic in a form: the editor's outline, or without JavaScript a topic file."""

from __future__ import annotations

import re
from dataclasses import replace

import yaml

from statim.editions.document import Document, TopicIdentity
from statim.editions.media import file_of
from statim.topics.errors import Unreadable
from statim.topics.manuscript import Manuscript
from statim.topics.markdown import write
from statim.topics.reading.markdown import read_markdown

NAME = "the text"
KEPT = ("references", "statements", "bibliography")  # of the front matter: the form asks the rest
_MATTER = re.compile(r"\A---\n(.*?)^---\n\n?", re.DOTALL | re.MULTILINE)


def as_file(document: Document) -> str:
    """Statements and references as a topic file, without what the form's own fields say."""
    plain = replace(
        document,
        topic=TopicIdentity(id=document.topic.id, slug="x", title="x"),
        authors=(),
        reviewers=(),
        edited=None,
        reviewed=None,
        review_due=None,
        related=(),
        emergency=False,
    )
    written = write(plain)
    matter = _MATTER.match(written)
    if matter is None:
        return written
    values = yaml.safe_load(matter[1])
    kept = {key: value for key, value in values.items() if key in KEPT}
    body = written[matter.end() :]
    if not kept:
        return body
    said = yaml.dump(kept, Dumper=yaml.SafeDumper, allow_unicode=True, sort_keys=False, width=2**31)
    return f"---\n{said}---\n\n{body}"


def read_text(text: str, title: str) -> Manuscript:
    """Sections, references and doubts of a text that `as_file` wrote and a person changed.

    Raises Unreadable with the line in the text, or SameIdTwice.
    """
    text = text.replace("\r\n", "\n")
    if not text.strip():
        return Manuscript(title=title, slug="")
    opening = "---\n" if not text.startswith("---\n") else ""
    closing = "---\n\n" if opening else ""
    said = yaml.safe_dump({"title": title}, allow_unicode=True, width=2**31)
    added = opening.count("\n") + said.count("\n") + closing.count("\n")
    whole = f"---\n{said}{closing}{text.removeprefix('---' + chr(10)) if not opening else text}"
    try:
        return read_markdown(whole, NAME, _kept_picture)
    except Unreadable as error:
        line = max(error.line - added, 1) if error.line else 0
        raise Unreadable(NAME, error.reason, line) from error


def _kept_picture(name: str) -> bytes:
    """The bytes of a picture that the text names: one that is kept here. Raises OSError."""
    found = file_of(name)
    if found is None:
        raise FileNotFoundError(name)
    return found[0].read_bytes()
