"""Words as data, set by a Typst template into a PDF. The one module that speaks to Typst.

What is set goes in as JSON, so that no word of it is ever markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from statim.design.speech import say


class Unprintable(Exception):
    """A word holds a character that no font here can draw: a PDF without it would lie."""

    def __init__(self, words: str) -> None:
        super().__init__(say("No font of this site can draw %(words)s.", words=words))


_NO_GLYPH = re.compile(r"the text `(.+?)` could not be displayed")


def to_pdf(
    template: Path, said: Mapping[str, Any], *, made: datetime, files: Mapping[str, bytes]
) -> bytes:
    """The PDF (tagged, PDF/UA-1) of a template that reads `json(bytes(sys.inputs.said))`.

    `files` are pictures by the name that the template gives them; `made` is the day that the
    file bears. Nothing is fetched, and nothing outside `files` is read.
    """
    with TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        main = Path(folder) / "main.typ"
        main.write_bytes(template.read_bytes())
        try:
            made_of = typst.compile(
                str(main),
                root=folder,
                format="pdf",
                sys_inputs={"said": json.dumps(said, ensure_ascii=False)},
                pdf_standards=["ua-1"],
                timestamp=made.astimezone(UTC).replace(microsecond=0),
            )
        except typst.TypstError as error:
            if found := _NO_GLYPH.search(error.message):
                raise Unprintable(found[1].strip('"')) from error
            raise
    if not isinstance(made_of, bytes):  # pragma: no cover - several files come of pictures only
        raise TypeError("Typst made no PDF")
    return made_of
