"""Numbers as readers see them: digits, minus signs, intervals, p-values.

One place, so that plot, table and statement can never round differently.
"""

from __future__ import annotations

from statim.evidence.method import COMMON, HKSJ, HKSJ_GUARDED, INVERSE_VARIANCE
from statim.evidence.results import Analysis, Heterogeneity, Pooled, StudyEffect

MINUS, SPACE = "\u2212", "\u00a0"  # SPACE: where a line must not break


def digits(value: float, places: int = 2) -> str:
    """A number with so many places and a true minus; never "−0.00"."""
    said = f"{value:.{places}f}"
    if float(said) == 0:
        said = said.lstrip("-")
    return said.replace("-", MINUS)


def span(low: float, high: float, places: int = 2) -> str:
    """ "0.33 to 0.70"."""
    return f"{digits(low, places)} to {digits(high, places)}"


def places_for(analysis: Analysis) -> int:
    """Two places; fewer where the values are large, three where all are small."""
    read = [abs(analysis.read(x)) for x in (analysis.pooled.lower, analysis.pooled.upper)]
    if analysis.kind.is_ratio:
        return 2
    if max(read) >= 100:
        return 0
    if max(read) >= 20:
        return 1
    return 3 if max(read) < 0.1 else 2


def p_value(p: float) -> str:
    """ "p = 0.034", "p < 0.001" (two figures below 0.1 where there is room)."""
    if p < 0.001:
        return f"p{SPACE}<{SPACE}0.001"
    return f"p{SPACE}={SPACE}{p:.3f}" if p < 0.1 else f"p{SPACE}={SPACE}{p:.2f}"


def of_study(analysis: Analysis, study: StudyEffect) -> str:
    """A study's estimate with its interval; why there is none otherwise."""
    if study.estimate is None or study.lower is None or study.upper is None:
        return "not estimable"
    middle, low, high = (
        analysis.read_of(study, x) for x in (study.estimate, study.lower, study.upper)
    )
    places = places_for(analysis)
    return f"{digits(middle, places)} ({span(low, high, places)})"


def of_pooled(analysis: Analysis, pooled: Pooled) -> str:
    """A pooled estimate with its interval."""
    middle, low, high = (analysis.read(x) for x in (pooled.estimate, pooled.lower, pooled.upper))
    places = places_for(analysis)
    return f"{digits(middle, places)} ({span(low, high, places)})"


def spread(found: Heterogeneity) -> str:
    """Heterogeneity on one line, as journals print it."""
    if found.df == 0:
        return "One study: nothing can differ."
    q = f"Q{SPACE}={SPACE}{found.q:.2f} on {found.df}, {p_value(found.p)}"
    i2 = f"I²{SPACE}={SPACE}{found.i2:.0f}%"
    if found.i2_lower is not None and found.i2_upper is not None:
        i2 += f" ({found.i2_lower:.0f} to {found.i2_upper:.0f})"
    if found.tau2_lower is None:
        return f"{i2}; {q}"
    return f"τ²{SPACE}={SPACE}{_small(found.tau2)}; {i2}; {q}"


def _small(value: float) -> str:
    return f"{value:.3f}" if value < 10 else f"{value:.1f}"


def way(analysis: Analysis) -> str:
    """How it was pooled, in words."""
    method = analysis.method
    level = f"{method.level * 100:g}%"
    if method.model == COMMON:
        weights = "" if method.weights == INVERSE_VARIANCE else f" ({method.weights})"
        return f"Common effect{weights}, {level} interval"
    interval = {HKSJ: ", HKSJ", HKSJ_GUARDED: ", HKSJ with guard"}.get(method.interval, "")
    return f"Random effects ({method.tau2}{interval}), {level} interval"
