"""Text to the words that it is looked up by: case, accents, ligatures, Greek letters, hyphens.

Pure. What is indexed and what is asked go through the same functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from statim.editions.folding import fold
from statim.search.spelling import LONGEST_WORD, one_spelling, singular

LONGEST_QUERY = 1000  # characters; what lies beyond is not looked at
MOST_WORDS = 16

WORD = re.compile(r"[^\W_]+")
# What stands between the words of ASCII text as a space: one pass in C, a sixth of the time.
_SIGNS = bytes(n if chr(n).isalnum() else ord(" ") for n in range(128)).ljust(256)
_JOINED = re.compile(r"[^\W_]+(?:[-\u2010-\u2015][^\W_]+)+")
_HYPHEN = re.compile(r"[-\u2010-\u2015]")
_POSSESSIVE = re.compile(r"(?<=\w)['\u2019]s\b")
_GREEK_LETTER = re.compile(r"[\u0370-\u03ff]")
_GREEK = re.compile(r"(?<![\u0370-\u03ff])[\u03b1-\u03c9](?![\u0370-\u03ff])")
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d"})
_LETTER_NAMES = """alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron
    pi rho sigma sigma tau upsilon phi chi psi omega"""
_NAMES = _LETTER_NAMES.split()
_UNITS = {"μg": "mcg", "μl": "mcl", "μmol": "mcmol", "μm": "mcm"}

# Words that say nothing of a topic: dropped from a question, unless nothing else is left.
_SAY_NOTHING = """a an and are as at be by can do does for from how i in is it my of on or should
    that the their there these this to was what when where which who why will with you your about
    any me we us if between have has had not"""
STOP = frozenset(_SAY_NOTHING.split())

# What may be asked of any topic: where they stand around a name, the name is what is asked about.
_ASPECTS = """symptom symptoms sign signs feature features cause causes caused treatment treatments
    treat treated therapy manage managed management diagnose diagnosed diagnosis test prognosis
    outlook outcome outcomes complication complications prevent prevented prevention risk risks
    inherited common affected affect many much people patients who get gets happen definition"""
ASPECTS = frozenset(_ASPECTS.split())


def folded(text: str) -> str:
    """Lower case, no accents, ligatures apart, a lone Greek letter by its name."""
    if text.isascii():  # nearly every text: nothing to decompose, a third of the time
        return _POSSESSIVE.sub("", text.lower()) if "'" in text else text.lower()
    plain = fold(text).translate(_LETTERS)
    plain = _POSSESSIVE.sub("", plain)
    if _GREEK_LETTER.search(plain):
        for unit, name in _UNITS.items():
            plain = re.sub(rf"\b{unit}\b", name, plain)
        plain = _GREEK.sub(lambda found: f" {_NAMES[ord(found[0]) - 0x3B1]} ", plain)
    return plain


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order."""
    words = uncut(text)
    if max(map(len, words), default=0) > LONGEST_WORD:
        return [word[:LONGEST_WORD] for word in words]
    return words


def uncut(text: str) -> list[str]:
    """The folded words of a text, in order, however long: for who cuts them himself."""
    plain = folded(text)
    if plain.isascii():
        return plain.encode().translate(_SIGNS).decode().split()
    return WORD.findall(plain)


def normal(text: str) -> list[str]:
    """The words of a text, folded and in one spelling."""
    return [*map(one_spelling, uncut(text))]


def forms_of_name(name: str) -> list[str]:
    """Every word by which a name may be found: as written, in one spelling, hyphens closed up."""
    return names_in(name)[1]


def wholes_of_name(name: str) -> list[str]:
    """The whole name as one term: as written, and in one spelling."""
    return names_in(name)[0]


def names_in(name: str) -> tuple[list[str], list[str]]:
    """(`wholes_of_name`, `forms_of_name`) of a name, in one go."""
    words = words_of(name)
    spelled = [*map(one_spelling, words)]
    pairs = _JOINED.findall(folded(name)) if _HYPHEN.search(name) else ()
    joined = ["".join(WORD.findall(pair)) for pair in pairs]
    forms = {*words, *spelled, *joined, *map(one_spelling, joined)}
    return sorted({" ".join(words), " ".join(spelled)}), sorted(forms)


def alternatives(word: str) -> list[str]:
    """Beginnings that a typed word may stand for, itself first."""
    spelled = one_spelling(word)
    found = [word, spelled, singular(spelled)]
    if len(word) > 2 and word[-1] in "ao":
        found.append(word[:-1] + "e")  # "ana" on the way to "anaemia", which may stand as "anemia"
    return list(dict.fromkeys(found))


def telling(words: list[str]) -> list[str]:
    """The words without those that say nothing, each once; all where nothing else is left."""
    kept = [word for word in words if word not in STOP] or words
    return list(dict.fromkeys(kept))[:MOST_WORDS]


def subject_of(words: list[str]) -> list[str]:
    """What a question is about: "what are the symptoms of croup" is "croup". The words between
    those that say nothing and those that name an aspect, which is a section of a page."""
    told = [place for place, word in enumerate(words) if word not in STOP | ASPECTS]
    return words[told[0] : told[-1] + 1] if told else words


def pieces(text: str, start: int = 0) -> Iterator[tuple[int, int, str]]:
    """(start, end, the word) of each word as it stands in the text, from a place on."""
    for found in WORD.finditer(text, start):
        yield found.start(), found.end(), found[0]
