"""The languages in which this publisher's site speaks to its readers: asked for here, nowhere else.

The language of the content is another matter (`House.language`).
"""

from __future__ import annotations

from django.conf import settings


def languages() -> tuple[str, ...]:
    """The codes of the languages offered, never none; the first is for whoever asks for none."""
    return tuple(settings.STATIM_LANGUAGES)
