"""What an effect means among a hundred or a thousand people, one mark a person.

Three kinds of mark differ in shape as well as in colour: a square has the event either way, a
diamond is spared it (or has it only because of treatment), a small dot would not have had it.
"""

from __future__ import annotations

from collections.abc import Callable

from statim.evidence.pictures import drawing as d
from statim.evidence.pictures.figures import digits
from statim.evidence.results import Absolute

WIDE, NARROW = 560.0, 358.0


def people(absolute: Absolute, *, event: str, title: str, key: str, narrow: bool = False) -> str:
    """The picture as SVG; counts are rounded to whole people, and said to be."""
    width = NARROW if narrow else WIDE
    per_row = (25 if narrow else 40) if absolute.per > 100 else (10 if narrow else 20)
    cell = min(width / per_row, 22.0)
    either, changed, neither = counts(absolute)
    spared = absolute.fewer > 0
    rows = -(-absolute.per // per_row)
    places = [
        ((i % per_row + 0.5) * cell, (i // per_row + 0.5) * cell) for i in range(absolute.per)
    ]
    size = cell * 0.66
    parts = [
        _squares(places[:either], size),
        _diamonds(places[either : either + changed], size, hollow=spared),
        _dots(places[either + changed :], cell * 0.14),
    ]
    y = rows * cell + 24
    for draw, said in legend(absolute, event, (either, changed, neither)):
        parts.append(draw(8.0, y - 4.5, spared))
        for part in d.wrapped(said, width - 24):
            parts.append(d.words(22, y, part))
            y += 19
        y += 3
    for part in d.wrapped(uncertain(absolute, event), width, 12):
        parts.append(d.words(0, y, part, size=12, kind="quiet"))
        y += 17
    kind = "narrow" if narrow else "wide"
    return d.svg(
        parts, width=width, height=y - 5, title=title, key=key, kind=kind,
        desc=described(absolute, event),
    )  # fmt: skip


def counts(absolute: Absolute) -> tuple[int, int, int]:
    """Whole people: with the event either way, changed by treatment, without it either way."""
    without, treated = round(absolute.without), round(absolute.with_treatment)
    either = min(without, treated)
    changed = abs(without - treated)
    return either, changed, absolute.per - either - changed


def _squares(places: list[tuple[float, float]], size: float) -> str:
    path = "".join(
        f"M{d.number(x - size / 2)} {d.number(y - size / 2)}"
        f"h{d.number(size)}v{d.number(size)}h{d.number(-size)}z"
        for x, y in places
    )
    return f'<path class="ev-event" d="{path}" fill="currentColor"/>' if path else ""


def _diamonds(places: list[tuple[float, float]], size: float, *, hollow: bool) -> str:
    half = d.number(size * 0.58)
    path = "".join(
        f"M{d.number(x)} {d.number(y - size * 0.58)}l{half} {half}l-{half} {half}l-{half}-{half}z"
        for x, y in places
    )
    filled = 'fill="none" stroke="currentColor" stroke-width="1.6"'
    if not hollow:
        filled = 'fill="currentColor"'
    name = "ev-mark-line" if hollow else "ev-alert"
    return f'<path class="{name}" d="{path}" {filled}/>' if path else ""


def _dots(places: list[tuple[float, float]], radius: float) -> str:
    path = "".join(f"M{d.number(x)} {d.number(y)}h0" for x, y in places)
    if not path:
        return ""
    return (
        f'<path class="ev-dots" d="{path}" stroke="currentColor" '
        f'stroke-width="{d.number(radius * 2)}" stroke-linecap="round" fill="none"/>'
    )


def legend(
    absolute: Absolute, event: str, whole: tuple[int, int, int]
) -> list[tuple[Callable[[float, float, bool], str], str]]:
    """The three kinds with their counts; a kind without people is left out."""
    either, changed, neither = whole
    spared = "are spared it by treatment" if absolute.fewer > 0 else "have it because of treatment"
    kinds: list[tuple[Callable[[float, float, bool], str], int, str]] = [
        (lambda x, y, _: _squares([(x, y)], 11), either, f"have {event} either way"),
        (lambda x, y, hollow: _diamonds([(x, y)], 11, hollow=hollow), changed, spared),
        (lambda x, y, _: _dots([(x, y)], 2), neither, "do not have it either way"),
    ]
    return [(draw, f"{n} of {absolute.per:,} {said}") for draw, n, said in kinds if n]


def uncertain(absolute: Absolute, event: str) -> str:
    """The interval of what treatment changes."""
    low, high = absolute.fewer_lower, absolute.fewer_upper
    if low >= 0:
        span = f"from {digits(low, 0)} to {digits(high, 0)} fewer"
    elif high <= 0:
        span = f"from {digits(-high, 0)} to {digits(-low, 0)} more"
    else:
        span = f"from {digits(high, 0)} fewer to {digits(-low, 0)} more"
    return f"Per {absolute.per:,}: {span} with {event}. Rounded to whole people."


def described(absolute: Absolute, event: str) -> str:
    """What the picture shows, for who does not see it."""
    return (
        f"Of {absolute.per:,} people, {digits(absolute.without, 0)} have {event} without treatment "
        f"and {digits(absolute.with_treatment, 0)} with it "
        f"({digits(absolute.with_lower, 0)} to {digits(absolute.with_upper, 0)}). "
        f"{uncertain(absolute, event)} Number needed to treat: {absolute.nnt_words}."
    )
