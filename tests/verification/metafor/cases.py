"""Cases as metafor had them, made into comparisons, and its answers compared with ours."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from statim.evidence.analysis import analyse
from statim.evidence.comparison import (
    Comparison,
    Correlation,
    Counts,
    Means,
    Outcome,
    Proportion,
    Reported,
    Study,
)
from statim.evidence.effects.of_studies import effects as effects_of
from statim.evidence.errors import NotEstimable
from statim.evidence.exploring.regression import regress
from statim.evidence.exploring.small_studies import MIXED, WEIGHTED, egger, trim_and_fill
from statim.evidence.exploring.stepwise import cumulative, leave_one_out
from statim.evidence.measures import MEASURES, from_scale
from statim.evidence.method import Method
from statim.evidence.results import Analysis, Heterogeneity, Pooled, Regression

Case = dict[str, Any]
FOLDER = Path(__file__).parent
KINDS = ("counts", "means", "proportion", "correlation", "effects")
EXACT, SEARCHED = 1e-6, 1e-4
INTERVALS = {"z": "normal", "knha": "HKSJ", "adhoc": "HKSJ with guard"}


def stored() -> list[Case]:
    """Every stored case; one that repeats the data of the case before it gets them again."""
    cases: list[Case] = []
    for kind in KINDS:
        for case in json.loads((FOLDER / f"{kind}.json").read_text())["cases"]:
            if "data" not in case:
                case["data"] = cases[-1]["data"]
            cases.append(case)
    return cases


def comparison(case: Case) -> Comparison:
    """The case's data as this room takes them."""
    listed = {name: np.atleast_1d(values).tolist() for name, values in case["data"].items()}
    k = len(next(iter(listed.values())))
    mods = {name: np.atleast_1d(v).tolist() for name, v in (case.get("mods") or {}).items()}
    years = np.atleast_1d(case["year"]).tolist() if case.get("year") is not None else None
    return Comparison(
        population="", intervention="", comparator="", outcome=Outcome(name=""),
        measure=case["measure"],
        studies=tuple(
            Study(
                label=str(i),
                data=row(case, {name: values[i] for name, values in listed.items()}),
                year=int(years[i]) if years else None,
                covariates={name: float(values[i]) for name, values in mods.items()},
            )
            for i in range(k)
        ),
    )  # fmt: skip


def row(case: Case, d: dict[str, Any]) -> Any:
    """One study's data."""
    match case["kind"]:
        case "counts":
            return Counts(
                events=d["a"], total=d["n1"], control_events=d["c"], control_total=d["n2"]
            )
        case "means":
            return Means(
                mean=d["m1"], sd=d["sd1"], n=d["n1"],
                control_mean=d["m2"], control_sd=d["sd2"], control_n=d["n2"],
            )  # fmt: skip
        case "proportion":
            return Proportion(events=d["x"], total=d["n"])
        case "correlation":
            return Correlation(r=d["r"], n=d["n"])
    measure = MEASURES[case["measure"]]
    reach = 1.959963984540054 * math.sqrt(d["v"])
    low, middle, high = (from_scale(measure, d["y"] + x) for x in (-reach, 0.0, reach))
    return Reported(estimate=middle, lower=low, upper=high)


class Differences:
    """What differs, by name; `near` compares relative to the larger of both, or to `floor`."""

    def __init__(self, floor: float = 1e-3) -> None:
        self.found: list[str] = []
        self.compared = self.refused = 0
        self.floor = floor

    def near(self, name: str, ours: Any, theirs: Any, tolerance: float = EXACT) -> None:
        """Numbers, or lists of them; a value that metafor does not have is not compared."""
        mine, other = np.atleast_1d(ours).tolist(), np.atleast_1d(theirs).tolist()
        if len(mine) != len(other):
            self.found.append(f"{name}: {len(mine)} values, {len(other)} in metafor")
            return
        for m, o in zip(mine, other, strict=True):
            if o is None:
                if m is not None:
                    self.found.append(f"{name}: {m}, none in metafor")
                continue
            self.compared += 1
            size = max(abs(o), self.floor)
            if m is None or not abs(m - o) <= tolerance * size:
                self.found.append(f"{name}: {m} here, {o} in metafor")

    def line(self, name: str, ours: Pooled, theirs: Case, tolerance: float = EXACT) -> None:
        """A pooled estimate with its interval and p."""
        size = tolerance
        self.near(f"{name} estimate", ours.estimate, theirs["est"], size)
        self.near(f"{name} se", ours.se, theirs["se"], size)
        self.near(f"{name} lower", ours.lower, theirs["lo"], size)
        self.near(f"{name} upper", ours.upper, theirs["hi"], size)
        self.near(f"{name} p", ours.p, theirs["p"], size)


