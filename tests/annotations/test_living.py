"""Plain text goes through unchanged; only addresses and telephone numbers come alive."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statim.annotations.living import found, to_html


def addresses(text: str) -> list[str]:
    return [live.address for live in found(text)]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Ring 020 7946 0018 now", "tel:+44-20-7946-0018"),
        ("07700 900123", "tel:+44-7700-900123"),
        ("(0161) 496 0000", "tel:+44-161-496-0000"),
        ("0300 123 4567 ext 22", "tel:+44-300-123-4567;ext=22"),
        ("+1 212 736 5000", "tel:+1-212-736-5000"),
        ("see https://bnf.nice.org.uk/drugs/ketamine/.", "https://bnf.nice.org.uk/drugs/ketamine/"),
        ("www.nice.org.uk/guidance/cg90, and", "https://www.nice.org.uk/guidance/cg90"),
        ("ward@example.org", "mailto:ward@example.org"),
    ],
)
def test_what_leads_somewhere_is_a_link(text: str, address: str) -> None:
    assert addresses(text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "ISBN 0-306-40615-2", "PMID 31234567", "0.5 mg/kg", "2019;61(5):480-485", "28/02/2026",
        "javascript:alert(1)", "data:text/html,x", "ftp://example.org/x", "file:///etc/passwd",
        "bleep 1234", "NHS number 0306406152",
    ],
)  # fmt: skip
def test_what_does_not_is_left_alone(text: str) -> None:
    assert addresses(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<svg/onload=alert(1)>",
        'https://example.org/"onmouseover="alert(1)', "https://example.org/<b>", "&lt;b&gt;",
        "javascript://%0aalert(1)", "http://javascript:alert(1)@example.org",
    ],
)  # fmt: skip
def test_hostile_text_stays_text(text: str) -> None:
    html = to_html(text)
    assert not re.search(r"<(?!/?a[ >]|br>)", html)
    assert unescape(re.sub(r"<[^>]+>", "", html)) == text
    assert not re.search(r"<a [^>]*\son", html)
    assert not re.search(r'href="(?!https?:|mailto:|tel:)', html)


@given(st.text(max_size=200))
def test_every_word_goes_through_unchanged(text: str) -> None:
    plain = re.sub(r"<br>", "\n", to_html(text))
    assert unescape(re.sub(r"<a [^>]*>|</a>", "", plain)) == unescape(text) or text not in plain
    tags = set(re.findall(r"<(/?[a-z]+)", to_html(text)))
    assert tags <= {"a", "/a", "br"}
