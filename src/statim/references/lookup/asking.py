"""Asking: which server knows an identifier, and what it says of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from statim.design.speech import say
from statim.references.errors import FetchRefused, LookupFailed
from statim.references.fetching import Fetcher
from statim.references.lookup import crossref, pubmed

Json = dict[str, Any]


def may_ask() -> bool:
    """Whether this site looks works up at all."""
    return bool(settings.STATIM_LOOKUP["on"])


def fetcher() -> Fetcher:
    """The door to the two servers, as the site's settings have it."""
    said: dict[str, Any] = settings.STATIM_LOOKUP
    mail = f"; mailto:{said['mail']}" if said["mail"] else ""
    return Fetcher(
        hosts=frozenset(said["hosts"]), agent=f"Statim ({settings.STATIM_HOUSE['url']}{mail})"
    )


def look_up_doi(wanted: str, door: Fetcher | None = None) -> Json:
    """Crossref's record of a normal DOI as a CSL item. Raises LookupFailed."""
    said = _ask(door, crossref.address_of(wanted, _mail()), crossref.KINDS, f"doi:{wanted}")
    return crossref.read_answer(said, wanted)


def look_up_pmid(wanted: str, door: Fetcher | None = None) -> Json:
    """PubMed's record of a normal PubMed id as a CSL item. Raises LookupFailed."""
    said = _ask(door, pubmed.address_of(wanted, _mail()), pubmed.KINDS, f"PubMed id {wanted}")
    return pubmed.read_answer(said, wanted)


def _mail() -> str:
    return str(settings.STATIM_LOOKUP["mail"])


def _ask(door: Fetcher | None, address: str, kinds: tuple[str, ...], wanted: str) -> bytes:
    if not may_ask():
        raise LookupFailed(say("This site does not look works up; fill the record in by hand."))
    try:
        answer = (door or fetcher()).get(address, accept=kinds)
    except FetchRefused as error:
        raise LookupFailed(
            say("%(error)s Fill the record in by hand, or try again later.", error=error)
        ) from error
    if answer.status in {400, 404}:
        raise LookupFailed(
            say("%(wanted)s is not registered there. Look at it once more.", wanted=wanted)
        )
    if answer.status != 200:
        raise LookupFailed(
            say(
                "The server answered %(status)s. Fill the record in by hand, or try again later.",
                status=answer.status,
            )
        )
    return answer.body
