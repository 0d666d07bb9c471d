"""Calling pandoc to read a file: what comes back is its document tree."""

from __future__ import annotations

import json
from typing import Any

from statim.references import pandoc
from statim.references.errors import PandocFailed
from statim.topics.errors import Unreadable
from statim.topics.reading.blocks import Reading
from statim.topics.reading.pictures import Bring, NotBrought
from statim.topics.reading.tree import TooDeep, Walker

MARKDOWN = (
    "markdown+lists_without_preceding_blankline-blank_before_header"
    "-smart-tex_math_dollars-tex_math_single_backslash-raw_tex-latex_macros-raw_attribute"
    "-example_lists-fancy_lists+definition_lists-line_blocks-task_lists-auto_identifiers"
    "+implicit_figures-yaml_metadata_block-pandoc_title_block-native_divs-native_spans"
    "+fenced_divs-bracketed_spans+link_attributes-inline_code_attributes-table_attributes"
)
HTML = "html-smart-tex_math_dollars-raw_tex"
WORD = "docx+styles"


def read_tree(data: bytes, pandoc_format: str, name: str) -> dict[str, Any]:
    """Pandoc's JSON tree of the bytes. Raises Unreadable with pandoc's reason."""
    try:
        tree: dict[str, Any] = json.loads(pandoc.run(["-f", pandoc_format, "-t", "json"], data))
    except PandocFailed as error:
        raise Unreadable(name, str(error)) from error
    return tree


def walk_tree(
    tree: dict[str, Any],
    reading: Reading,
    name: str,
    *,
    raw_tags: bool,
    bring: Bring | None = None,
    strict: bool = False,
) -> None:
    """Take the tree's blocks over into the reading; `bring` gives the bytes of its pictures,
    and where `strict` one that cannot be had refuses the file. Raises Unreadable."""
    try:
        Walker(reading, trust_marks=raw_tags, bring=bring, strict=strict).walk(tree["blocks"])
    except NotBrought as error:
        raise Unreadable(name, str(error)) from error
    except (TooDeep, RecursionError) as error:
        raise Unreadable(name, "its lists are nested too deep") from error
