"""A work is found by the beginning of any of its words, as somebody types."""

from __future__ import annotations

from typing import Any

import pytest

from statim.audit.actor import OPERATOR
from statim.references.actions import edit_work, keep_works, mark_of, replace_notices
from statim.references.finding import find_works
from statim.references.notices import Notice
from statim.references.queries import work
from statim.references.words import short_name, terms_of

pytestmark = pytest.mark.django_db

LIBRARY: list[dict[str, Any]] = [
    {"type": "article-journal", "title": "Ketamine and depression: a <i>narrative</i> review",
     "author": [{"family": "Corriger", "given": "A"}, {"family": "Pickering", "given": "G"}],
     "container-title": "Drug Des Devel Ther", "issued": {"date-parts": [[2019]]},
     "DOI": "10.2147/DDDT.S221437", "PMID": "31695332", "page": "3051-3067"},
    {"type": "article-journal", "title": "Corriger on everything", "page": "1",
     "author": [{"family": "Müller-Lüdenscheidt", "given": "B"}],
     "container-title": "BMJ", "issued": {"date-parts": [[2021]]}},
    {"type": "report", "title": "Statement on ketamine to treat depression",
     "author": [{"literal": "Royal College of Psychiatrists"}],
     "issued": {"date-parts": [[2017, 2]]}},
    {"type": "article-journal", "title": "Ketamine for the very young", "page": "9",
     "author": [{"family": "Kett", "given": "C"}], "container-title": "JAMA",
     "issued": {"date-parts": [[2023]]}},
]  # fmt: skip


@pytest.fixture(autouse=True)
def _library(db: None) -> None:
    keep_works(LIBRARY, by=OPERATOR)


def found(query: str) -> list[str]:
    return [one.key for one in find_works(query)]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("Corriger", ["corriger2019", "mullerludenscheidt2021"]),
        ("corr 2019", ["corriger2019"]),
        ("pickering", ["corriger2019"]),
        ("narr depr", ["corriger2019"]),
        ("ketamine depression 2017", ["royalcollegeofpsychiatrists2017"]),
        ("college", ["royalcollegeofpsychiatrists2017"]),
        ("MÜLLER", ["mullerludenscheidt2021"]),
        ("ludensch", ["mullerludenscheidt2021"]),
        ("31695332", ["corriger2019"]),
        ("PMID: 31695332", ["corriger2019"]),
        ("https://pubmed.ncbi.nlm.nih.gov/31695332/", ["corriger2019"]),
        ("10.2147/dddt.s221437", ["corriger2019"]),
        ("https://doi.org/10.2147/DDDT.S221437", ["corriger2019"]),
        ("doi:10.2147/dd", ["corriger2019"]),
        ("corriger2019", ["corriger2019"]),
        ("bmj 2021", ["mullerludenscheidt2021"]),
        ("statement on ketamine to treat", ["royalcollegeofpsychiatrists2017"]),
        ("ket", ["kett2023", "corriger2019", "royalcollegeofpsychiatrists2017"]),
        ("the", ["corriger2019"]),
        ("corriger 2018", []),
        ("zzz", []),
        ("", []),
        ("%", []),
        ("_", []),
        ("% _ ' \" \\ )", []),
        ("k" * 5000, []),
    ],
)
def test_by_author_title_year_journal_and_identifier(query: str, keys: list[str]) -> None:
    assert found(query) == keys


def test_no_word_is_a_pattern() -> None:
    keep_works([{"type": "book", "title": "About 100%_sure things", "DOI": "10.1000/a_b%c"}],
               by=OPERATOR)  # fmt: skip
    assert found("10.1000/a_b") == ["about nd".replace(" ", "")]
    assert found("10.1000/axb") == []


def test_a_changed_record_is_found_by_its_new_words_and_no_longer_by_the_old() -> None:
    before = work("kett2023")
    after = {**before, "title": "Esketamine in infancy"}
    edit_work("kett2023", after, seen=mark_of(before), by=OPERATOR)
    assert found("infancy") == ["kett2023"]
    assert found("very young") == []


def test_a_work_that_is_completed_is_found_by_what_it_gained() -> None:
    keep_works([{**LIBRARY[3], "PMID": "777"}], by=OPERATOR)
    assert found("pmid 777") == ["kett2023"]


def test_what_is_found_says_what_stands_against_it() -> None:
    notice = Notice(kind="retraction", doi="10.2147/dddt.s221437", day="2024-01-02")
    replace_notices([notice], source="A list", by=OPERATOR)
    one = find_works("corr 2019")[0]
    assert (one.name, one.notices[0].kind, one.doubtful) == ("Corriger 2019", "retraction", False)


def test_a_broad_word_finds_the_first_authors_before_titles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from statim.references import finding

    monkeypatch.setattr(finding, "BROAD", 2)
    assert found("k")[0] == "kett2023"
    assert found("ket college 2017") == ["royalcollegeofpsychiatrists2017"]


@pytest.mark.parametrize(
    ("item", "name"),
    [
        (LIBRARY[0], "Corriger 2019"),
        (LIBRARY[2], "Royal College of Psychiatrists 2017"),
        ({"title": "On <i>E. coli</i> in the tap water of a very large number of towns"},
         "On E. coli in the tap water of a very large … n.d."),
        ({"custom": {"raw": "See the BNF."}}, "See the BNF. n.d."),
    ],
)  # fmt: skip
def test_a_work_has_a_short_name(item: dict[str, Any], name: str) -> None:
    assert short_name(item) == name


def test_at_most_eight_terms_are_looked_for() -> None:
    assert len(terms_of(" ".join(f"w{n}" for n in range(5000)))) == 8
