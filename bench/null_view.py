"""The measure of all things here: a Django view that does nothing, served as Statim is."""

from __future__ import annotations

import sys

from django.conf import settings

if not settings.configured:
    settings.configure(
        ROOT_URLCONF="bench.null_view", ALLOWED_HOSTS=["*"], SECRET_KEY="measure", MIDDLEWARE=[]
    )

from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path


def ok(request: HttpRequest) -> HttpResponse:
    """Answer "ok"."""
    return HttpResponse(b"ok")


urlpatterns = [path("", ok)]
application = get_wsgi_application()

if __name__ == "__main__":
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "bench.null_view:application",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_enabled=False,
    ).serve()
