"""The screens of advertising at the desk: put here together with who may use them, because the room
of advertisements knows no accounts, and the desk no advertisements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path

from statim.editorial.desk.entrance import for_staff
from statim.editorial.desk.people import actor
from statim.editorial.permissions import MANAGE_ADVERTISING, check_may
from statim.sponsors.views import booking

FRAME = "editorial/desk/page.html"


def _for_who_may(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    def guarded(request: HttpRequest, **named: Any) -> HttpResponse:
        by = actor(request)
        check_may(by, MANAGE_ADVERTISING)
        return view(request, by=by, frame=FRAME, **named)

    return for_staff(guarded)


app_name = "booking"
urlpatterns = [
    path("desk/advertising/", _for_who_may(booking.bookings), name="bookings"),
    path("desk/advertising/new/", _for_who_may(booking.new), name="new"),
    path("desk/advertising/<int:number>/", _for_who_may(booking.one), name="one"),
]
