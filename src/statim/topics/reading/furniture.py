"""What stands around a page copied from a browser and is no part of its text.

Only whole lines that are no bullet are ever dropped. What the page says about itself (title,
dates, authors, related pages) is taken from here; what is not understood becomes a doubt.
"""

from __future__ import annotations

import re

from statim.topics.reading.blocks import Block, shortened

_FURNITURE = re.compile(
    "|".join(
        (
            r"(?:this|the) (?:web)?(?:site|page|content|information) is "
            r"(?:intended |only |meant |provided )*for (?:use by )?(?:healthcare|health care|"
            r"medical|clinical|registered|uk|us)\b.{0,80}",
            r"(?:please )?(?:go to |return to |click here to )?/?(?:sign|log)[ -]?in"
            r"(?: (?:page|here|or register|to .{0,60}))?",
            r"(?:sign|log)[ -]?(?:up|out)|register(?: (?:now|here|for free))?",
            r"you (?:can|may) view \d+ (?:more )?pages?\b.{0,80}",
            r"you have \d+ (?:free )?(?:pages?|articles?)\b.{0,80}",
            r"create an account\b.{0,80}",
            r"(?:page )?annotations allow you to\b.*",
            r"add (?:information|an annotation) to this page\b.*",
            r"(?:skip|jump) to (?:main )?(?:content|navigation|search)",
            r"(?:we|this (?:web)?site) uses? cookies\b.*",
            r"by (?:using|continuing).{0,80}\bcookies\b.*",
            r"the (?:content|information) (?:herein|here|on this (?:web)?(?:site|page))"
            r" (?:is|are) provided (?:for|as)\b.*",
            r"(?:medical )?disclaimer:?.*",
            r"(?:©|\(c\)|copyright)\s.*",
            r"all rights reserved\b.*",
        )
    ),
    re.IGNORECASE | re.DOTALL,
)
_CHROME = re.compile(
    r"home|menu|search|print(?: this page)?|share(?: this page)?|e-?mail this page|"
    r"bookmark|save|close|back(?: to top)?|top|feedback|contact us|help|advertisement|"
    r"cookie (?:settings|policy|preferences)|privacy(?: policy)?|terms(?: (?:of use|and "
    r"conditions))?|accessibility|about(?: us)?|accept(?: all)?(?: cookies)?|reject all",
    re.IGNORECASE,
)
RELATED = re.compile(
    r"(?:related|see also|linked) (?:pages?|topics?|articles?)\s*:?", re.IGNORECASE
)
_TEAM = re.compile(r"(?:authoring|editorial|author) team", re.IGNORECASE)
_PEOPLE = re.compile(
    r"(?P<role>authors?|written by|by|reviewers?|reviewed by|peer reviewed by)\s*:\s*(?P<names>.+)",
    re.IGNORECASE,
)


def is_furniture(block: Block) -> bool:
    """Whether the block is something that every page of a site shows around its text."""
    plain = block.kind != "point" and not block.special
    return plain and bool(_FURNITURE.fullmatch(block.text.strip(" .!»›>|")))


def is_chrome(block: Block) -> bool:
    """Whether the block is a button or menu word. Such words may also head a section, so this
    is to be asked only outside the text."""
    return block.kind != "point" and bool(_CHROME.fullmatch(block.text.strip(" .!»›>|")))


def is_related(block: Block) -> bool:
    """Whether the block is the heading over the related pages."""
    return block.kind != "point" and bool(RELATED.fullmatch(block.text))


def team_of(block: Block) -> str:
    """The authoring team, where the block names one; else ""."""
    text = block.text.strip()
    return text if block.kind != "point" and _TEAM.fullmatch(text) else ""


def people_of(block: Block) -> tuple[str, list[str]]:
    """("author" or "reviewer", names) where the block says who wrote or reviewed; else empty."""
    found = _PEOPLE.fullmatch(block.text.strip()) if block.kind != "point" else None
    if not found or len(block.text) > 200:
        return "", []
    names = re.split(r"\s*;\s*" if ";" in found["names"] else r"\s*,\s*|\s+and\s+", found["names"])
    role = "reviewer" if "review" in found["role"].lower() else "author"
    return role, [name.strip(" .") for name in names if name.strip(" .")]


def left_out(block: Block) -> str:
    """How a doubt quotes a line that was not taken over."""
    return f"“{shortened(block.text, 200)}”"