def differences(case: Case) -> Differences:
    """Everything that metafor answered, compared."""
    compared, answer, whole = Differences(), case["answer"], comparison(case)
    if answer.get("yi") is not None:
        pairs = effects_of(whole, Method()).all
        compared.near("yi", [e.y for _, e in pairs], answer["yi"])
        compared.near("vi", [e.v for _, e in pairs], answer["vi"])
    if "common" not in answer:
        return compared
    _common(compared, whole, answer)
    for estimator in ("DL", "PM", "REML"):
        theirs = answer.get(estimator)
        if theirs and not theirs.get("failed"):
            _random(compared, whole, estimator, theirs)
    _tables(compared, whole, answer)
    _small(compared, whole, answer)
    _steps(compared, whole, answer)
    _regressions(compared, whole, case, answer)
    return compared


def _common(compared: Differences, whole: Comparison, answer: Case) -> None:
    ours, theirs = analyse(whole, Method(model="common")), answer["common"]
    compared.line("common", ours.pooled, theirs)
    _q(compared, "common", ours.heterogeneity, theirs)
    compared.near("common Q's p", ours.heterogeneity.p, theirs["qp"])
    compared.near("common H²", ours.heterogeneity.h2, theirs["h2"])


def _q(compared: Differences, name: str, ours: Heterogeneity, theirs: Case) -> None:
    compared.near(f"{name} Q", ours.q, theirs["q"])
    compared.near(f"{name} I²", ours.i2, theirs["i2"])


def _random(compared: Differences, whole: Comparison, estimator: str, theirs: Case) -> None:
    size = SEARCHED if estimator == "REML" else EXACT
    ours: Analysis | None = None
    for test, interval in INTERVALS.items():
        if test not in theirs or not theirs[test]["se"]:
            continue
        ours = analyse(whole, Method(tau2=estimator, interval=interval))
        compared.line(f"{estimator} {test}", ours.pooled, theirs[test], size)
        if ours.prediction and "pi" in theirs[test]:
            limits = [ours.prediction.lower, ours.prediction.upper]
            compared.near(f"{estimator} {test} prediction", limits, theirs[test]["pi"], size)
    assert ours is not None
    spread = ours.heterogeneity
    compared.near(f"{estimator} tau2", spread.tau2, theirs["tau2"], size)
    compared.near(f"{estimator} I²", spread.i2, theirs["i2"], size)
    compared.near(f"{estimator} H²", spread.h2, theirs["h2"], size)
    if theirs.get("tau2_limits"):
        limits = [spread.tau2_lower, spread.tau2_upper]
        compared.near(f"{estimator} tau2 limits", limits, theirs["tau2_limits"])
        limits = [spread.i2_lower, spread.i2_upper]
        compared.near(f"{estimator} I² limits", limits, theirs["i2_limits"])


def _tables(compared: Differences, whole: Comparison, answer: Case) -> None:
    if "mh" in answer and not answer["mh"]["se"]:
        with pytest.raises(NotEstimable):  # no standard error there, a refusal here
            analyse(whole, Method(model="common", weights="Mantel-Haenszel"))
        compared.refused += 1
    elif "mh" in answer:
        ours = analyse(whole, Method(model="common", weights="Mantel-Haenszel"))
        compared.line("Mantel-Haenszel", ours.pooled, answer["mh"])
        _q(compared, "Mantel-Haenszel", ours.heterogeneity, answer["mh"])
    if "peto" in answer:
        method = Method(model="common", weights="Peto")
        ours = analyse(whole, method)
        compared.line("Peto", ours.pooled, answer["peto"])
        compared.near("Peto Q", ours.heterogeneity.q, answer["peto"]["q"])
        pairs = effects_of(whole, method).all
        compared.near("Peto yi", [e.y for _, e in pairs], answer["peto"]["yi"])
        compared.near("Peto vi", [e.v for _, e in pairs], answer["peto"]["vi"])
    if "back" in answer:
        ours = analyse(whole, Method(tau2="DL"))
        read = [ours.read(x) for x in (ours.pooled.estimate, ours.pooled.lower, ours.pooled.upper)]
        compared.near("back to a proportion", read, answer["back"])


