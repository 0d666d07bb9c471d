"""What was reworded, word by word: two inline markups compared as kept, added, removed runs.

A number is never parted from its sign or unit, nor a negation from the word it negates, so
that "5 mg" to "5 g" and "not recommended" to "recommended" show whole. Markup counts: 10⁹
written with a superscript is not 109.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from itertools import groupby

from lxml import html as lxml_html
from lxml.etree import _Element

from statim.editions.inline import MARK

_LINE = "\n"
_GAP = re.compile(r"[ \t\r\n\f]+")
_COMPARATOR = re.compile(r"[(\[]?(?:[<>≤≥≦≧=≈~±+−–-]|<=|>=)+")
_ENDS_IN_NUMBER = re.compile(r"[^\s]*\d[.,\d]*[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]*")
_STARTS_WITH_NUMBER = re.compile(r"[(\[]?[<>≤≥≈~±+−–-]*\d")
_BETWEEN_NUMBERS = {"to", "and", "or", "-", "–", "×", "x", "±", "/", ":", "of", "in"}
_UNITS = (
    "%|‰|°|°?[CFK]|[pnµμmcdk]?(?:g|L|l|m|mol|M|Pa|Hz|V|s|Bq|Gy|Sv|J|cal|Eq|osmol|Osmol|U|IU)|mcg|"
    "micrograms?|milligrams?|nanograms?|grams?|kilograms?|millilit(?:re|er)s?|lit(?:re|er)s?|"
    "units?|tablets?|capsules?|drops?|puffs?|sachets?|ampoules?|vials?|times|fold|points?|"
    "mmHg|cmH2O|bpm|msec|hrs?|h|min|mins|d|wk|wks|yr|yrs|mo|"
    "seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|percent"
)
_UNIT = re.compile(rf"(?:{_UNITS})(?:[/·*.⋅](?:{_UNITS}))*(?:[-⁻−]?[1-3¹²³])?[.,;:)\]]*")
_NEGATIONS = {
    "no", "not", "never", "nor", "neither", "none", "without", "cannot", "avoid", "stop",
    "don't", "doesn't", "didn't", "isn't", "aren't", "wasn't", "weren't", "won't", "can't",
    "shouldn't", "mustn't", "couldn't", "wouldn't", "hasn't", "haven't", "don’t", "doesn’t",
    "didn’t", "isn’t", "aren’t", "wasn’t", "weren’t", "won’t", "can’t", "shouldn’t", "mustn’t",
    "couldn’t", "wouldn’t", "hasn’t", "haven’t",
}  # fmt: skip

Letter = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words. `kind` is "kept", "added" or "removed"; `html` is safe markup."""

    kind: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class _Token:
    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        return "".join(letter for letter, _ in self.letters)


def wording(old: str, new: str) -> tuple[Run, ...]:
    """The runs by which one markup became the other; empty where both say the same.

    Citation marks are left out. Kept and added runs together are the new words, kept and
    removed the old.
    """
    if old == new:
        return ()
    before, after = _tokens(old), _tokens(new)
    if before == after:
        return ()
    runs: list[Run] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, n in matcher.get_opcodes():
        if tag == "equal":
            runs.append(_run("kept", after[k:n], last=n == len(after)))
            continue
        if i < j:
            runs.append(_run("removed", before[i:j], last=j == len(before)))
        if k < n:
            runs.append(_run("added", after[k:n], last=n == len(after)))
    return tuple(runs)


def _run(kind: str, tokens: list[_Token], *, last: bool) -> Run:
    letters: list[Letter] = []
    for n, token in enumerate(tokens, start=1):
        letters += token.letters
        if token.text != _LINE and not (last and n == len(tokens)):
            letters.append((" ", ()))
    return Run(kind, "".join(letter for letter, _ in letters), _html(letters))


def _html(letters: list[Letter]) -> str:
    pieces = []
    for tags, group in groupby(letters, key=lambda letter: letter[1]):
        words = escape("".join(letter for letter, _ in group), quote=False).replace(_LINE, "<br>")
        opened = "".join(f"<{tag}>" for tag in tags)
        closed = "".join(f"</{tag.split(' ')[0]}>" for tag in reversed(tags))
        pieces.append(f"{opened}{words}{closed}")
    return "".join(pieces)


def _tokens(html: str) -> list[_Token]:
    """The words of a markup, those that belong together glued."""
    words = [_Token(tuple(word)) for word in _words(_letters(html))]
    tokens: list[_Token] = []
    for n, word in enumerate(words):
        following = words[n + 1].text if n + 1 < len(words) else ""
        if tokens and _belong_together(tokens[-1].text, word.text, following):
            tokens[-1] = _Token((*tokens[-1].letters, (" ", ()), *word.letters))
        else:
            tokens.append(word)
    return tokens


def _belong_together(before: str, word: str, following: str) -> bool:
    last = before.rsplit(" ", 1)[-1]
    if _STARTS_WITH_NUMBER.match(word):
        joined = last in _BETWEEN_NUMBERS and " " in before
        return joined or bool(_COMPARATOR.fullmatch(last))
    if _ENDS_IN_NUMBER.fullmatch(last):
        leads_on = word in _BETWEEN_NUMBERS and bool(_STARTS_WITH_NUMBER.match(following))
        return leads_on or bool(_UNIT.fullmatch(word))
    return last.casefold() in _NEGATIONS and word != _LINE


def _words(letters: list[Letter]) -> Iterator[list[Letter]]:
    word: list[Letter] = []
    for letter in letters:
        if letter[0] in (" ", _LINE):
            if word:
                yield word
            word = []
            if letter[0] == _LINE:
                yield [(_LINE, ())]
        else:
            word.append(letter)
    if word:
        yield word


def _letters(html: str) -> list[Letter]:
    """Each character with the tags around it, outermost first."""
    root = lxml_html.fragment_fromstring(MARK.sub("", html), create_parent="div")
    return list(_walk(root, ()))


def _walk(element: _Element, tags: tuple[str, ...]) -> Iterator[Letter]:
    yield from _spelled(element.text, tags)
    for child in element:
        if child.tag == "br":
            yield (_LINE, ())
        else:
            yield from _walk(child, (*tags, _opening(child)))
        yield from _spelled(child.tail, tags)


def _opening(element: _Element) -> str:
    href = element.get("href")
    return str(element.tag) if href is None else f'{element.tag} href="{escape(str(href))}"'


def _spelled(text: str | None, tags: tuple[str, ...]) -> Iterator[Letter]:
    for letter in _GAP.sub(" ", text or ""):
        yield (letter, tags)
