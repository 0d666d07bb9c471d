"""The catalogues: every sentence is in them, translated whole, with the same places and markup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message
from django.utils import translation

from tests import catalogues
from tests.catalogues import LANGUAGES, catalogue, compiled, folder, known, rooms, written

PLACE = re.compile(r"%\(\w+\)[sd]|%[ns]\b")
TAG = re.compile(r"<[^<>]+>")
EACH = [(room, language) for language in LANGUAGES for room in rooms()]


def faults_of(message: Message) -> Iterator[str]:
    """What is wrong with one translation: missing, unsure, other places or markup."""
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    strings = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    if message.fuzzy:
        yield f"unsure: {ids[0]!r}"
    if len(strings) != len(ids) or not all(strings):
        yield f"not translated: {ids[0]!r}"
        return
    for one, said in zip(ids, strings, strict=True):
        if set(PLACE.findall(one)) != set(PLACE.findall(said)):
            yield f"other places: {one!r} -> {said!r}"
        if Counter(TAG.findall(one)) != Counter(TAG.findall(said)):
            yield f"other markup: {one!r} -> {said!r}"
        if [end.isspace() for end in (one[:1], one[-1:])] != [
            end.isspace() for end in (said[:1], said[-1:])
        ]:
            yield f"another space at its end: {one!r} -> {said!r}"


@pytest.mark.parametrize(("room", "language"), EACH)
def test_every_sentence_is_in_its_rooms_catalogue_and_translated(room: str, language: str) -> None:
    text = (folder(room, language) / "django.po").read_text("utf-8")
    assert text == written(room, language, known(language)), "run: make messages"
    faults = [fault for m in catalogue(room, language) if m.id for fault in faults_of(m)]
    assert faults == []


@pytest.mark.parametrize(("room", "language"), EACH)
def test_what_is_loaded_is_what_is_written(room: str, language: str) -> None:
    binary = (folder(room, language) / "django.mo").read_bytes()
    assert binary == compiled(room, language), "run: make messages"


def test_a_sentence_is_said_in_one_way_everywhere_and_before_all_packages() -> None:
    for language in LANGUAGES:
        for room in rooms():
            for message in catalogue(room, language):
                if message.id and isinstance(message.id, str):
                    with translation.override(language):
                        assert translation.gettext(message.id) == message.string


@pytest.mark.parametrize(
    "message",
    [
        Message("Edition %(number)s", "Ausgabe %(nummer)s"),
        Message("Edition %(number)s", "Ausgabe"),
        Message("<b>Error</b>: wrong", "<b>Fehler: falsch"),
        Message('<a href="/x/">Go</a>', '<a href="/y/">Los</a>'),
        Message("Topics", ""),
        Message("Topics", "Themen", flags=("fuzzy",)),
        Message(("%(number)s day", "%(number)s days"), ("%(number)s Tag", "")),
        Message(("%(number)s day", "%(number)s days"), ("%(number)s Tag", "viele Tage")),
        Message("Thank you. ", "Danke."),
    ],
)
def test_a_wrong_translation_is_found(message: Message) -> None:
    assert list(faults_of(message))


def test_what_is_said_is_found_in_code_and_templates() -> None:
    code = 'say("One %(a)s.", a=1)\nx = later("Two")\nsay_count("%(number)s a", "%(number)s b", n)'
    assert [s.one for s in catalogues.in_python(code, "")] == ["One %(a)s.", "Two", "%(number)s a"]
    page = (
        '{% translate "Three" %}{% blocktranslate with n=m %}Four {{ n }}{% endblocktranslate %}'
        '{{ x|default:_("Five") }}'
        "{% blocktranslate count n=m %}six{% plural %}many{% endblocktranslate %}"
    )
    found = {(s.one, s.many) for s in catalogues.in_template(page, "")}
    assert found == {("Three", ""), ("Four %(n)s", ""), ("Five", ""), ("six", "many")}
