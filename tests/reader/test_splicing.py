"""Pieces put together are the page, to the byte, however they were compressed."""

from __future__ import annotations

import gzip
import zlib

from hypothesis import given
from hypothesis import strategies as st

from statim.editions.document import Section, statements_of
from statim.editions.html import article
from statim.reader.note_places import with_places
from statim.reader.splicing import cut, joined, place, places_in, spliced
from tests.documents import page, says

WORDS = st.text(st.characters(blacklist_characters="\x00", blacklist_categories=("Cs",)))


@given(st.lists(WORDS, min_size=1, max_size=8), st.lists(st.binary(max_size=300)), st.data())
def test_any_page_with_any_pieces_is_the_same_compressed_and_plain(
    runs: list[str], extra: list[bytes], data: st.DataObject
) -> None:
    names = [f"p{n}" for n in range(len(runs) - 1)]
    text = runs[0] + "".join(place(n) + run for n, run in zip(names, runs[1:], strict=True))
    used = data.draw(st.sets(st.sampled_from(names))) if names else set()
    pieces = {name: b"".join(extra) + name.encode() for name in used}
    expected = runs[0].encode()
    for name, run in zip(names, runs[1:], strict=True):
        expected += pieces.get(name, b"") + run.encode()
    made = cut(text, frozenset(used))
    assert joined(made, pieces) == expected
    assert gzip.decompress(spliced(made, pieces)) == expected


def test_a_piece_larger_than_a_stored_block_goes_through() -> None:
    piece = bytes(range(256)) * 1000
    made = cut(f"a{place('x')}b", frozenset({"x"}))
    assert gzip.decompress(spliced(made, {"x": piece})) == b"a" + piece + b"b"


def test_a_damaged_page_is_found_by_the_checksum() -> None:
    made = cut(f"before{place('x')}after", frozenset({"x"}))
    data = bytearray(spliced(made, {"x": b"mine"}))
    data[data.index(b"mine")] ^= 1
    try:
        gzip.decompress(bytes(data))
    except (zlib.error, gzip.BadGzipFile):
        return
    raise AssertionError("a fault put in was not found")


def test_every_statement_of_an_article_has_a_place_and_nothing_else_changes() -> None:
    deep = says("deep", "deep", html='deep <a href="#s-x">self</a>')
    document = page(
        Section(heading="", statements=(says("para", "a paragraph", kind="paragraph"),)),
        Section(heading="H", statements=(says("one", "one", says("two", "two", deep)),)),
    )
    html = article(document, digest="0", bibliography=())
    marked = with_places(html, place=place, beside=lambda name: f"[{name}]", top="top")
    ids = {s.id for s in statements_of(document)}
    assert places_in(marked) == ids | {"top"}
    assert marked.index(place("top")) < marked.index('class="topic-body"')
    assert f"</p>{place('para')}" in marked, "a note stands after a paragraph, never in it"
    plain = marked
    for name in (*ids, "top"):
        plain = plain.replace(place(name), "").replace(f"[{name}]", "")
    assert plain == html
