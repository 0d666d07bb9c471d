"""Absolute effects, numbers needed to treat, derived SDs, and GRADE's certainty."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statim.evidence.absolute import absolute_effects, risk_with
from statim.evidence.analysis import analyse
from statim.evidence.certainty import (
    DOWN,
    OBSERVATIONAL,
    TRIALS,
    Assessment,
    Judgement,
    certainty,
    finding,
)
from statim.evidence.derived import (
    NotDerivable,
    from_difference_interval,
    from_difference_se,
    from_interval,
    from_p,
    from_standard_error,
)
from statim.evidence.errors import WrongData, WrongMethod
from tests.evidence.drawn import bcg, compare, said, share


def test_a_risk_ratio_becomes_people_of_a_thousand() -> None:
    found = absolute_effects(analyse(compare("RR", [said(0.5, 0.4, 0.625)])), (0.1, 0.02))
    first, second = found
    assert (round(first.without), round(first.with_treatment)) == (100, 50)
    assert (round(first.fewer_lower, 1), round(first.fewer_upper, 1)) == (37.5, 60.0)
    assert first.nnt_words == "20 treated for one event fewer (from 17 to 27)"
    assert second.nnt == pytest.approx(100)


def test_an_interval_through_no_difference_says_so_in_both_directions() -> None:
    (found,) = absolute_effects(analyse(compare("RR", [said(0.8, 0.5, 1.28)])), (0.1,))
    assert found.nnt_words == (
        "50 treated for one event fewer (from 20 for one fewer through no difference to 36 for "
        "one more)"
    )


def test_harm_is_said_as_more() -> None:
    (found,) = absolute_effects(analyse(compare("OR", [said(2.0, 1.5, 8 / 3)])), (0.1,))
    assert found.fewer < 0
    assert "for one event more" in found.nnt_words


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["RR", "OR", "HR"]), st.floats(0.05, 20), st.floats(0.001, 0.999))
def test_a_risk_stays_a_risk_and_goes_the_way_of_the_effect(
    measure: str, effect: float, baseline: float
) -> None:
    risk = risk_with(measure, effect, baseline)
    assert 0 <= risk <= 1
    assert (risk - baseline) * (effect - 1) >= -1e-12


def test_baselines_and_measures_without_meaning_are_refused() -> None:
    with pytest.raises(WrongMethod, match="25 is not between 0 and 1"):
        absolute_effects(analyse(bcg()), (25,))
    with pytest.raises(WrongMethod, match="says nothing on the number of people"):
        absolute_effects(analyse(compare("PLO", [share(3, 40)])), (0.1,))


def test_a_standard_deviation_is_derived_by_the_handbooks_rules() -> None:
    assert from_standard_error(0.5, 100).sd == pytest.approx(5)
    # 6.5.2.2: 95 % interval 30.0 to 34.2 of 25 people is 4.2 / (2 × 2.064) × 5 = 5.09
    assert from_interval(30.0, 34.2, 25).sd == pytest.approx(5.09, abs=0.005)
    assert from_difference_se(1.0, 50, 50).sd == pytest.approx(5)
    # 6.5.2.3: difference 3.8, p = 0.008, 25 and 22 people: t 2.78, SE 1.37, SD 4.69
    assert from_p(3.8, 0.008, 25, 22).sd == pytest.approx(4.69, abs=0.01)
    assert "p = 0.008 (Handbook 6.5.2.3)" in from_p(3.8, 0.008, 25, 22).rule


@settings(max_examples=50, deadline=None)
@given(st.floats(0.1, 50), st.integers(2, 300), st.integers(2, 300))
def test_each_rule_gives_back_the_deviation_that_made_the_number(
    sd: float, n: int, other: int
) -> None:
    from statim.evidence.distributions import t_quantile, two_sided

    se, df = sd * (1 / n + 1 / other) ** 0.5, n + other - 2
    reach = t_quantile(0.975, n - 1) * sd / n**0.5
    assert from_interval(10 - reach, 10 + reach, n).sd == pytest.approx(sd)
    wide = t_quantile(0.975, df) * se
    assert from_difference_interval(-wide, wide, n, other).sd == pytest.approx(sd)
    assert from_p(2 * se, two_sided(2, df), n, other).sd == pytest.approx(sd, rel=1e-6)


def test_what_gives_no_deviation_is_refused() -> None:
    for refused in (
        lambda: from_standard_error(-1, 20),
        lambda: from_standard_error(1, 1),
        lambda: from_interval(3, 2, 20),
        lambda: from_interval(2, 3, 20, level=95),
        lambda: from_p(0, 0.4, 20, 20),
        lambda: from_p(1, 0, 20, 20),
    ):
        with pytest.raises(NotDerivable):
            refused()


def judged(*domains: tuple[str, int], reason: str = "wide interval") -> tuple[Judgement, ...]:
    return tuple(Judgement(domain=d, levels=n, reason=reason) for d, n in domains)


def test_trials_start_high_and_each_judgement_takes_its_levels() -> None:
    assert certainty(Assessment(design=TRIALS)).level == "high"
    found = certainty(Assessment(design=TRIALS, down=judged(("imprecision", 1))))
    assert found.level == "moderate"
    assert found.reasons == ("Rated down one level for imprecision: wide interval",)
    assert set(found.open) == set(DOWN) - {"imprecision"}
    worst = judged(("imprecision", 2), ("risk of bias", 2))
    assert certainty(Assessment(design=TRIALS, down=worst)).level == "very low"


def test_other_studies_start_low_and_can_be_rated_up() -> None:
    assert certainty(Assessment(design=OBSERVATIONAL)).level == "low"
    up = judged(("large effect", 2))
    assert certainty(Assessment(design=OBSERVATIONAL, up=up)).level == "high"


def test_grade_is_not_bent() -> None:
    for wrong, why in (
        (Assessment(design="a hunch"), "not one of the two kinds"),
        (Assessment(design=TRIALS, down=judged(("luck", 1))), "is not one of risk of bias"),
        (Assessment(design=TRIALS, down=judged(("imprecision", 3))), "3 is not 0 to 2"),
        (Assessment(design=TRIALS, down=judged(("imprecision", 1), reason=" ")), "its reason"),
        (
            Assessment(design=TRIALS, down=judged(("imprecision", 1), ("imprecision", 1))),
            "judged twice",
        ),
        (
            Assessment(
                design=OBSERVATIONAL,
                down=judged(("imprecision", 1)),
                up=judged(("large effect", 1)),
            ),
            "only evidence that was not rated down",
        ),
    ):
        with pytest.raises(WrongData, match=why):
            certainty(wrong)


def test_a_row_of_findings_takes_its_numbers_from_the_analysis() -> None:
    found = analyse(bcg())
    row = finding(
        "Tuberculosis", found, absolute_effects(found, (0.02,)), Assessment(design=TRIALS),
        people=357_347,
    )  # fmt: skip
    assert row.relative == "RR 0.49 (0.34 to 0.70)"
    assert row.studies == 13
    assert round(row.absolute[0].with_treatment) == 10
