"""The addresses of our screens under /desk/, each for staff only."""

from __future__ import annotations

from django.urls import path

from statim.editorial.desk.closing import Patterns
from statim.editorial.desk.comparisons import views as comparing
from statim.editorial.desk.entrance import for_staff
from statim.editorial.desk.views import (
    commenting,
    declaring,
    history,
    listing,
    pictures,
    previewing,
    publishing,
    reviewing,
    starting,
    writing,
)

ONE = "topics/<str:topic_id>/"

app_name = "desk"
urlpatterns: Patterns = [
    path("interests/", for_staff(declaring.interests), name="interests"),
    path("topics/", for_staff(listing.topics), name="topics"),
    path("topics/new/", for_staff(starting.new), name="new"),
    path("topics/import/", for_staff(starting.take_over), name="import"),
    path("topics/paste/", for_staff(pictures.pasted), name="paste"),
    path("topics/figures/", for_staff(pictures.keep), name="figures"),
    path("topics/figures/<str:name>", for_staff(pictures.picture), name="picture"),
    path(ONE, for_staff(writing.write), name="topic"),
    path(f"{ONE}save/", for_staff(writing.autosave), name="autosave"),
    path(f"{ONE}hold/", for_staff(writing.hold), name="hold"),
    path(f"{ONE}comparisons/", for_staff(comparing.comparisons), name="comparisons"),
    path(f"{ONE}comparisons/<str:statement_id>/", for_staff(comparing.one), name="comparison"),
    path(
        f"{ONE}comparisons/<str:statement_id>/shown/",
        for_staff(comparing.shown),
        name="comparison-shown",
    ),
    path(f"{ONE}comments/", for_staff(commenting.comments), name="comments"),
    path(f"{ONE}preview/", for_staff(previewing.preview), name="preview"),
    path(f"{ONE}history/", for_staff(history.history), name="history"),
    path(f"{ONE}compare/", for_staff(history.compare), name="compare"),
    path(f"{ONE}restore/", for_staff(history.restore), name="restore"),
    path(f"{ONE}submit/", for_staff(reviewing.submit), name="submit"),
    path(f"{ONE}review/", for_staff(reviewing.review), name="review"),
    path(f"{ONE}publish/", for_staff(publishing.publish), name="publish"),
    path(f"{ONE}unschedule/", for_staff(publishing.unschedule), name="unschedule"),
    path(f"{ONE}withdraw/", for_staff(publishing.withdraw), name="withdraw"),
    path(f"{ONE}move/", for_staff(publishing.move), name="move"),
]
