"""The voice of a running site: Django's catalogues, and the languages that the publisher offers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import cast

from django.conf import settings
from django.utils import translation
from django.utils.module_loading import import_string

TAGS = {"en": "en-gb"}  # Django's name of a language, where it is not ours


@cache
def _offered() -> Callable[[], tuple[str, ...]]:
    return cast("Callable[[], tuple[str, ...]]", import_string(settings.STATIM_SPOKEN))


class Spoken:
    """Says words by gettext, in the language that is active."""

    def one(self, text: str) -> str:
        """By the catalogue."""
        return translation.gettext(text)

    def many(self, one: str, many: str, number: int) -> str:
        """By the catalogue, in the form that the language has for this number."""
        return translation.ngettext(one, many, number)

    def language(self) -> str:
        """What is active, without its country."""
        return (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]

    def content(self) -> str:
        """The language that authors write in, as the publisher says it."""
        return str(settings.STATIM_HOUSE["language"])

    def offered(self) -> tuple[str, ...]:
        """As the publisher says."""
        return _offered()()

    @contextmanager
    def using(self, language: str) -> Iterator[None]:
        """For as long as it is open."""
        with translation.override(TAGS.get(language, language)):
            yield
