"""What a topic page's <head> tells machines, put together from the interop formats.

Written once, at publication, and stored with the edition's page; so it may say only what
holds for good: what changes later (a meter, a withdrawal) is not for here.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape

from django.conf import settings

from statim.editions.document import Document
from statim.interop.highwire.write import meta_tags
from statim.interop.jsonld.write import description, script
from statim.publisher.queries import house, page_values


def says() -> tuple[str, list[str]]:
    """(the site's name, what else was chosen at the desk and stands in stored pages)."""
    return house().site_name, page_values()


def head(document: Document, digest: str, *, site_url: str) -> str:
    """Canonical address, description, citation meta tags and JSON-LD of one edition, as HTML.

    `site_url` is the site's address as it is to be written.
    """
    publisher = replace(house(), url=site_url)
    metered = publisher.audience == "signin" or (
        settings.STATIM_FREE_PAGES is not None and not document.emergency
    )
    slug = document.topic.slug
    first = description(document)
    said = f'<meta name="description" content="{escape(first)}">' if first else ""
    return (
        f'<link rel="canonical" href="{escape(publisher.url)}/topics/{slug}/">'
        f'<link rel="alternate" type="application/json" href="/topics/{slug}.json">'
        f"{said}{meta_tags(document, publisher)}"
        f"{script(document, digest, publisher, metered=metered)}"
    )
