"""Files are read by what is in them; what cannot be read is named and the rest goes on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from statim.references.errors import UnreadableFile
from statim.references.reading import read_works

RIS = """TY  - JOUR
AU  - van Moorselaar, R. J.
AU  - Brewer, H. B., Jr.
AU  - World Health Organization,
TI  - A title that
 goes on
T2  - New England Journal of Medicine
JA  - N Engl J Med
PY  - 2019/09//
VL  - 13
IS  - 2
SP  - 3051
EP  - 3067
DO  - https://doi.org/10.1000/ABC.1
SN  - 1756-1833
AN  - 31695332
DB  - PubMed
ER  - 

TY  - BOOK
TI  - A book
SN  - 0-306-40615-2
PY  - 2001
ER  - 

TY  - JOUR
AU  - Nobody, N.
DO  - not a doi
ER  - 

TY  - JOUR
TI  - cut off
"""

NBIB = """PMID- 12345678
OWN - NLM
DP  - 2019 Sep-Oct
TI  - A trial of ketamine in
      depression.
PG  - 480-485
LID - 10.1000/x.1 [doi]
FAU - van Moorselaar, Rob J
AU  - van Moorselaar RJ
FAU - Brewer, H Bryan Jr
AU  - Brewer HB Jr
CN  - Alf-One Study Group
LA  - ger
PT  - Journal Article
PT  - Retracted Publication
DEP - 20190507
TA  - Indian J Psychiatry
JT  - Indian journal of psychiatry
VI  - 61
IP  - 5
PMC - PMC6767816
RIN - Indian J Psychiatry. 2020;62(1):1. PMID: 1

PMID- 2
TI  - Ahead.
DP  - 2023 Apr 12
PST - aheadofprint
JT  - JAMA psychiatry
"""

XML = """<?xml version="1.0"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN"
 "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_190101.dtd">
<PubmedArticleSet>
<PubmedArticle><MedlineCitation><PMID>123</PMID>
 <Article PubModel="Print-Electronic"><Journal><ISSN>1756-1833</ISSN>
  <JournalIssue><Volume>42 Suppl 2</Volume><PubDate><MedlineDate>2019 Sep-Oct</MedlineDate>
  </PubDate></JournalIssue><Title>Blood</Title><ISOAbbreviation>Blood</ISOAbbreviation></Journal>
  <ArticleTitle>CO<sub>2</sub> &amp; <i>E. coli</i> at 10<sup>9</sup>/L: &lt;5% µg.</ArticleTitle>
  <Pagination><MedlinePgn>S1-S9</MedlinePgn></Pagination>
  <ELocationID EIdType="doi">10.1000/y</ELocationID>
  <AuthorList><Author><LastName>de Magalhães</LastName><ForeName>Filipa J C</ForeName></Author>
   <Author><LastName>Brewer</LastName><ForeName>H B</ForeName><Suffix>Jr</Suffix></Author>
   <Author><CollectiveName>KADS Group</CollectiveName></Author></AuthorList>
  <Language>eng</Language>
  <PublicationTypeList><PublicationType>Journal Article</PublicationType></PublicationTypeList>
  <ArticleDate DateType="Electronic"><Year>2019</Year><Month>05</Month><Day>07</Day></ArticleDate>
 </Article>
 <CommentsCorrectionsList><CommentsCorrections RefType="ErratumIn">
  <RefSource>Blood. 2020;1:2</RefSource></CommentsCorrections></CommentsCorrectionsList>
</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="doi">10.1000/y</ArticleId>
 <ArticleId IdType="pmc">PMC77</ArticleId></ArticleIdList>
 <ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.9/no</ArticleId>
 </ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle>
<PubmedBookArticle><BookDocument><PMID>9</PMID><Book><Publisher><PublisherName>NICE</PublisherName>
 <PublisherLocation>London</PublisherLocation></Publisher><BookTitle>Depression</BookTitle>
 <PubDate><Year>2022</Year></PubDate></Book></BookDocument></PubmedBookArticle>
