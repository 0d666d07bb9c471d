"""Which terms of a list are which topics, and the names that topics gain by it. Pure.

A term is a topic where its label is the topic's title; else where the label is one of the topic's
synonyms or the title one of the term's; else where a code is the same and no other term has it.
A list that groups several things under one code is matched by label alone. What is doubtful is
left out and counted: a wrong synonym leads a reader to the wrong page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from statim.editions.document import TopicIdentity
from statim.search.starting_set.terms import Term, system_of
from statim.search.tables import Row, fault_of
from statim.search.words import normal

LABEL, SYNONYM, CODE = "label", "synonym", "code"
WAYS = (LABEL, SYNONYM, CODE)
UNMATCHED = "terms without a topic here"
SHARED_CODE = "terms whose code several terms have"
SHARED_NAME = "names that the list gives to several terms"
OTHER_TITLE = "names that are the title of another topic"
OTHER_NAME = "names that another topic has"
UNFIT = "names that are too long or hold no letter"
_ABBREVIATION = re.compile(r"(?=(?:.*[A-Z]){2})[A-Za-z0-9&/+-]{2,8}")


@dataclass(slots=True)
class Matched:
    """What a list gives: the rows to take in, how many topics were matched by what, and how
    many terms or names were left, by reason."""

    rows: list[Row] = field(default_factory=list)
    by: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)


def key(name: str) -> str:
    """A name as it is compared: folded, in one spelling."""
    return " ".join(normal(name))


class Topics:
    """The topics there are, by title, by other name and by code."""

    def __init__(self, topics: Iterable[TopicIdentity]) -> None:
        self.titles: defaultdict[str, set[str]] = defaultdict(set)
        self.others: defaultdict[str, set[str]] = defaultdict(set)
        self.codes: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for topic in topics:
            self.titles[key(topic.title)].add(topic.id)
            for name in topic.synonyms:
                self.others[key(name)].add(topic.id)
            for code in topic.codes:
                if system := system_of(code.system):
                    self.codes[system, code.code.casefold()].add(topic.id)

    def named(self, name: str) -> set[str]:
        """The topics that have this name already, as title or otherwise."""
        return self.titles.get(name, set()) | self.others.get(name, set())


def match(terms: Sequence[Term], topics: Topics, ways: Sequence[str] = WAYS) -> Matched:
    """The synonyms and abbreviations that the topics gain from the terms, matched in these ways,
    the surest first."""
    found = Matched()
    names = Counter(one for term in terms for one in {key(n) for n in (term.label, *term.synonyms)})
    codes = Counter(code for term in terms for code in term.codes)
    taken: set[str] = set()
    for how in ways:
        by_topic: defaultdict[str, list[Term]] = defaultdict(list)
        for term in terms:
            for topic in _reached(term, how, topics, codes) - taken:
                by_topic[topic].append(term)
        for topic, own in by_topic.items():
            if len(own) == 1:
                found.by[how] += 1
                _gain(found, topic, own[0], names, topics)
            else:
                found.left[SHARED_NAME if how != CODE else SHARED_CODE] += 1
        taken |= by_topic.keys()
    found.left[UNMATCHED] = len(terms) - sum(found.by.values())
    return found


def _reached(term: Term, how: str, topics: Topics, codes: Counter[tuple[str, str]]) -> set[str]:
    label = key(term.label)
    if how == LABEL:
        return topics.titles.get(label, set())
    if how == SYNONYM:
        by_title = (topics.titles.get(key(name), set()) for name in term.synonyms)
        return topics.others.get(label, set()).union(*by_title)
    return set().union(*(topics.codes.get(one, set()) for one in term.codes if codes[one] == 1))


def _gain(found: Matched, topic: str, term: Term, names: Counter[str], topics: Topics) -> None:
    gained: set[str] = set()
    for name in (term.label, *term.synonyms):
        folded, short = key(name), bool(_ABBREVIATION.fullmatch(name))
        row = Row(name if short else "", term.label if short else name, topic, term.source)
        if topic in topics.named(folded) or folded in gained:
            continue
        if any(fault_of(row)):
            found.left[UNFIT] += 1
        elif not short and names[folded] > 1:
            found.left[SHARED_NAME] += 1
        elif not short and folded in topics.titles:
            found.left[OTHER_TITLE] += 1
        elif not short and topics.named(folded):
            found.left[OTHER_NAME] += 1
        else:
            gained.add(folded)
            found.rows.append(row)


def led(rows: Iterable[Row], topics: Topics) -> Matched:
    """Meanings of abbreviations with the page of exactly that title, where there is just one.

    A meaning that has none stays a meaning: to leave it out would make another look certain.
    """
    found = Matched()
    for row in rows:
        if any(fault_of(row)):
            found.left[UNFIT] += 1
            continue
        own = topics.titles.get(key(row.words), set()) or topics.others.get(key(row.words), set())
        topic = next(iter(own)) if len(own) == 1 else ""
        found.by[LABEL if topic else "meaning without a topic"] += 1
        found.rows.append(Row(row.short, row.words, topic, row.source))
    return found
