"""Markdown, JATS, RIS, BibTeX and CSL-JSON: what they say, and that others can read them.

The DTDs of JATS are NLM's (public domain), as the npm package @jats4r/dtds carries them.
`tests/setup` puts it where these tests look.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace

import pytest
from django.test import Client
from lxml import etree

from statim.interop.bibliography.write import FORMATS, page, references
from statim.interop.door.shown import Shown
from statim.interop.jats.write import jats
from statim.interop.markdown.write import llms_txt, topic_markdown
from statim.references.notices import Notice
from statim.references.reading import read_works
from tests.conftest import ROOT
from tests.documents import article, says
from tests.documents import page as drawn
from tests.interop.coded import publish_coded, retract
from tests.interop.samples import HOUSE, hostile, whole

DTD = "schema/1.3/JATS-archivearticle1-3.dtd"
PUBLISHED = "2026-11-23T10:00:00Z"
RETRACTED = Notice(kind="retraction", doi="10.1/x", day="2026-01-02", source="A list")


@pytest.fixture(scope="module")
def dtd() -> etree.DTD:
    """JATS archiving 1.3."""
    file = ROOT / "build" / "node_modules" / "@jats4r" / "dtds" / DTD
    if not file.exists():
        if os.environ.get("CI"):
            pytest.fail("the JATS DTDs are not here: tests/setup")
        pytest.skip("NOT VALIDATED AS JATS: tests/setup brings the DTDs")
    return etree.DTD(str(file))


def shown(**said: object) -> Shown:
    document = whole()
    return replace(Shown(document=document, digest="a" * 64, current=document.number), **said)


def parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(load_dtd=False, no_network=True))


def test_jats_is_valid_whatever_the_texts(dtd: etree.DTD) -> None:
    key = str(whole().references[0]["id"])
    document, house = hostile()
    odd = Shown(document=document, digest="b" * 64, current=document.number + 1)
    bare = Shown(document=replace(drawn(), published=PUBLISHED), digest="c" * 64, current=0)
    marked = shown(notices={key: (RETRACTED,)}, overdue="2026-01-01")
    for one, site in ((shown(), HOUSE), (marked, HOUSE), (odd, house), (bare, HOUSE)):
        root = parsed(jats(one, site))
        assert dtd.validate(root), dtd.error_log.filter_from_errors()


def test_the_dtd_refuses_what_is_wrong(dtd: etree.DTD) -> None:
    root = parsed(jats(shown(), HOUSE))
    root.find("front").append(etree.Element("body"))
    assert not dtd.validate(root)


def test_jats_keeps_levels_citations_nesting_and_marks() -> None:
    statement = says(
        "s1", "H2O lasts", says("s2", "A nested one"), cites=[("a", "p. 2")],
        html='H<sub>2</sub>O <strong>lasts</strong><cite data-cites="0"></cite>',
    )  # fmt: skip
    document = drawn(references=[article("a", "A trial", DOI="10.1/x")])
    document = replace(
        document,
        published=PUBLISHED,
        sections=(replace(whole().sections[0], statements=(statement,)),),
    )
    one = Shown(document=document, digest="a" * 64, current=1, overdue="2026-01-01",
                notices={"a": (RETRACTED,)})  # fmt: skip
    root = parsed(jats(one, HOUSE))
    item = root.find(".//list-item[@id='s-s1']")
    words = item.find("p/styled-content")
    assert words.find("sub").text == "2"
    assert "".join(words.itertext()) == "H2O lasts (1: p. 2)"
    assert words.find("xref").get("rid") == "ref-1"
    assert item.find("p/bold").text == "[Retracted]"
    assert item.find("list/list-item").get("id") == "s-s2"
    said = {m.findtext("meta-name"): m.findtext("meta-value") for m in root.iter("custom-meta")}
    assert said["overdue"] == "yes"
    assert said["sha-256"] == "a" * 64
    assert root.findtext(".//pub-id[@pub-id-type='doi']") == "10.1/x"
    assert "Retracted. 2026-01-02" in root.findtext(".//element-citation/comment")


@pytest.mark.parametrize("ending", FORMATS)
def test_references_and_the_page_itself_are_read_back_with_their_marks(ending: str) -> None:
    key = str(whole().references[0]["id"])
    marked = shown(notices={key: (RETRACTED,)}, overdue="2026-01-01")
    listed = read_works(references(marked, ending), "a file")
    titled = [item for item in whole().references if item["title"]]
    assert [item["title"] for item in listed.items] == [item["title"] for item in titled]
    assert "Retracted. 2026-01-02" in references(marked, ending).decode()
    (own,) = read_works(page(marked, HOUSE, ending), "a file").items
    assert own["title"] == whole().topic.title
    assert own["URL"].endswith("/editions/3/")
    said = page(marked, HOUSE, ending).decode()
    assert "Review overdue since 2026-01-01" in said
    assert "a" * 64 in said


def test_markdown_says_marks_ids_and_citations_and_hostile_text_stays_text() -> None:
    key = str(whole().references[0]["id"])
    text = topic_markdown(shown(notices={key: (RETRACTED,)}, overdue="2026-01-01"), HOUSE).decode()
    assert text.startswith("# Asthma & wheeze\n")
    assert "> **Review overdue since 2026-01-01.**" in text
    assert "{#s-" in text
    assert "**\\[Retracted\\]**" in text
    document, house = hostile()
    text = topic_markdown(Shown(document=document, digest="b" * 64, current=1), house).decode()
    assert "<script" not in text.replace("\\<", "")


def test_llms_txt_begins_as_its_proposal_wants() -> None:
    lines = llms_txt(HOUSE, [("psychiatry", "Psychiatry", 3)]).splitlines()
    assert lines[0].startswith("# ")
    assert lines[2].startswith("> ")
    assert f"- [Psychiatry]({HOUSE.url}/browse/psychiatry/): 3" in lines


@pytest.mark.usefixtures("world")
def test_files_carry_the_edition_in_their_headers_and_follow_moves_and_withdrawals(
    client: Client,
) -> None:
    publish_coded("2026-01-10")
    retract("10.1192/bjp.2023.79")
    for ending in (".md", ".jats.xml", "/references.ris", "/references.bib", "/citation.csl.json"):
        answer = client.get(f"/topics/mode-of-action{ending}")
        assert answer.status_code == 200
        assert answer["Statim-Edition"] == "2"
        assert answer["Statim-Overdue"] == "yes"
        assert answer["Statim-Retracted"] == "1"
        again = client.get(
            f"/topics/mode-of-action{ending}", headers={"If-None-Match": answer["ETag"]}
        )
        assert again.status_code == 304
        gone = client.get(f"/topics/ketamine-and-ect{ending}")
        assert (gone.status_code, gone["Content-Type"]) == (410, "application/problem+json")
        moved = client.get(f"/topics/ketamine-side-effects{ending}")
        assert moved["Location"] == f"/topics/adverse-effects{ending}"
    older = client.get("/topics/mode-of-action/editions/1.md").content.decode()
    assert "Superseded: this is edition 1; edition 2 is current" in older
    assert "195967001" in json.dumps(client.get("/topics/mode-of-action.json").json())