def _small(compared: Differences, whole: Comparison, answer: Case) -> None:
    method = Method(tau2="DL")
    for model, name in ((WEIGHTED, "lm"), (MIXED, "rma")):
        if "egger" in answer:
            try:
                ours = egger(whole, method, model)
            except NotEstimable:  # studies on one line: R answers with the noise of its arithmetic
                compared.refused += 1
                continue
            mine = [ours.statistic, ours.p, ours.limit, ours.limit_lower, ours.limit_upper]
            compared.near(f"Egger {name}", mine, answer["egger"][name])
    for estimator in ("L0", "R0"):
        if estimator in answer:
            filled, theirs = trim_and_fill(whole, method, estimator), answer[estimator]
            compared.near(f"{estimator} side", int(filled.side == theirs["side"]), 1)
            mine = [filled.missing, filled.missing_se, filled.pooled.estimate]
            compared.near(estimator, mine, [theirs["k0"], theirs["se"], theirs["est"]])
            limits = [filled.pooled.lower, filled.pooled.upper]
            compared.near(f"{estimator} limits", limits, [theirs["lo"], theirs["hi"]])


def _steps(compared: Differences, whole: Comparison, answer: Case) -> None:
    method = Method(tau2="DL")
    if "out" in answer:
        steps = leave_one_out(whole, method)
        compared.near("one out", [s.pooled.estimate for s in steps], answer["out"]["est"])
        compared.near("one out τ²", [s.tau2 for s in steps], answer["out"]["tau2"])
        compared.near("one out I²", [s.i2 for s in steps], answer["out"]["i2"])
    if "cumulative" in answer:
        steps, theirs = cumulative(whole, method), answer["cumulative"]
        compared.near("cumulative", [s.pooled.estimate for s in steps], theirs["est"])
        compared.near("cumulative se", [s.pooled.se for s in steps], theirs["se"])
        compared.near("cumulative τ²", [s.tau2 for s in steps], theirs["tau2"])


def _regressions(compared: Differences, whole: Comparison, case: Case, answer: Case) -> None:
    if "mods_z" not in answer:
        return
    names = tuple(case["mods"])
    for test, interval in (("z", "normal"), ("knha", "HKSJ")):
        theirs = answer[f"mods_{test}"]
        try:
            ours = regress(whole, names, Method(tau2="DL", interval=interval))
        except NotEstimable:
            compared.refused += 1
            continue
        _lines(compared, f"regression {test}", ours, theirs, EXACT)
        compared.near(f"regression {test} p", [c.p for c in ours.coefficients], theirs["p"])
        both = [ours.test, ours.test_p, ours.heterogeneity.q]
        compared.near(f"regression {test} tests", both, [theirs[x] for x in ("qm", "qmp", "qe")])
        if theirs.get("r2") is not None:
            compared.near(f"regression {test} R²", ours.heterogeneity.r2 or 0.0, theirs["r2"])
    if "mods_reml" in answer:
        ours = regress(whole, names, Method(tau2="REML"))
        _lines(compared, "regression REML", ours, answer["mods_reml"], SEARCHED)


def _lines(compared: Differences, name: str, ours: Regression, theirs: Case, size: float) -> None:
    compared.near(f"{name} b", [c.estimate for c in ours.coefficients], theirs["b"], size)
    compared.near(f"{name} se", [c.se for c in ours.coefficients], theirs["se"], size)
    compared.near(f"{name} τ²", ours.heterogeneity.tau2, theirs["tau2"], size)
