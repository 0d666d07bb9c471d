"""The code of a copy: short, typed by people, and never that of another edition by mistake."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statim.editions.check_code import ALPHABET, NotACode, code_of, hashes_of

digests = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(digests)
def test_a_code_leads_back_to_its_hash(digest: str) -> None:
    first, last = hashes_of(code_of(digest))
    assert first <= digest <= last
    assert int(last, 16) - int(first, 16) == 2**201 - 1  # 55 of 256 bits are told


def test_a_code_is_as_it_was_on_the_day_it_was_first_printed() -> None:
    """Printed codes lie about for years: what they are made of must not change."""
    digest = sha256(b"an edition").hexdigest()
    assert digest.startswith("899bedac16f7")
    assert code_of(digest) == "H6DY-VB0P-YYYF"


@given(digests, st.data())
def test_one_mistyped_letter_is_noticed(digest: str, data: st.DataObject) -> None:
    code = code_of(digest).replace("-", "")
    place = data.draw(st.integers(0, 11))
    other = data.draw(st.sampled_from([c for c in ALPHABET if c != code[place]]))
    with pytest.raises(NotACode, match="mistyped"):
        hashes_of(code[:place] + other + code[place + 1 :])


def test_what_the_eye_confuses_is_read_as_what_was_meant() -> None:
    code = code_of("1" + "0" * 63)
    assert code.startswith("20")
    typed = code.lower().replace("0", "o").replace("-", " ")
    assert hashes_of(typed) == hashes_of(code)


@pytest.mark.parametrize(
    ("typed", "why"),
    [("", "12 letters"), ("ABC", "this has 3"), ("7K2M-Q9XF-4TBU", "U stands in no code"),
     ("é" * 12, "stands in no code"), ("٣" * 12, "stands in no code"), ("A" * 5000, "5000")],
)  # fmt: skip
def test_what_is_no_code_is_refused_with_the_reason(typed: str, why: str) -> None:
    with pytest.raises(NotACode, match=why):
        hashes_of(typed)
