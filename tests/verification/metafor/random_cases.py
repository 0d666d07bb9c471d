"""A thousand random comparisons by Hypothesis, answered by metafor and compared; needs R.

Usage: python -m tests.verification.metafor.random_cases [--number 1000] [--start 0]
R is asked once for a hundred of them. The suite does not run this: it has the fixed results.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.verification.metafor.cases import FOLDER, Case, differences

K = st.integers(2, 25)


def counts(k: int, draw: st.DrawFn) -> dict[str, list[float]]:
    """2×2 tables, some with zeros, not all of them."""
    n1 = draw(st.lists(st.integers(5, 400), min_size=k, max_size=k))
    n2 = draw(st.lists(st.integers(5, 400), min_size=k, max_size=k))
    share = draw(st.sampled_from([0.02, 0.1, 0.3, 0.6, 0.95]))
    a = [min(n, round(n * share * draw(st.floats(0.2, 1.6)))) for n in n1]
    c = [min(n, round(n * share * draw(st.floats(0.2, 1.6)))) for n in n2]
    return {"a": a, "n1": n1, "c": c, "n2": n2}


def means(k: int, draw: st.DrawFn) -> dict[str, list[float]]:
    """Means about 10 with SDs about 4."""
    value, sd, n = st.floats(5, 15), st.floats(1, 8), st.integers(4, 200)
    found = {}
    for group in ("1", "2"):
        for name, kind in (("m", value), ("sd", sd), ("n", n)):
            drawn = draw(st.lists(kind, min_size=k, max_size=k))
            found[name + group] = [round(x, 3) for x in drawn]
    return found


def proportion(k: int, draw: st.DrawFn) -> dict[str, list[float]]:
    """x of n, zeros among them."""
    n = draw(st.lists(st.integers(5, 500), min_size=k, max_size=k))
    return {"x": [draw(st.integers(0, size)) for size in n], "n": n}


def correlation(k: int, draw: st.DrawFn) -> dict[str, list[float]]:
    """Correlations up to 0.9."""
    r = draw(st.lists(st.floats(-0.9, 0.9), min_size=k, max_size=k))
    n = draw(st.lists(st.integers(6, 300), min_size=k, max_size=k))
    return {"r": [round(x, 4) for x in r], "n": n}


def effects(k: int, draw: st.DrawFn) -> dict[str, list[float]]:
    """Effects with variances that differ up to four hundredfold."""
    y = draw(st.lists(st.floats(-2, 2), min_size=k, max_size=k))
    v = draw(st.lists(st.floats(0.01, 4), min_size=k, max_size=k))
    return {"y": [round(x, 5) for x in y], "v": [round(x, 5) for x in v]}


MADE = {
    "counts": (counts, ("RR", "OR", "RD")), "means": (means, ("MD", "SMD")),
    "proportion": (proportion, ("PLO", "PFT")), "correlation": (correlation, ("ZCOR",)),
    "effects": (effects, ("SMD", "HR")),
}  # fmt: skip


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """One comparison with years and a covariate."""
    kind = draw(st.sampled_from(sorted(MADE)))
    maker, measures = MADE[kind]
    k = draw(K)
    return {
        "set": "random", "kind": kind, "measure": draw(st.sampled_from(measures)),
        "data": maker(k, draw),
        "year": draw(st.lists(st.integers(1980, 2020), min_size=k, max_size=k)),
        "mods": {"dose": [i + draw(st.floats(0, 0.9)) for i in range(k)]},
    }  # fmt: skip


def drawn(number: int) -> list[Case]:
    """So many cases, the same every time."""
    found: list[Case] = []

    @seed(20_261_123)
    @settings(
        max_examples=number, phases=[Phase.generate], database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(cases())
    def keep(case: Case) -> None:
        found.append(case)

    keep()
    return found


def answered(some: list[Case], folder: Path) -> list[Case]:
    """The cases with what metafor says of them."""
    asked, said = folder / "asked.json", folder / "said.json"
    asked.write_text(json.dumps(some))
    subprocess.run(["Rscript", str(FOLDER / "given.R"), str(asked), str(said)], check=True)
    answers = json.loads(said.read_text())
    return [{**case, "answer": answer} for case, answer in zip(some, answers, strict=True)]


def say(*words: object) -> None:
    """To the terminal, at once."""
    sys.stdout.write(" | ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Prints what differs; fails where anything does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=1000)
    parser.add_argument("--start", type=int, default=0, help="the first of them to compare")
    arguments = parser.parse_args()
    every = drawn(arguments.number)[arguments.start :]
    wrong = compared = refused = 0
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, len(every), 100):
            say(f"from {arguments.start + start}")
            for i, case in enumerate(answered(every[start : start + 100], Path(folder)), start):
                result = differences(case)
                compared += result.compared
                refused += result.refused
                if result.found:
                    wrong += 1
                    say(i, case["kind"], case["measure"], *result.found[:4])
    say(f"{len(every)} comparisons, {compared} numbers compared, {wrong} comparisons differ,")
    say(f"{refused} fits refused here that have no standard error (studies on one line, no event)")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
