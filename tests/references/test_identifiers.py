"""Identifiers in every way of writing come to one, and what cannot be one is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statim.references.errors import BadIdentifier
from statim.references.identifiers import doi, doi_as_written, isbn, issn, pmcid, pmid, url


@pytest.mark.parametrize(
    ("normalise", "written", "normal"),
    [
        (doi, "https://doi.org/10.1136/BMJ-2022-073823.", "10.1136/bmj-2022-073823"),
        (doi, "http://dx.doi.org/10.1136/bmj-2022-073823", "10.1136/bmj-2022-073823"),
        (doi, "DOI:10.1136/bmj-2022-073823)", "10.1136/bmj-2022-073823"),
        (doi, "doi: 10.1016/S0140-6736(17)32802-7", "10.1016/s0140-6736(17)32802-7"),
        (doi, "https://doi.org/10.1002/x%3C1::aid%3E3", "10.1002/x<1::aid>3"),
        (doi_as_written, "doi:10.1056/NEJMoa1", "10.1056/NEJMoa1"),
        (pmid, "PMID: 019129307", "19129307"),
        (pmid, "https://pubmed.ncbi.nlm.nih.gov/19129307/", "19129307"),
        (pmcid, "2615549", "PMC2615549"),
        (pmcid, "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC2615549/", "PMC2615549"),
        (isbn, "ISBN 0-306-40615-2 (hbk)", "9780306406157"),
        (isbn, "978 0 306 40615 7", "9780306406157"),
        (issn, "17561833", "1756-1833"),
        (url, "HTTPS://Example.ORG:443/A?b=C#top", "https://example.org/A?b=C"),
        (url, "www.example.org", "https://www.example.org/"),
        (url, "https://example.org/#/topic/3", "https://example.org/#/topic/3"),
    ],
)
def test_every_way_of_writing_comes_to_one(
    normalise: Callable[[str], str], written: str, normal: str
) -> None:
    assert normalise(written) == normal
    assert normalise(normal) == normal


@pytest.mark.parametrize(
    ("normalise", "written", "reason"),
    [
        (doi, "11.1136/x", "starts with 10"),
        (doi, "10.1136", "holds a slash"),
        (pmid, "PMC12", "digits only"),
        (pmid, "0", "digits only"),
        (pmcid, "none", "PMC and digits"),
        (isbn, "978-0-306-40615-8", "check digit"),
        (issn, "1756-1834", "check digit"),
        (url, "javascript:alert(1)", "no web address"),
        (url, "ftp://example.org/x", "no web address"),
        (url, "nowhere", "no web address"),
    ],
)
def test_what_cannot_be_one_is_refused_with_the_reason(
    normalise: Callable[[str], str], written: str, reason: str
) -> None:
    with pytest.raises(BadIdentifier, match=reason) as refused:
        normalise(written)
    assert repr(written) in str(refused.value)
