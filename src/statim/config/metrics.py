"""What the site tells a Prometheus server: requests by pattern, and how the record and index are.

No label names a topic, a search or a person. Several server processes count in files of the data
folder, which `statim run` names in PROMETHEUS_MULTIPROC_DIR; each answers for all of them.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from functools import lru_cache

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from statim.editions.queries import record_mark
from statim.search import follower

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

OWN = CollectorRegistry()  # of this process
REQUESTS = Counter("statim_requests", "Answers", ["route", "method", "status"], registry=OWN)
TOOK = Histogram(
    "statim_request_seconds", "Time to an answer", ["route"], buckets=SECONDS, registry=OWN
)


def count(route: str, method: str, status: int, seconds: float) -> None:
    """One answer was given."""
    requests, took = _lines(route, method if method in METHODS else "other", status)
    requests.inc()
    took.observe(seconds)


@lru_cache(maxsize=4096)
def _lines(route: str, method: str, status: int) -> tuple[Counter, Histogram]:
    return REQUESTS.labels(route, method, str(status)), TOOK.labels(route)


class State(Collector):
    """What is looked up when it is asked: gauges of the record and the index."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """`statim_database_up`, and with it `statim_editions` and how far the index is behind."""
        try:
            editions, _ = record_mark()
            behind = follower.behind()
        except (DatabaseError, TypeError):  # TypeError: there is no head row
            yield GaugeMetricFamily("statim_database_up", "1 where it answers", value=0)
            return
        yield GaugeMetricFamily("statim_database_up", "1 where it answers", value=1)
        yield GaugeMetricFamily("statim_editions", "Editions in the record", value=editions)
        yield GaugeMetricFamily(
            "statim_search_editions_behind", "Editions that the index has yet to take", value=behind
        )


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers, to whoever shows the token of STATIM_METRICS_TOKEN; 404 where there is none."""
    if not settings.STATIM_METRICS_TOKEN:
        raise Http404("this site shows no numbers to machines")
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not secrets.compare_digest(shown.encode(), settings.STATIM_METRICS_TOKEN.encode()):
        refused = HttpResponse("The token is missing or wrong.\n", "text/plain", status=401)
        refused.headers["WWW-Authenticate"] = 'Bearer realm="metrics"'
        return _uncached(refused)
    return _uncached(HttpResponse(_everything(), CONTENT_TYPE_LATEST))


def _everything() -> bytes:
    shown = CollectorRegistry()
    shown.register(State())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(shown)
        return generate_latest(shown)
    return generate_latest(shown) + generate_latest(OWN)


def _uncached(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
