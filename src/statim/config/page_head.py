"""What a topic page's <head> tells machines, put together from the interop formats."""

from __future__ import annotations

from statim.editions.document import Document


def head(document: Document, digest: str) -> str:
    """JSON-LD and citation meta tags of one edition, as HTML."""
    return ""
