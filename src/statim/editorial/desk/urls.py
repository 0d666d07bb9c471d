"""The addresses of our screens under /desk/, each for staff only."""

from __future__ import annotations

from django.urls import path

from statim.editorial.desk.closing import Patterns
from statim.editorial.desk.entrance import for_staff
from statim.editorial.desk.views import listing, starting

app_name = "desk"
urlpatterns: Patterns = [
    path("topics/", for_staff(listing.topics), name="topics"),
    path("topics/new/", for_staff(starting.new), name="new"),
    path("topics/import/", for_staff(starting.take_over), name="import"),
]
