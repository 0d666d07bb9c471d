"""Editions as a PDF: one topic, or several as a booklet with its contents. Pure.

Every page of paper names edition, date and check code; each topic ends with its QR code.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from statim.design.qr import qr_svg
from statim.design.typesetting import to_pdf
from statim.design.words import day
from statim.editions.check_code import code_of
from statim.editions.html_references import page_citation
from statim.editions.paper import Copy
from statim.interop.pdf.content import page_of, plots_of
from statim.publisher.house import House

TEMPLATE = Path(__file__).with_name("page.typ")


def pdf(copies: Sequence[Copy], house: House, *, made: datetime, title: str = "") -> bytes:
    """The copies in their order. With a title they are a booklet: a page of contents first."""
    files = {name: data for copy in copies for name, data in copy.pictures.items()}
    topics = []
    for place, copy in enumerate(copies):
        topics.append(one := _topic(copy, house, name=f"t{place}"))
        files |= plots_of(copy.document, one["name"])
        files[one["qr"]] = qr_svg(one["check"]).encode()
    people = [person.name for copy in copies for person in copy.document.authors]
    said = {
        "booklet": bool(title),
        "title": title or copies[0].document.topic.title,
        "authors": list(dict.fromkeys(people)),
        "language": house.language.partition("-")[0],
        "site": house.site_name,
        "made": day(made.date().isoformat()),
        "disclaimer": house.disclaimer,
        "copyright": house.copyright or f"© {house.publisher}",
        "topics": topics,
    }
    return to_pdf(TEMPLATE, said, made=made, files=files)


def _topic(copy: Copy, house: House, *, name: str) -> dict[str, Any]:
    code = code_of(copy.digest)
    return page_of(copy, house.url, name) | {
        "name": name,
        "code": code,
        "check": f"{house.url}/check/{code}",
        "qr": f"{name}.svg",
        "digest": copy.digest,
        "cite": page_citation(copy.document, house.site_name, house.url),
    }
