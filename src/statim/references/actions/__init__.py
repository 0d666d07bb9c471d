"""Every act of this room: keeping, editing and merging works, printing them, keeping notices."""

from statim.references.actions.editing import edit_work, mark_of, read_record
from statim.references.actions.keeping import keep_works
from statim.references.actions.merging import keep_apart, merge_works
from statim.references.actions.noticing import Replaced, replace_notices
from statim.references.actions.printing import format_bibliography

__all__ = [
    "Replaced",
    "edit_work",
    "format_bibliography",
    "keep_apart",
    "keep_works",
    "mark_of",
    "merge_works",
    "read_record",
    "replace_notices",
]
