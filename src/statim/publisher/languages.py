"""The languages in which this publisher's site speaks to its readers: asked for here, nowhere else.

The language of the content is another matter (`House.language`).
"""

from __future__ import annotations

from django.conf import settings

from statim.publisher import chosen


def languages() -> tuple[str, ...]:
    """The codes of the languages offered, never none; the first is for whoever asks for none:
    those of the environment, else those chosen at the desk, else English."""
    said = None if "languages" in settings.STATIM_FIXED else chosen.values().get("languages")
    return tuple(said or settings.STATIM_LANGUAGES)
