"""One spelling for words that are written in several: British and American, old and new drug names.

Pure. The form made here is for looking up only: it is never shown, and need not be a word.
The same rule is applied to what is indexed and to what is asked, so a rule that is too wide
joins words that differ, but loses none.
"""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST_WORD = 60

_RULES = [
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"ae", "e"),  # anaemia, haemorrhage, paediatric
        (r"oe(?!s?$)", "e"),  # oedema, diarrhoea, foetus; not toe, toes
        (r"sulph", "sulf"),  # sulphate
        (r"^leuc(?=o)", "leuk"),  # leucocyte
        (r"(?<=[a-z]{2})our(?=(s|ed|ing|al|less|able)?$)", "or"),  # tumour, behavioural
        (r"is(?=(e|ed|es|ing|ation|ations|er|ers)$)", "iz"),  # randomised
        (r"ys(?=(e|ed|es|ing|er|ers)$)", "yz"),  # paralysed
        (r"(?<=[a-z]{2}[bt])re(?=s?$)", "er"),  # fibre, centre, litre; not "bre", half typed
        (r"ll(?=(ed|ing|er|ers)$)", "l"),  # labelled
        (r"logue(?=s?$)", "log"),  # analogue
        (r"^programme(?=s?$)", "program"),
        (r"^neurone(?=s?$)", "neuron"),
    )
]

# One substance, two names: as in the British Pharmacopoeia or the older books, and the
# International Nonproprietary Name (or the American name) that stands for both here.
_SAME = {
    "acetaminophen": "paracetamol",
    "acyclovir": "aciclovir",
    "adrenalin": "epinephrine",
    "adrenaline": "epinephrine",
    "albuterol": "salbutamol",
    "aluminium": "aluminum",
    "amphetamine": "amfetamine",
    "amphotericin": "amfotericin",
    "bendrofluazide": "bendroflumethiazide",
    "chlorthalidone": "chlortalidone",
    "cyclosporin": "ciclosporin",
    "cyclosporine": "ciclosporin",
    "frusemide": "furosemide",
    "glyburide": "glibenclamide",
    "grey": "gray",
    "isoproterenol": "isoprenaline",
    "lignocaine": "lidocaine",
    "meperidine": "pethidine",
    "mould": "mold",
    "noradrenaline": "norepinephrine",
    "phenobarbitone": "phenobarbital",
    "rifampin": "rifampicin",
    "thiopentone": "thiopental",
    "thyroxine": "levothyroxine",
}


@lru_cache(maxsize=200_000)
def one_spelling(word: str) -> str:
    """The form under which a folded word is looked up."""
    word = word[:LONGEST_WORD]
    if word in _SAME:
        return _SAME[word]
    for pattern, instead in _RULES:
        word = pattern.sub(instead, word)
    return word


def singular(word: str) -> str:
    """A beginning that singular and plural share; the word itself where it is no plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3]
    if len(word) > 5 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "is", "us")):
        return word[:-1]
    return word
