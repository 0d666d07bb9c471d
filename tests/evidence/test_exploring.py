"""Subgroups, regression, one study out, cumulative, small studies: what they refuse and tell."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from statim.evidence.analysis import analyse
from statim.evidence.errors import NotEstimable, TooFewStudies, WrongData, WrongMethod
from statim.evidence.exploring.regression import regress
from statim.evidence.exploring.small_studies import MIXED, egger, trim_and_fill
from statim.evidence.exploring.stepwise import cumulative, leave_one_out
from statim.evidence.exploring.subgroups import compare as compare_subgroups
from statim.evidence.frozen import plain, read
from statim.evidence.method import Method
from statim.evidence.results import Filled, Regression, Subgroups
from tests.evidence.drawn import bcg, compare, counts, said

DL = Method(tau2="DL")
PETO = Method(model="common", weights="Peto")


def test_subgroups_are_pooled_each_by_itself_and_compared() -> None:
    """metafor: rma() of each allocation by REML (threshold 1e-12), then rma(method="EE") of
    the three estimates."""
    found = compare_subgroups(bcg())
    assert [group.name for group in found.groups] == ["random", "alternate", "systematic"]
    estimates = [group.analysis.pooled.estimate for group in found.groups]
    assert estimates == pytest.approx([-0.970964704, -0.540792962, -0.424207392], rel=1e-6)
    assert (found.q, found.df) == (pytest.approx(1.861444946, rel=1e-5), 2)
    assert found.p == pytest.approx(0.394268759, rel=1e-5)
    assert read(Subgroups, json.loads(json.dumps(plain(found)))) == found


def test_subgroups_need_names_and_two_of_them() -> None:
    whole = bcg()
    unnamed = replace(whole, studies=(*whole.studies[:3], replace(whole.studies[3], subgroup=None)))
    with pytest.raises(WrongData, match=r"study 4 \(D\), subgroup: it names none"):
        compare_subgroups(unnamed)
    alike = replace(whole, studies=whole.studies[:4])
    with pytest.raises(WrongData, match="all studies are in the same one"):
        compare_subgroups(alike)


def test_few_studies_and_single_ones_in_subgroups_are_told_of() -> None:
    whole = bcg()
    few = replace(whole, studies=(*whole.studies[:2], whole.studies[4]))
    said_so = compare_subgroups(few).cautions
    assert "Fewer than ten studies" in said_so[0]
    assert "alternate is a single study" in said_so[1]
    assert compare_subgroups(whole).cautions == ()


def test_a_regression_on_latitude_finds_what_is_known_of_bcg() -> None:
    """Berkey et al. 1995, Stat Med 14:395; metafor 3.8-1: rma(mods = ~ ablat), REML,
    threshold 1e-12."""
    found = regress(bcg(), ("latitude",))
    slope = found.coefficients[1]
    assert slope.estimate == pytest.approx(-0.029101725, rel=1e-6)
    assert slope.se == pytest.approx(0.007195327, rel=1e-6)
    assert found.heterogeneity.r2 == pytest.approx(75.626622, rel=1e-6)
    assert found.cautions == ()
    assert read(Regression, json.loads(json.dumps(plain(found)))) == found


def test_a_regression_refuses_what_it_cannot_tell_apart() -> None:
    whole = bcg()
    doubled = replace(
        whole,
        studies=tuple(
            replace(s, covariates={**s.covariates, "twice": 2 * s.covariates["latitude"]})
            for s in whole.studies
        ),
    )
    with pytest.raises(NotEstimable, match="the same thing twice"):
        regress(doubled, ("latitude", "twice"))
    with pytest.raises(WrongData, match="A, covariate dose: this study has none"):
        regress(whole, ("dose",))
    with pytest.raises(TooFewStudies, match="needs at least 3 usable studies; there are 2"):
        regress(replace(whole, studies=whole.studies[:2]), ("latitude",))
    with pytest.raises(WrongMethod, match="inverse variance only"):
        regress(bcg("OR"), ("latitude",), PETO)


def test_too_few_studies_for_a_covariate_are_told_of() -> None:
    whole = bcg()
    few = replace(whole, studies=whole.studies[:8])
    assert "8 studies for 1 covariates" in regress(few, ("latitude",)).cautions[0]


def test_leaving_one_out_is_the_analysis_without_it() -> None:
    whole = bcg()
    steps = leave_one_out(whole)
    rest = analyse(replace(whole, studies=whole.studies[:7] + whole.studies[8:]))
    assert steps[7].label == whole.studies[7].label
    assert steps[7].pooled == rest.pooled
    with pytest.raises(TooFewStudies):
        leave_one_out(replace(whole, studies=whole.studies[:1]))


def test_a_cumulative_analysis_goes_by_year_and_ends_with_all() -> None:
    whole = bcg("OR")
    for method in (Method(), PETO):
        steps = cumulative(whole, method)
        years = [step.year or 0 for step in steps]
        assert years == sorted(years)
        assert [step.pooled.studies for step in steps] == list(range(1, 14))
        assert steps[-1].pooled.estimate == pytest.approx(analyse(whole, method).pooled.estimate)


def test_a_study_without_a_year_has_no_place_in_time() -> None:
    whole = bcg()
    missing = replace(whole, studies=(replace(whole.studies[0], year=None), *whole.studies[1:]))
    with pytest.raises(WrongData, match="A, year: without it"):
        cumulative(missing)


def test_egger_warns_below_ten_studies_and_of_ratios() -> None:
    whole = bcg()
    few = egger(replace(whole, studies=whole.studies[:9]))
    assert "Only 9 studies" in few.cautions[0]
    assert "For risk ratios" in few.cautions[1]
    assert not any("Only" in caution for caution in egger(whole).cautions)


def test_egger_refuses_two_studies_and_equal_errors() -> None:
    with pytest.raises(TooFewStudies, match="needs at least 3"):
        egger(compare("MD", [said(1, 0, 2), said(2, 0, 4)]))
    with pytest.raises(NotEstimable, match="same standard error"):
        egger(compare("MD", [said(1, 0, 2), said(2, 1, 3), said(0, -1, 1)]), model=MIXED)


def test_trim_and_fill_puts_mirror_images_where_studies_are_missing() -> None:
    lopsided = [said(m, m - h, m + h) for m, h in
                [(0.1, 0.2), (0.12, 0.25), (0.2, 0.5), (0.5, 0.9), (0.6, 1.0), (0.8, 1.2),
                 (0.9, 1.4), (0.15, 0.3), (0.4, 0.8), (1.1, 1.6)]]  # fmt: skip
    found = trim_and_fill(compare("MD", lopsided), DL)
    plainly = analyse(compare("MD", lopsided), DL)
    assert found.side == "left"
    assert found.missing == len(found.estimates) == len(found.ses) > 0
    assert found.pooled.studies == 10 + found.missing
    assert found.pooled.estimate < plainly.pooled.estimate
    assert read(Filled, json.loads(json.dumps(plain(found)))) == found


def test_trim_and_fill_refuses_what_it_does_not_know() -> None:
    with pytest.raises(WrongMethod, match="'Q0' is not one of L0, R0"):
        trim_and_fill(bcg(), estimator="Q0")
    with pytest.raises(WrongMethod, match="'up' is not one of left, right"):
        trim_and_fill(bcg(), side="up")
    with pytest.raises(TooFewStudies):
        trim_and_fill(compare("OR", [counts(1, 9, 2, 9), counts(2, 9, 3, 9)]))
