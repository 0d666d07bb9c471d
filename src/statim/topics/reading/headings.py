"""Headings and titles, which have no styles: what was raised or lowered stays so."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from statim.topics.inlines import Break, Mark, Run, Token

TakeDoubt = Callable[[str, str, str], None]

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def plain(tokens: Iterable[Token], doubt: TakeDoubt) -> list[Token]:
    """Tokens for a heading, which has no styles: raised and lowered digits become the
    characters made for them, so that 10⁹ never turns into 109."""
    row: list[Token] = []
    for token in tokens:
        if isinstance(token, Break):
            row.append(Run(" "))
        elif isinstance(token, Mark):
            row.append(token)
        else:
            row.append(Run(_unstyled(token, doubt)))
    return row


def _unstyled(run: Run, doubt: TakeDoubt) -> str:
    for tag, table, sign in (("sup", _RAISED, "^"), ("sub", _LOWERED, "_")):
        if tag in run.style:
            changed = run.text.translate(table)
            if all(a != b for a, b in zip(run.text, changed, strict=True)):
                return changed
            doubt(
                "raised or lowered letters in a heading",
                f"“{run.text}”",
                f"they are written with {sign} before them",
            )
            return sign + run.text
    return run.text