<PubmedArticle><MedlineCitation><PMID>5</PMID></MedlineCitation></PubmedArticle>
</PubmedArticleSet>"""

BIBTEX = r"""Notes of a librarian.
@string{jx = "Br J Psychiatry"}
@article{Smith2020,
 author = {van der Berg, Jan and {World Health Organization} and M{\"u}ller, Jr., J{\"o}rg
   and Ludwig van Beethoven and others},
 title = {The {DNA} of \textit{E. coli}: $\leq$ 5\% at 10$^{9}$/L \& CO\textsubscript{2}},
 journal = jx, pages = {1--9}, year = 2020, month = sep, doi = {10.1000/a\_b},
}
@book{broken, title = {no end}
@phdthesis{Smith2020, title = {A thesis}, school = {A University}, date = {2002-05}}
"""


def read(text: str) -> Any:
    return read_works(text.encode(), "mine.txt")


def test_ris_is_read_with_names_dates_pages_and_identifiers() -> None:
    works = read(RIS)
    assert works.format == "RIS"
    article, book = works.items
    assert article["author"] == [
        {"non-dropping-particle": "van", "family": "Moorselaar", "given": "R. J."},
        {"family": "Brewer", "given": "H. B.", "suffix": "Jr."},
        {"literal": "World Health Organization"},
    ]
    assert article["title"] == "A title that goes on"
    assert article["container-title"] == "New England Journal of Medicine"
    assert article["container-title-short"] == "N Engl J Med"
    assert (article["page"], article["issued"]) == ("3051-3067", {"date-parts": [[2019, 9]]})
    assert (article["DOI"], article["PMID"]) == ("10.1000/ABC.1", "31695332")
    assert article["ISSN"] == "1756-1833"
    assert (book["type"], book["ISBN"]) == ("book", "9780306406157")


def test_a_refused_record_is_named_with_file_line_and_reason() -> None:
    no_doi, cut_off = read(RIS).refused
    assert str(no_doi).startswith("mine.txt, line 26: ")
    assert "it has no title" in no_doi.reason
    assert "'not a doi' is no DOI" in no_doi.reason
    assert str(cut_off) == "mine.txt, line 31: the record is cut off: it has no ER"


def test_medline_format_is_read_with_ranges_groups_and_retractions() -> None:
    works = read(NBIB)
    assert works.format == "MEDLINE"
    article, ahead = works.items
    assert article["title"] == "A trial of ketamine in depression"
    assert article["author"] == [
        {"non-dropping-particle": "van", "family": "Moorselaar", "given": "Rob J"},
        {"family": "Brewer", "given": "H Bryan", "suffix": "Jr"},
        {"literal": "Alf-One Study Group"},
    ]
    assert article["issued"] == {"date-parts": [[2019, 9], [2019, 10]]}
    assert article["available-date"] == {"date-parts": [[2019, 5, 7]]}
    assert (article["DOI"], article["PMID"]) == ("10.1000/x.1", "12345678")
    assert (article["PMCID"], article["language"]) == ("PMC6767816", "ger")
    assert article["container-title-short"] == "Indian J Psychiatry"
    assert article["references"].startswith("Retraction in: Indian J Psychiatry. 2020;62(1):1.")
    assert ahead["status"] == "Epub ahead of print"


def test_pubmed_xml_is_read_with_its_inline_markup() -> None:
    works = read(XML)
    assert works.format == "PubMed XML"
    article, book = works.items
    assert article["title"] == ("CO<sub>2</sub> & <i>E. coli</i> at 10<sup>9</sup>/L: <5% µg")
    assert article["author"] == [
        {"non-dropping-particle": "de", "family": "Magalhães", "given": "Filipa J C"},
        {"family": "Brewer", "given": "H B", "suffix": "Jr"},
        {"literal": "KADS Group"},
    ]
    assert article["issued"] == {"date-parts": [[2019, 9], [2019, 10]]}
    assert article["available-date"] == {"date-parts": [[2019, 5, 7]]}
    assert (article["DOI"], article["PMCID"]) == ("10.1000/y", "PMC77")
    assert article["references"] == "Erratum in: Blood. 2020;1:2"
    assert (book["type"], book["publisher"], book["PMID"]) == ("book", "NICE", "9")
    assert [str(r) for r in works.refused] == ["mine.txt, record 3 (PMID 5): it has no title"]


def test_bibtex_is_read_with_accents_braces_and_the_rest_goes_on() -> None:
    works = read(BIBTEX)
    assert works.format == "BibTeX"
    article, thesis = works.items
    assert article["title"] == (
        "The DNA of <i>E. coli</i>: ≤ 5% at 10<sup>9</sup>/L & CO<sub>2</sub>"
    )
    assert article["author"] == [
        {"non-dropping-particle": "van der", "family": "Berg", "given": "Jan"},
        {"literal": "World Health Organization"},
        {"family": "Müller", "given": "Jörg", "suffix": "Jr."},
        {"non-dropping-particle": "van", "family": "Beethoven", "given": "Ludwig"},
    ]
    assert article["custom"] == {"et_al": True}
    assert (article["page"], article["container-title"]) == ("1-9", "Br J Psychiatry")
    assert article["issued"] == {"date-parts": [[2020, 9]]}
    assert article["DOI"] == "10.1000/a_b"
    assert (thesis["type"], thesis["genre"]) == ("thesis", "dissertation")
    assert thesis["issued"] == {"date-parts": [[2002, 5]]}
    assert len(works.refused) == 1
    assert str(works.refused[0]).startswith("mine.txt, line 9: it is no BibTeX entry")


def test_csl_json_is_read_and_its_bad_records_are_named() -> None:
    records = [
        {"type": "article-journal", "title": "A", "author": [{"family": "B", "given": ""}]},
        {"type": "journal", "title": "B"},
        "no object",
        {"type": "book", "title": {"no": "text"}},
        {"type": "book", "title": "C", "ISBN": "9780306406158"},
        {"type": "webpage", "title": "D", "URL": "javascript:alert(1)"},
    ]
    works = read(json.dumps(records))
    assert works.items == ({"type": "article-journal", "title": "A", "author": [{"family": "B"}]},)
    assert [r.where for r in works.refused] == [f"record {n}" for n in range(2, 7)]
    assert "'journal' is no type of CSL" in works.refused[0].reason
    assert "is no ISBN" in works.refused[3].reason
    assert "is no web address" in works.refused[4].reason


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("BOOK", "book"), ("CHAP", "chapter"), ("RPRT", "report"), ("THES", "thesis"),
        ("ELEC", "webpage"), ("CONF", "paper-conference"), ("DATA", "dataset"),
        ("UNPB", "article"), ("NEWS", "article-newspaper"), ("HUH", "document"),
    ],
)  # fmt: skip
def test_every_kind_of_work_has_its_type(kind: str, type_: str) -> None:
    assert read(f"TY  - {kind}\nTI  - T\nER  - \n").items[0]["type"] == type_


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"Dear all, see attached.", "neither CSL-JSON"),
        (b"TY  - JOUR\nTI  - caf\xe9\nER  - \n", "line 2: not UTF-8"),
        (b"PK\x03\x04\x00\x00", "zero bytes"),
    ],
)
def test_a_file_of_no_format_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason) as refused:
        read_works(data, "mine.bin")
    assert "mine.bin" in str(refused.value)


def test_broken_json_and_xml_are_refused_at_their_line() -> None:
    assert read('[{"title": "A"},\n oops]').refused[0].where == "line 2"
    assert read("<PubmedArticleSet>\n<b>").refused[0].where == "line 2"
    assert "not PubMed's" in read("<html><p>x</p></html>").refused[0].reason


def test_xml_entities_are_never_expanded() -> None:
    bomb = (
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>'
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>"
        "<ArticleTitle>&a;&b;</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
        "</PubmedArticleSet>"
    )
    works = read(bomb)
    assert works.items == ()
    assert "entities" in works.refused[0].reason


def test_wide_text_and_windows_lines_are_read() -> None:
    assert len(read_works(RIS.encode("utf-16"), "x").items) == 2
    assert len(read_works(RIS.replace("\n", "\r\n").encode("utf-8-sig"), "x").items) == 2
