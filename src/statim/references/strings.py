"""Printed references to CSL: as far as they can be read, never further.

What is uncertain stays out of the fields; the whole string is always in `custom.raw`, and
`custom.partial` says that some of its words found no field, so that it is printed as given.
"""

from __future__ import annotations

import re
from typing import Any

from statim.references.printed.accounting import unaccounted
from statim.references.printed.books import read_book, read_online_first, read_plain
from statim.references.printed.marks import take_marks
from statim.references.printed.serials import read_article, read_dated_first

LONGEST = 4000
_NUMBER = re.compile(r"^\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.)](?=\s))\s*")
_READERS = (read_article, read_dated_first, read_book, read_online_first, read_plain)


def parse_reference(raw: str) -> dict[str, Any]:
    """A printed reference as a CSL item without `id`; `custom.raw` holds the string itself.

    Never fails: a string that cannot be read has no title, only its identifiers and itself.
    """
    whole = " ".join(raw.split())
    if len(whole) > LONGEST:
        return {"type": "document", "custom": {"raw": raw.strip(), "partial": True}}
    given = _NUMBER.sub("", whole)
    text, said = take_marks(given)
    fields = next(found for reader in _READERS if (found := reader(text, said)))
    said.pop("online", None)
    if fields.get("volume") or fields.get("page"):
        said.pop("status", None)
    custom = {"raw": _NUMBER.sub("", raw.strip()), **fields.pop("custom", {})}
    left = fields.pop("left", "")
    issued = fields.pop("issued", None) or said.pop("issued", None)
    item = {**said, **fields, **({"issued": issued} if issued else {})}
    item = {key: value for key, value in item.items() if value not in (None, "", [])}
    if left or not item.get("title") or unaccounted(given, item):
        custom["partial"] = True
    return {**item, "custom": custom}
