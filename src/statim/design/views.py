"""The component gallery: every component with its name and what it is for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

TOKENS = (
    "paper", "raised", "ink", "quiet", "line", "edge", "accent", "accent-soft",
    "alert", "alert-soft", "danger", "danger-soft", "added", "added-soft",
)  # fmt: skip


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """All components on one page."""
    return render(request, "design/gallery.html", {"tokens": TOKENS})
