"""The inline markup of a statement: what is allowed, and the plain words under it."""

from __future__ import annotations

import re

import nh3
from lxml import html as lxml_html

ALLOWED_TAGS = {"em", "strong", "sub", "sup", "code", "a", "br", "cite", "data"}
ALLOWED_ATTRIBUTES = {"a": {"href"}, "cite": {"data-cites"}, "data": {"value"}}
URL_SCHEMES = {"http", "https", "mailto", "tel"}

MARK = re.compile(r'<cite data-cites="([0-9 ]+)"></cite>')
_SPACE = re.compile(r"[ \t\r\n\f]+")


def sanitise(html: str) -> str:
    """The markup with everything that is not allowed taken away; safe to show.

    Idempotent. Links keep http, https, mailto, tel and addresses within the site.
    """
    return nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=URL_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


def plain_text(html: str) -> str:
    """The words of the markup, citation marks left out, a br read as a line break.

    Runs of ordinary white space become one space; no-break spaces stay as they are.
    """
    without = MARK.sub("", html)
    if "<" in without or "&" in without:
        root = lxml_html.fragment_fromstring(without, create_parent="div")
        for br in root.iter("br"):
            br.tail = "\u2028" + (br.tail or "")
        without = str(root.text_content())
    return _SPACE.sub(" ", without).replace("\u2028", "\n").strip(" \n")


def marks(html: str) -> list[list[int]]:
    """The citation marks in reading order, each a list of indexes into the statement's cites."""
    return [[int(n) for n in found.group(1).split()] for found in MARK.finditer(html)]
