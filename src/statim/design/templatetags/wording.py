"""Days in plain English for templates: `{{ topic.reviewed|in_words }}`."""

from __future__ import annotations

from django import template

from statim.design.words import day

register = template.Library()


@register.filter
def in_words(iso: str) -> str:
    """An ISO day as people write it; an empty one stays empty."""
    return day(iso) if iso else ""
