"""HTML pages: what stands around the text is dropped, the rest is read by pandoc."""

from __future__ import annotations

from lxml import etree
from lxml import html as lxml_html

from statim.topics.errors import Unreadable
from statim.topics.inlines import Run, Token, single_spaced, text_of
from statim.topics.reading.blocks import Reading
from statim.topics.reading.captions import take_captions
from statim.topics.reading.headings import plain
from statim.topics.reading.pandoc_tree import HTML, read_tree, walk_tree
from statim.topics.reading.pictures import Bring

_DROPPED = (
    "nav", "header", "footer", "aside", "script", "style", "noscript", "template", "form",
    "button", "input", "select", "textarea", "iframe", "object", "embed", "svg", "canvas",
    "dialog", "menu", "audio", "video", "link", "meta", "base",
)  # fmt: skip
_ROLES = ("navigation", "banner", "contentinfo", "complementary", "search", "alert", "dialog")
_DEEPEST = 200


def read_html(text: str, name: str, beside: Bring | None = None) -> Reading:
    """The blocks of a page; `beside` gives its pictures. Raises Unreadable."""
    root = _parsed(text, name)
    reading = Reading(blocks=[])
    reading.title = _title(root, reading)
    _drop_surroundings(root)
    main = root.xpath("//main | //*[@role='main']") or root.xpath("//article") or [root]
    body = main[0] if len(main) == 1 else root
    _drop_heading(body, reading)
    source = lxml_html.tostring(body, encoding="unicode")
    tree = read_tree(source.encode(), HTML, name)
    walk_tree(tree, reading, name, raw_tags=False, bring=beside)
    take_captions(reading)
    return reading


def _parsed(text: str, name: str) -> lxml_html.HtmlElement:
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
        root = lxml_html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(name, f"it is no HTML: {error}") from error
    if max((sum(1 for _ in node.iterancestors()) for node in root.iter()), default=0) > _DEEPEST:
        raise Unreadable(name, "its elements are nested too deep")
    return root


def _title(root: lxml_html.HtmlElement, reading: Reading) -> str:
    """The first h1, else what the page's head says, which is listed."""
    for heading in root.iter("h1"):
        if words := _heading_text(heading, reading):
            return words
    for element in root.iter("title"):
        if words := single_spaced(element.text_content()):
            reading.doubt("a title from the page's head", f"“{words}”", "the text has no h1")
            return words
    return ""


def _heading_text(element: lxml_html.HtmlElement, reading: Reading) -> str:
    """An element's words, raised and lowered digits as the characters made for them."""
    runs: list[Token] = []
    for part in element.xpath(".//text()"):
        within = [node.tag for node in part.getparent().iterancestors("sup", "sub")]
        style = [part.getparent().tag] if part.is_text else []
        runs.append(Run(str(part), tuple(t for t in [*within, *style] if t in ("sup", "sub"))))
    return single_spaced(text_of(plain(runs, reading.doubt)))


def _drop_surroundings(root: lxml_html.HtmlElement) -> None:
    roles = " or ".join(f"@role='{role}'" for role in _ROLES)
    hidden = "@hidden or @aria-hidden='true'"
    for element in root.xpath(f"//*[{roles} or {hidden}]"):
        _drop(element)
    for tag in _DROPPED:
        for element in list(root.iter(tag)):
            _drop(element)
    for comment in root.xpath("//comment() | //processing-instruction()"):
        _drop(comment)


def _drop_heading(body: lxml_html.HtmlElement, reading: Reading) -> None:
    silent = Reading(blocks=[])
    for element in list(body.iter("h1")):
        if _heading_text(element, silent) == reading.title:
            _drop(element)
            return


def _drop(element: lxml_html.HtmlElement) -> None:
    if element.getparent() is not None and element.tag != "body":
        element.drop_tree()
