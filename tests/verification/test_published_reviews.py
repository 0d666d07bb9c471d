"""Numbers that five reviews printed in their abstracts, from the data that metadat holds of them.

Each digit stands in the abstract of the paper that is named. Where a review did not say how it
pooled, the way that gives its digits is named here.
"""

from __future__ import annotations

import pytest

from statim.evidence.analysis import analyse
from statim.evidence.method import Method
from statim.evidence.results import Analysis
from tests.verification.metafor.cases import comparison, stored

DL = Method(tau2="DL")
COMMON = Method(model="common")
PETO = Method(model="common", weights="Peto")
MANTEL_HAENSZEL = Method(model="common", weights="Mantel-Haenszel")

# set, measure, method, estimate with its interval, the paper
PRINTED = [
    ("dat.hahn2001", "OR", PETO, "0.61 0.47 0.81", "Hahn et al. 2001, BMJ 323:81"),
    ("dat.hackshaw1998", "OR", DL, "1.24 1.13 1.36", "Hackshaw et al. 1997, BMJ 315:980"),
    ("dat.li2007", "OR", MANTEL_HAENSZEL, "0.99 0.94 1.04", "Li et al. 2007, CD002755"),
    ("dat.li2007", "OR", DL, "0.66 0.53 0.82", "Li et al. 2007, CD002755"),
    ("dat.molloy2014", "ZCOR", DL, "0.15 0.09 0.21", "Molloy et al. 2014, Ann Behav Med 47:92"),
    # the abstract counts 63 trials, the data have 65 rows
    ("dat.pignon2000", "HR", COMMON, "0.90 0.85 0.94", "Pignon et al. 2000, Lancet 355:949"),
]


def analysed(name: str, measure: str, method: Method) -> Analysis:
    case = next(c for c in stored() if c["set"] == name and c["measure"] == measure)
    return analyse(comparison(case), method)


@pytest.mark.parametrize(("name", "measure", "method", "printed", "paper"), PRINTED)
def test_the_printed_digits_come_out(
    name: str, measure: str, method: Method, printed: str, paper: str
) -> None:
    found = analysed(name, measure, method)
    pooled = found.pooled
    read = [found.read(value) for value in (pooled.estimate, pooled.lower, pooled.upper)]
    assert " ".join(f"{value:.2f}" for value in read) == printed, paper


def test_intensive_statins_lower_the_odds_by_sixteen_per_cent() -> None:
    """Cannon et al. 2006, J Am Coll Cardiol 48:438: Mantel-Haenszel, 27,548 patients, 16 %."""
    found = analysed("dat.cannon2006", "OR", MANTEL_HAENSZEL)
    assert round(100 * (1 - found.read(found.pooled.estimate))) == 16
    people = [int(n.split("/")[1]) for study in found.studies for n in study.numbers]
    assert sum(people) == 27_548
