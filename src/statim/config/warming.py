"""Makes a server ready before it takes its first request: addresses and the code behind them.

Django reads them when the first request asks, which then takes seconds; a reader or an author
should not be the one who waits.
"""

from __future__ import annotations

from django.template.loader import get_template
from django.urls import reverse

PAGES = ("reader/topic_shell.html", "editorial/office/home.html")


def warm() -> None:
    """Read every address with its views, as finding one by name does, and the largest templates."""
    reverse("healthz")
    for name in PAGES:
        get_template(name)
