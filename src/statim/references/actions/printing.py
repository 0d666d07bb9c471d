"""Printing references through what was printed before."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import rfc8785

from statim.references.csl import render
from statim.references.models import Formatted
from statim.references.queries import printed


def format_bibliography(items: Sequence[Mapping[str, Any]], style: str) -> list[str]:
    """Each item as printed in the style, in order; only what was never printed is formatted.

    Raises UnknownStyle or PandocFailed. No items cost no query.
    """
    if not items:
        return []
    recipe = render.recipe(style)
    contents = [_content(item) for item in items]
    known = printed(set(contents), recipe)
    missing = {c: item for c, item in zip(contents, items, strict=True) if c not in known}
    if missing:
        html = render.format_items(list(missing.values()), style)
        fresh = dict(zip(missing, html, strict=True))
        Formatted.objects.bulk_create(
            [Formatted(content=c, recipe=recipe, html=h) for c, h in fresh.items()],
            ignore_conflicts=True,
        )
        known |= fresh
    return [known[content] for content in contents]


def _content(item: Mapping[str, Any]) -> str:
    return hashlib.sha256(rfc8785.dumps(render.what_is_printed(item))).hexdigest()
