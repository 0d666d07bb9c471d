"""Writing bibliographies: CSL-JSON (everything), RIS and BibTeX (what those formats can hold)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from statim.references.formats import bibtex_writing, csljson, ris_writing

WRITERS = {
    "csl-json": csljson.write,
    "ris": ris_writing.write,
    "bibtex": bibtex_writing.write,
}


def write_works(items: Sequence[dict[str, Any]], kind: str) -> str:
    """The items as text; `kind` is one of WRITERS."""
    return WRITERS[kind](list(items))
