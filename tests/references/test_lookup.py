"""What Crossref and PubMed say is checked and tidied, or refused with a reason."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

import pytest

from statim.references.doubts import doubts_of
from statim.references.errors import FetchRefused, LookupFailed
from statim.references.fetching import Answer, Fetcher
from statim.references.lookup.asking import fetcher, look_up_doi, look_up_pmid

DOI, PMID = "10.2147/dddt.s221437", "31695332"
MESSAGE: dict[str, Any] = {
    "DOI": "10.2147/DDDT.S221437", "type": "journal-article",
    "title": ["Ketamine And\n  Depression: A Narrative <i>Review</i>"],
    "author": [{"given": "Abigaël", "family": "Corriger", "sequence": "first",
                "affiliation": [{"name": "CHU"}], "ORCID": "http://orcid.org/0"},
               {"given": "Gisèle", "family": "Pickering", "sequence": "additional"},
               {"name": "The Ketamine Group", "sequence": "additional"}],
    "container-title": ["Drug Design, Development and Therapy"],
    "short-container-title": ["DDDT"], "volume": "Volume 13", "page": "3051-3067",
    "issued": {"date-parts": [[2019, 8]]}, "published-online": {"date-parts": [[2019, 8]]},
    "published-print": {"date-parts": [[2019, 9, 1]]}, "ISSN": ["1177-8881"],
    "publisher": "Informa UK Limited", "language": "en", "abstract": "<jats:p>Long.</jats:p>",
    "reference": [{"key": "1"}], "URL": "http://dx.doi.org/10.2147/DDDT.S221437", "score": 1.0,
}  # fmt: skip
XML = f"""<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN" "x.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">{PMID}</PMID><Article>
<Journal><ISSN IssnType="Electronic">1177-8881</ISSN><JournalIssue><Volume>13</Volume><PubDate>
<Year>2019</Year></PubDate></JournalIssue><Title>Drug design, development and therapy</Title>
<ISOAbbreviation>Drug Des Devel Ther</ISOAbbreviation></Journal>
<ArticleTitle>Ketamine and depression: a narrative review.</ArticleTitle>
<Pagination><MedlinePgn>3051-3067</MedlinePgn></Pagination><AuthorList CompleteYN="Y"><Author>
<LastName>Corriger</LastName><ForeName>Alexandrine</ForeName><Initials>A</Initials></Author>
</AuthorList><Language>eng</Language></Article></MedlineCitation><PubmedData><ArticleIdList>
<ArticleId IdType="pubmed">{PMID}</ArticleId><ArticleId IdType="doi">10.2147/DDDT.S221437
</ArticleId></ArticleIdList></PubmedData></PubmedArticle></PubmedArticleSet>"""


class Door(Fetcher):
    """Gives the same answer to everything, and remembers what was asked."""

    def __init__(self, body: bytes | str, status: int = 200) -> None:
        super().__init__(hosts=())
        said = body.encode() if isinstance(body, str) else body
        object.__setattr__(self, "answer", Answer(status, "", said))
        object.__setattr__(self, "asked", [])

    def get(self, url: str, *, accept: Collection[str]) -> Answer:
        """What a server would say."""
        asked: list[str] = vars(self)["asked"]
        asked.append(url)
        answer: Answer = vars(self)["answer"]
        return answer


def crossref(**changes: Any) -> str:
    return json.dumps({"status": "ok", "message": {**MESSAGE, **changes}})


def test_a_record_of_crossref_becomes_a_work_and_nothing_more() -> None:
    door = Door(crossref())
    assert look_up_doi(DOI, door) == {
        "type": "article-journal", "title": "Ketamine And Depression: A Narrative <i>Review</i>",
        "author": [{"family": "Corriger", "given": "Abigaël"},
                   {"family": "Pickering", "given": "Gisèle"}, {"literal": "The Ketamine Group"}],
        "container-title": "Drug Design, Development and Therapy",
        "container-title-short": "DDDT", "volume": "Volume 13", "page": "3051-3067",
        "DOI": "10.2147/DDDT.S221437", "ISSN": "1177-8881", "language": "en",
        "issued": {"date-parts": [[2019, 9, 1]]}, "available-date": {"date-parts": [[2019, 8]]},
    }  # fmt: skip
    assert vars(door)["asked"] == ["https://api.crossref.org/works/10.2147%2Fdddt.s221437"]
    assert doubts_of(look_up_doi(DOI, door)) == []


def test_a_record_of_pubmed_becomes_a_work() -> None:
    door = Door(XML)
    item = look_up_pmid(PMID, door)
    assert (item["title"], item["PMID"]) == ("Ketamine and depression: a narrative review", PMID)
    assert item["DOI"] == "10.2147/DDDT.S221437"
    (asked,) = vars(door)["asked"]
    assert asked.startswith("https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi?db=pubmed")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ({"type": "posted-content", "subtype": "preprint", "container-title": [],
          "institution": [{"name": "medRxiv"}]},
         {"type": "article", "genre": "Preprint", "container-title": "medRxiv"}),
        ({"type": "book", "ISBN": ["http://id.crossref.org/isbn/9780306406157"]},
         {"type": "book", "ISBN": "9780306406157", "publisher": "Informa UK Limited"}),
        ({"type": "never-heard-of"}, {"type": "document"}),
        ({"subtitle": ["In short"]}, {"title": "Ketamine And Depression: A Narrative "
                                               "<i>Review</i>: In short"}),
        ({"page": None, "article-number": "e123"}, {"page": "e123"}),
        ({"title": ["A <jats:sup>2</jats:sup> &amp; <script>x</script> b"]},
         {"title": "A <sup>2</sup> & x b"}),
    ],
)  # fmt: skip
def test_other_kinds_and_ways_of_crossref(kind: dict[str, Any], expected: dict[str, Any]) -> None:
    item = look_up_doi(DOI, Door(crossref(**kind)))
    assert {key: item.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (crossref(DOI="10.1000/another"), "calls this work 10.1000/another"),
        (crossref(title=[]), "no title"),
        (crossref(author="nobody"), "unknown shape"),
        (crossref(author=["x"]), "unknown shape"),
        (crossref(issued={"date-parts": "x"}, **{"published-print": {"date-parts": [["y"]]}}),
         "unknown shape"),
        ('{"message": []}', "could not be read"),
        ('{"message": {"DOI": 5}}', "could not be read"),
        ("[]", "could not be read"),
        ("null", "could not be read"),
        ("<html>", "could not be read"),
        (b"\xff\xfe", "could not be read"),
        ("[" * 100_000, "could not be read"),
        ("", "could not be read"),
    ],
)  # fmt: skip
def test_an_answer_of_crossref_that_cannot_be_is_refused(answer: str | bytes, said: str) -> None:
    with pytest.raises(LookupFailed, match=said):
        look_up_doi(DOI, Door(answer))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (XML.replace(PMID, "77"), "does not know"),
        ("<PubmedArticleSet></PubmedArticleSet>", "does not know"),
        ("<PubmedArticleSet>", "."),
        ("{}", "."),
        ("", "could not be read"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "."),
    ],
)
def test_an_answer_of_pubmed_that_cannot_be_is_refused(answer: str, said: str) -> None:
    with pytest.raises(LookupFailed, match=said):
        look_up_pmid(PMID, Door(answer))


@pytest.mark.parametrize(
    ("status", "said"),
    [(404, "not registered"), (400, "not registered"), (429, "429"), (503, "503")],
)
def test_a_server_that_says_no_is_told_plainly(status: int, said: str) -> None:
    with pytest.raises(LookupFailed, match=said):
        look_up_doi(DOI, Door("", status))


def test_a_server_that_is_not_reached_leaves_the_record_to_be_filled_in() -> None:
    class Closed(Door):
        def get(self, url: str, *, accept: Collection[str]) -> Answer:
            raise FetchRefused("api.crossref.org could not be reached: no route.")

    with pytest.raises(LookupFailed, match=r"no route\. Fill the record in by hand"):
        look_up_doi(DOI, Closed(""))


def test_a_site_may_ask_nobody(settings: Any) -> None:
    settings.STATIM_LOOKUP = {**settings.STATIM_LOOKUP, "on": False}
    door = Door(crossref())
    with pytest.raises(LookupFailed, match="by hand"):
        look_up_doi(DOI, door)
    assert vars(door)["asked"] == []


def test_a_mail_address_goes_along_where_the_site_gives_one(settings: Any) -> None:
    settings.STATIM_LOOKUP = {**settings.STATIM_LOOKUP, "mail": "desk@example.org"}
    crossrefs, pubmeds = Door(crossref()), Door(XML)
    look_up_doi(DOI, crossrefs)
    look_up_pmid(PMID, pubmeds)
    assert vars(crossrefs)["asked"][0].endswith("?mailto=desk%40example.org")
    assert vars(pubmeds)["asked"][0].endswith("&email=desk%40example.org")
    assert "mailto:desk@example.org" in fetcher().agent


def test_only_the_two_servers_are_behind_the_door() -> None:
    assert fetcher().hosts == {"api.crossref.org", "eutils.ncbi.nlm.nih.gov"}
