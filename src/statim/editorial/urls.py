"""Addresses under /desk/: ours, each for staff only, then the little that Wagtail's frame needs."""

from __future__ import annotations

from django.urls import path
from wagtail.admin.urls import urlpatterns as wagtails

from statim.editorial.desk import views
from statim.editorial.desk.closing import Patterns, only_the_frame
from statim.editorial.desk.entrance import for_staff

ours: Patterns = [
    path("", for_staff(views.home), name="wagtailadmin_home"),
    path("account/", for_staff(views.account), name="wagtailadmin_account"),
    path("logout/", for_staff(views.leave), name="wagtailadmin_logout"),
]

urlpatterns: Patterns = [*ours, *only_the_frame(wagtails)]
