"""The root of all addresses."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from statim.config import health, metrics

urlpatterns: list[URLPattern | URLResolver] = [
    # First, because opening a topic is the path that counts and addresses are tried in order.
    path("", include("statim.reader.urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("", include("statim.questions.urls")),
    path("account/notes/", include("statim.annotations.urls")),
    path("account/", include("statim.accounts.urls")),
    path("", include("statim.sponsors.urls")),
    path("", include("statim.config.advertising")),
    path("", include("statim.usage.urls")),
    path("desk/", include("statim.editorial.urls")),
    path("design/", include("statim.design.urls")),
    path("", include("statim.interop.atom.urls")),
    path("", include("statim.interop.bibliography.urls")),
    path("", include("statim.interop.cdshooks.urls")),
    path("fhir/r5/", include("statim.interop.fhir.urls")),
    path("", include("statim.interop.infobutton.urls")),
    path("", include("statim.interop.jats.urls")),
    path("", include("statim.interop.markdown.urls")),
    path("", include("statim.interop.mcp.urls")),
    path("", include("statim.interop.oai.urls")),
    path("", include("statim.interop.opensearch.urls")),
    path("", include("statim.interop.sitemap.urls")),
]

handler429 = "statim.accounts.views.entrance.too_many"
handler400 = "statim.reader.views.refusals.bad_request"
handler403 = "statim.reader.views.refusals.forbidden"
handler404 = "statim.reader.views.refusals.not_found"
handler500 = "statim.reader.views.refusals.server_error"
