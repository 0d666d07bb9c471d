"""Languages in templates: what a page's `lang` says, and what the reader may change to."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.dateformat import format as written
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from statim.design import speech
from statim.design.script_words import for_scripts

register = template.Library()


@register.simple_tag
def page_language() -> SafeString:
    """The attributes `lang` and, where it is read from the right, `dir` of `<html>`."""
    now = speech.page_language()
    turned = ' dir="rtl"' if now.split("-")[0] in speech.RIGHT_TO_LEFT else ""
    return SafeString(f'lang="{now}"{turned}')


@register.simple_tag
def in_content() -> SafeString:
    """The attribute `lang` for what authors wrote, where the page speaks another language."""
    return SafeString(speech.content_mark())


@register.simple_tag
def script_words() -> SafeString:
    """The attribute by which scripts learn their words in another language; none in English."""
    words = for_scripts()
    return format_html(' data-words="{}"', words) if words else SafeString("")


@register.filter
def said(words: str) -> str:
    """The publisher's words in the reader's language, where they are those that Statim came with;
    a publisher's own stand as they were written."""
    return speech.say(words)


@register.simple_tag
def offered_languages() -> list[dict[str, object]]:
    """What the reader may choose between, each {code, name, now}; nothing where there is no
    choice."""
    offered = speech.offered()
    if len(offered) < 2:
        return []
    now = speech.language()
    return [{"code": one, "name": speech.NAMES[one], "now": one == now} for one in offered]


@register.filter
def moment(at: datetime | None) -> str:
    """A day with its time: "2 March 2026, 14:05"; nothing for nothing."""
    if not at:
        return ""
    here = localtime(at)
    return f"{date_format(here, 'DATE_FORMAT')}, {written(here, 'H:i')}"
