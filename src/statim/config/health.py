"""Answers for machines: `/healthz` (the process is alive), `/readyz` (it can serve)."""

from __future__ import annotations

import logging

from django.db import Error
from django.http import HttpRequest, HttpResponse

from statim.editions.queries import head_holds

log = logging.getLogger(__name__)

FRESH = {"Cache-Control": "no-store"}


def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all; touches nothing else."""
    return _said("alive", 200)


def ready(request: HttpRequest) -> HttpResponse:
    """200 where the database answers and the head of the record holds; else 503 and why."""
    try:
        holds = head_holds()
    except Error:
        log.exception("the database does not answer")
        return _said("the database does not answer", 503)
    if not holds:
        return _said("the head of the record does not hold; run `statim editions verify`", 503)
    return _said("ready", 200)


def _said(words: str, status: int) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain", headers=FRESH)
