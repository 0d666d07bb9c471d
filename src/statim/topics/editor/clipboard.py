"""Clipboard HTML made plain: what Word, Google Docs and browsers say by style is said by tags.

Word's lists are paragraphs with a style, Google's bold is a span, nested lists stand beside
their item. Here they become lists, strong and em; no word is dropped. Pure.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from statim.topics.errors import Unreadable

_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*?)<!--\s*EndFragment\s*-->", re.DOTALL)
_LEVEL = re.compile(r"mso-list:\s*\S+\s+level(\d+)", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(?:\d{1,3}|[a-z]|[ivx]+)[.)]", re.IGNORECASE)
_NUMBER = re.compile(r"[\[(]?\d{1,3}[\])]?")
_UNSEEN = ("script", "style", "meta", "link", "title", "xml", "template", "noscript", "base")
_DEEPEST = 200
_MOST_LEVELS = 9


def cleaned(html: str, name: str) -> str:
    """The clipboard's HTML as a plain page for the reader of imports. Raises Unreadable."""
    found = _FRAGMENT.search(html)
    root = _parsed(found[1] if found and found[1].strip() else html, name)
    for element in list(root.iter(*_UNSEEN)):
        element.drop_tree()
    _mso_lists(root)
    for comment in root.xpath("//comment() | //processing-instruction()"):
        comment.drop_tree()
    for element in list(root.iter()):
        if isinstance(element.tag, str):
            _say_styles(element)
    for element in [e for e in root.iter() if isinstance(e.tag, str) and ":" in e.tag]:
        element.drop_tag()  # o:p and its like
    _lists_into_items(root)
    for link in root.iter("a"):
        _within_the_page(link)
    return str(lxml_html.tostring(root, encoding="unicode"))


def _parsed(html: str, name: str) -> lxml_html.HtmlElement:
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
        page = f"<!doctype html><html><body>{html}</body></html>"
        root = lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(name, f"it is no HTML: {error}") from error
    if max((sum(1 for _ in node.iterancestors()) for node in root.iter()), default=0) > _DEEPEST:
        raise Unreadable(name, "its elements are nested too deep")
    return root


def _style(element: lxml_html.HtmlElement) -> dict[str, str]:
    pairs = (part.partition(":") for part in (element.get("style") or "").split(";"))
    return {key.strip().lower(): value.strip().lower() for key, _, value in pairs if value}


def _say_styles(element: lxml_html.HtmlElement) -> None:
    """Bold, italics, raised, lowered and struck out, said by style, said by tags."""
    style = _style(element)
    if element.tag == "b" and style.get("font-weight") in ("normal", "400"):
        element.drop_tag()  # Google wraps the whole clipboard so
        return
    if element.tag not in ("span", "font"):
        return
    weight = style.get("font-weight", "")
    bold = weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)
    tags = [
        tag
        for tag, holds in (
            ("strong", bold),
            ("em", style.get("font-style") == "italic"),
            ("sup", style.get("vertical-align") == "super"),
            ("sub", style.get("vertical-align") == "sub"),
            ("del", "line-through" in style.get("text-decoration", "")),
        )
        if holds
    ]
    element.attrib.pop("style", None)
    for tag in tags[1:]:
        _wrap_inside(element, tag)
    if tags:
        element.tag = tags[0]


def _wrap_inside(element: lxml_html.HtmlElement, tag: str) -> None:
    inner = lxml_html.Element(tag)
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)


def _within_the_page(link: lxml_html.HtmlElement) -> None:
    """A printed number that leads to a place of a page: the browser made its address whole."""
    _, sign, place = (link.get("href") or "").partition("#")
    if sign and _NUMBER.fullmatch(link.text_content().strip()):
        link.set("href", f"#{place}")


def _mso_lists(root: lxml_html.HtmlElement) -> None:
    """Word's list paragraphs as nested lists."""
    for paragraph in list(root.iter("p", "h1", "h2", "h3", "h4", "h5", "h6")):
        found = _LEVEL.search(paragraph.get("style") or "")
        if not found or paragraph.getparent() is None:
            continue
        sign = _take_sign(paragraph)
        if paragraph.tag != "p":
            continue  # a numbered heading stays a heading
        item = lxml_html.Element("li")
        tail, paragraph.tail = paragraph.tail, None
        kind = "ol" if _NUMBERED.match(sign) else "ul"
        parent, place = paragraph.getparent(), paragraph.getparent().index(paragraph)
        above = parent[place - 1] if place else None
        parent.remove(paragraph)
        item.append(paragraph)
        level = min(int(found[1]), _MOST_LEVELS)
        if (
            above is not None
            and above.get("data-from") == "word"
            and not (above.tail or "").strip()
        ):
            _hang(above, item, kind, level)
            above.tail = (above.tail or "") + (tail or "") or None
        else:
            made = lxml_html.Element(kind, {"data-from": "word"})
            made.tail = tail
            parent.insert(place, made)
            _hang(made, item, kind, level)


def _hang(row: lxml_html.HtmlElement, item: lxml_html.HtmlElement, kind: str, level: int) -> None:
    """Put an item into a list at its level, under the last item of the level above."""
    for _ in range(level - 1):
        if not len(row):
            break  # a list that starts at its second level
        last = row[-1]
        if len(last) and last[-1].tag in ("ul", "ol"):
            row = last[-1]
        else:
            row = etree.SubElement(last, kind)
    row.append(item)


def _take_sign(paragraph: lxml_html.HtmlElement) -> str:
    """Take the bullet or number off that Word wrote as text; answers it."""
    for span in list(paragraph.iter("span")):
        if _IGNORED.search(span.get("style") or ""):
            sign = str(span.text_content())
            span.drop_tree()
            return sign
    return ""


def _lists_into_items(root: lxml_html.HtmlElement) -> None:
    """A list that stands beside the items of another (Google Docs) goes into the item above."""
    for inner in list(root.iter("ul", "ol")):
        parent = inner.getparent()
        if parent is None or parent.tag not in ("ul", "ol"):
            continue
        above = inner.getprevious()
        tail, inner.tail = inner.tail, None
        if above is None:
            above = lxml_html.Element("li")
            inner.addprevious(above)
        above.append(inner)
        above.tail = (above.tail or "") + (tail or "") or None
