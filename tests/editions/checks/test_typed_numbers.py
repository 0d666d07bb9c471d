"""A statement that leans on a comparison and says otherwise is found; one that agrees is not."""

from __future__ import annotations

from datetime import date

import pytest

from statim.editions.document import Document, Statement
from statim.editions.quality import OTHER_NUMBER, findings_of
from statim.topics.freeze import freeze
from tests.compared import compared, manuscript
from tests.documents import says

LINK = ' (<a href="#s-bcg-tb">the trials</a>)'  # RR 0.49 (0.34 to 0.70), p < 0.001, I² 92 %


def leaning(words: str, *, certainty: str | None = None, linked: bool = True) -> Statement:
    html = f"{words}{LINK if linked else ''}"
    text = f"{words}{' (the trials)' if linked else ''}"
    return says("a", text, html=html, certainty=certainty)


def found(statement: Statement, **fields: object) -> list[str]:
    page: Document = freeze(manuscript(statement, compared(**fields)))
    said = findings_of(page, known=set(), today=date(2026, 1, 1))
    return [one.what for one in said if one.kind == OTHER_NUMBER]


@pytest.mark.parametrize(("words", "said"), [
    ("RR 0.39", "0.39 for the estimate; the comparison gives 0.49"),
    ("a risk ratio of 0.59", "0.59 for the estimate"),
    ("relative risk = 0.490", "0.490 for the estimate; the comparison gives 0.489"),
    ("Relative risk 0.49, once or 3 times", ""),
    ("RR 0.5", ""),
    ("risk ratio 0.49 (95% CI 0.34 to 0.70)", ""),
    ("0.49 (95 % CI, 0.34\u20130.80)", "0.80 for the upper limit"),
    ("I² = 92%", ""),
    ("I2 45 %", "45 for I²"),
    ("13 trials agree", ""),
    ("12 randomised controlled trials agree", "12 for the number of studies"),
    ("p < 0.001", ""),
    ("p = 0.04", "0.04 for p"),
    ("P > 0.05", "p > 0.05"),
    ("It lowers tuberculosis significantly", ""),
    ("It was not statistically significant", "the comparison's interval excludes no effect"),
    ("a trend that did not reach significance", "the comparison's interval excludes no effect"),
    ("It raises the risk of tuberculosis", "the comparison's estimate lies below no effect"),
    ("It reduces tuberculosis", ""),
    ("It raises the appetite", ""),
    ("The trials favour BCG vaccine", ""),
    ("The trials are in favour of no vaccine", "the comparison favours BCG vaccine"),
])  # fmt: skip
def test_what_a_statement_says_otherwise_is_found(words: str, said: str) -> None:
    told = found(leaning(words))
    assert (len(told) == 1 and said in told[0]) if said else told == []


def test_significant_is_found_where_the_interval_includes_no_effect() -> None:
    told = found(leaning("The difference is significant"), studies=1)
    assert told == ["it says “significant”, and the comparison's interval includes no effect"]


def test_a_statement_that_leans_on_nothing_is_left_alone() -> None:
    assert found(leaning("RR 0.39, not significant", linked=False)) == []


def test_numbers_that_are_filled_in_are_not_looked_at() -> None:
    html = 'Risk <data value="bcg-tb effect">RR 9.99</data>.'
    assert found(says("a", "Risk RR 9.99.", html=html)) == []


def test_another_certainty_than_the_comparisons_is_found() -> None:
    told = found(leaning("It lowers tuberculosis", certainty="high"))
    assert told == ["its certainty is high, that of the comparison moderate"]


def test_a_comparison_and_what_leans_on_it_need_no_citation_more() -> None:
    page = freeze(manuscript())
    kinds = [one.kind for one in findings_of(page, known=set(), today=date(2026, 1, 1))]
    assert "uncited statement" not in kinds
