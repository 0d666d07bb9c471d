"""Rules of pooling that hold for any data, and those that are stated in words."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statim.evidence.analysis import analyse
from statim.evidence.comparison import Comparison
from statim.evidence.errors import NotEstimable, WrongMethod
from statim.evidence.method import Method
from tests.evidence.drawn import BCG, bcg, compare, counts, means, r, said, share

COMMON = Method(model="common")
MH = Method(model="common", weights="Mantel-Haenszel")
PETO = Method(model="common", weights="Peto")

effects = st.lists(
    st.tuples(st.floats(-3, 3), st.floats(0.05, 2)), min_size=2, max_size=12
)  # estimates and standard errors


def of_effects(pairs: list[tuple[float, float]], shift: float = 0, factor: float = 1) -> Comparison:
    return compare(
        "MD",
        [
            said(
                factor * y + shift,
                factor * y + shift - 1.959963984540054 * factor * se,
                factor * y + shift + 1.959963984540054 * factor * se,
            )
            for y, se in pairs
        ],
    )


@pytest.mark.parametrize("tau2", ["DL", "PM", "REML"])
@settings(max_examples=40, deadline=None)
@given(effects)
def test_moving_all_effects_moves_the_estimate_and_nothing_else(
    tau2: str, pairs: list[tuple[float, float]]
) -> None:
    method = Method(tau2=tau2)
    here, there = analyse(of_effects(pairs), method), analyse(of_effects(pairs, 5), method)
    assert there.pooled.estimate == pytest.approx(here.pooled.estimate + 5, abs=1e-5)
    assert there.pooled.se == pytest.approx(here.pooled.se, rel=1e-4)
    assert there.heterogeneity.i2 == pytest.approx(here.heterogeneity.i2, abs=0.05)


@pytest.mark.parametrize("tau2", ["DL", "PM", "REML"])
@settings(max_examples=40, deadline=None)
@given(effects)
def test_another_unit_changes_the_estimate_by_its_factor(
    tau2: str, pairs: list[tuple[float, float]]
) -> None:
    method = Method(tau2=tau2)
    here, there = analyse(of_effects(pairs), method), analyse(of_effects(pairs, 0, 100), method)
    assert there.pooled.estimate == pytest.approx(100 * here.pooled.estimate, rel=1e-4, abs=1e-4)
    assert there.heterogeneity.tau2 == pytest.approx(
        10_000 * here.heterogeneity.tau2, rel=1e-3, abs=1e-4
    )
    assert there.heterogeneity.i2 == pytest.approx(here.heterogeneity.i2, abs=0.05)


@settings(max_examples=40, deadline=None)
@given(effects.flatmap(lambda pairs: st.tuples(st.just(pairs), st.permutations(pairs))))
def test_the_order_of_studies_does_not_matter(
    both: tuple[list[tuple[float, float]], list[tuple[float, float]]],
) -> None:
    here, there = (analyse(of_effects(pairs)) for pairs in both)
    assert there.pooled.estimate == pytest.approx(here.pooled.estimate, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(effects)
def test_what_must_hold_of_every_analysis(pairs: list[tuple[float, float]]) -> None:
    found = analyse(of_effects(pairs), Method(interval="HKSJ with guard"))
    common = analyse(of_effects(pairs), COMMON)
    normal = analyse(of_effects(pairs))
    values = [study.estimate or 0.0 for study in found.studies]
    spread = found.heterogeneity
    assert min(values) - 1e-9 <= found.pooled.estimate <= max(values) + 1e-9
    assert sum(study.weight or 0 for study in found.studies) == pytest.approx(100)
    assert found.pooled.lower < found.pooled.estimate < found.pooled.upper
    assert normal.pooled.se >= common.pooled.se - 1e-12  # random is never surer than common
    assert found.pooled.se >= normal.pooled.se - 1e-12  # the guard
    assert 0 <= spread.i2 < 100
    assert spread.tau2_lower is not None
    assert spread.tau2_upper is not None
    assert 0 <= spread.tau2_lower <= spread.tau2_upper
    if found.prediction and normal.prediction:
        assert normal.prediction.upper - normal.prediction.lower >= 0
        assert normal.prediction.upper > normal.pooled.upper


@pytest.mark.parametrize("measure", ["OR", "RR"])
@pytest.mark.parametrize("method", [Method(tau2="DL"), COMMON, MH])
def test_swapping_the_groups_turns_a_ratio_over(measure: str, method: Method) -> None:
    whole = bcg(measure)
    turned = compare(measure, [counts(c, c + d, a, a + b) for a, b, c, d, *_ in BCG])
    here, there = analyse(whole, method), analyse(turned, method)
    assert there.pooled.estimate == pytest.approx(-here.pooled.estimate)
    assert there.pooled.lower == pytest.approx(-here.pooled.upper)


def test_a_single_study_is_itself_and_says_that_nothing_was_pooled() -> None:
    found = analyse(compare("OR", [counts(4, 50, 9, 50)]))
    assert found.pooled.estimate == found.studies[0].estimate
    assert found.prediction is None
    assert found.heterogeneity.df == 0
    assert "nothing was pooled" in found.cautions[0]


def test_a_prediction_needs_three_studies() -> None:
    two = [counts(4, 50, 9, 50), counts(3, 40, 7, 44)]
    assert analyse(compare("OR", two)).prediction is None
    assert analyse(compare("OR", [*two, counts(5, 60, 6, 61)])).prediction is not None


def test_a_zero_cell_gets_a_half_and_says_so() -> None:
    found = analyse(compare("OR", [counts(0, 20, 3, 22), counts(4, 50, 9, 50)]))
    assert found.studies[0].estimate == pytest.approx(math.log((0.5 * 19.5) / (20.5 * 3.5)))
    assert "0.5 was added to each cell" in found.studies[0].note
    assert found.studies[1].note == ""


def test_a_table_without_events_is_left_out_of_a_ratio_and_kept_in_a_difference() -> None:
    tables = [counts(0, 20, 0, 22), counts(4, 50, 9, 50), counts(9, 9, 8, 8)]
    ratio, difference = analyse(compare("RR", tables)), analyse(compare("RD", tables))
    assert [study.estimate is None for study in ratio.studies] == [True, False, True]
    assert "no event in either group" in ratio.studies[0].excluded
    assert ratio.pooled.studies == 1
    assert difference.pooled.studies == 3


def test_double_zeros_stay_where_that_was_chosen() -> None:
    tables = [counts(0, 20, 0, 22), counts(4, 50, 9, 50)]
    assert analyse(compare("RR", tables), Method(keep_double_zeros=True)).pooled.studies == 2


def test_nothing_added_leaves_a_zero_without_estimate() -> None:
    tables = [counts(0, 20, 3, 22), counts(4, 50, 9, 50)]
    found = analyse(compare("OR", tables), Method(add=0.0))
    assert found.studies[0].excluded == "a cell is 0 and nothing is added"


def test_methods_that_do_not_go_with_the_data_are_refused() -> None:
    whole = bcg()
    for method, why in (
        (Method(weights="Peto"), "for the common-effect model"),
        (PETO, "Peto pools OR, not this measure"),
        (Method(tau2="XX"), "tau2 'XX' is not one of DL, PM, REML"),
        (Method(level=95), "level 95"),
        (Method(add=-1.0), "cannot be added"),
    ):
        with pytest.raises(WrongMethod, match=why):
            analyse(whole, method)
    with pytest.raises(WrongMethod, match="needs the counts of A"):
        analyse(compare("OR", [said(0.5, 0.2, 1.1)]), MH)


def test_an_estimate_that_does_not_exist_is_refused_in_words() -> None:
    with pytest.raises(NotEstimable, match="no event at all"):
        analyse(compare("OR", [counts(0, 20, 3, 22), counts(0, 30, 2, 22)]), MH)
    with pytest.raises(NotEstimable, match="all the same"):
        analyse(compare("MD", [said(1, 0, 2), said(1, 0, 2)]), Method(interval="HKSJ"))
    guarded = Method(interval="HKSJ with guard")
    assert analyse(compare("MD", [said(1, 0, 2), said(1, 0, 2)]), guarded).pooled.estimate == 1


def test_an_unguarded_interval_that_is_too_narrow_says_so() -> None:
    near = [said(1.0, 0, 2), said(1.01, 0.01, 2.01), said(0.99, -0.01, 1.99)]
    found = analyse(compare("MD", near), Method(interval="HKSJ"))
    assert "narrower here than the normal one" in " ".join(found.cautions)


def test_the_double_arcsine_comes_with_its_warning() -> None:
    found = analyse(compare("PFT", [share(3, 40), share(9, 80)]))
    assert "can mislead" in " ".join(found.cautions)
    assert 0 < found.read(found.pooled.estimate) < 1


def test_an_effect_as_reported_comes_out_as_it_went_in() -> None:
    """Menon et al. 2023, JAMA Psychiatry: SMD -0.39, 95 % CI -0.81 to 0.02."""
    found = analyse(compare("SMD", [said(-0.39, -0.81, 0.02)]))
    assert found.pooled.estimate == pytest.approx(-0.39)
    assert (found.pooled.lower, found.pooled.upper) == (-0.81, 0.02)
    assert (found.studies[0].lower, found.studies[0].upper) == (-0.81, 0.02)


def test_an_interval_that_is_not_even_is_told_of() -> None:
    found = analyse(compare("SMD", [said(0.0, -0.9, 0.5), said(-0.2, -0.9, 0.5)]))
    assert "does not lie evenly" in found.studies[0].note
    assert found.studies[1].note == ""


def test_derived_numbers_are_marked_in_the_row() -> None:
    data = replace(means(5, 2, 20, 6, 2, 21), derived=("SD from the standard error 0.4",))
    assert analyse(compare("MD", [data])).studies[0].note == "SD from the standard error 0.4"


def test_a_correlation_is_read_as_a_correlation() -> None:
    found = analyse(compare("ZCOR", [r(0.3, 50), r(0.3, 80)]))
    assert found.read(found.pooled.estimate) == pytest.approx(0.3)
