"""PubMed's record of an id, through NCBI's E-utilities (EFetch), read as any PubMed XML. Pure.

https://www.ncbi.nlm.nih.gov/books/NBK25499/ (EFetch) and NBK25497 (tool and email).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from statim.design.speech import say
from statim.references.errors import LookupFailed, UnreadableFile
from statim.references.reading import read_works

Json = dict[str, Any]

HOST = "eutils.ncbi.nlm.nih.gov"
KINDS = ("text/xml", "application/xml")


def address_of(wanted: str, mail: str) -> str:
    """Where NCBI gives the record of a PubMed id; tool and mail address as it asks."""
    said = {"db": "pubmed", "id": wanted, "retmode": "xml", "tool": "statim"}
    said |= {"email": mail} if mail else {}
    return f"https://{HOST}/entrez/eutils/efetch.fcgi?{urlencode(said)}"


def read_answer(body: bytes, wanted: str) -> Json:
    """The item of an answer. Raises LookupFailed where it is not about this id."""
    if b"PubmedArticleSet" in body and b"<PMID" not in body:  # an empty set: nothing by this id
        raise LookupFailed(say("PubMed does not know %(wanted)s.", wanted=wanted))
    try:
        works = read_works(body, "PubMed")
    except UnreadableFile as error:
        raise LookupFailed(say("PubMed's answer could not be read.")) from error
    if works.refused and not works.items:
        raise LookupFailed(
            say("PubMed's record cannot be kept: %(reason)s.", reason=works.refused[0].reason)
        )
    for item in works.items:
        if item.get("PMID") == wanted:
            return item
    raise LookupFailed(say("PubMed does not know %(wanted)s.", wanted=wanted))
