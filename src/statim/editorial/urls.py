"""Addresses under /desk/: ours, each for staff only, then the little that Wagtail's frame needs."""

from __future__ import annotations

from django.urls import include, path
from wagtail.admin.urls import urlpatterns as wagtails

from statim.editorial.desk.closing import Patterns, only_the_frame
from statim.editorial.desk.entrance import for_staff
from statim.editorial.desk.views import home
from statim.editorial.library import urls as library
from statim.editorial.office.views import home as first
from statim.editorial.views import calendar

ours: Patterns = [
    path("", for_staff(first.home), name="wagtailadmin_home"),
    path("account/", for_staff(home.account), name="wagtailadmin_account"),
    path("logout/", for_staff(home.leave), name="wagtailadmin_logout"),
    # programs fetch it, which cannot sign in: its secret is the key
    path("calendar/<str:token>.ics", calendar, name="desk_calendar"),
    path("", include("statim.editorial.desk.urls")),
    *library.urlpatterns,
    path("", include("statim.editorial.office.urls")),
]

urlpatterns: Patterns = [*ours, *only_the_frame(wagtails)]
