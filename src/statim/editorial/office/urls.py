"""The addresses of these screens under /desk/, each for staff only."""

from __future__ import annotations

from django.urls import path

from statim.editorial.desk.closing import Patterns
from statim.editorial.desk.entrance import for_staff
from statim.editorial.office.views import (
    audit,
    calendar,
    home,
    interests,
    people,
    plans,
    questions,
    settings,
    site,
    use,
    words,
)

KEPT = "words/<slug:kind>/"

app_name = "office"
urlpatterns: Patterns = [
    path("work/", for_staff(home.work), name="work"),
    path("work/<slug:name>/", for_staff(home.whole_list), name="list"),
    path("interests/register/", for_staff(interests.register), name="register"),
    path("people/", for_staff(people.people), name="people"),
    path("people/new/", for_staff(people.new_person), name="new_person"),
    path("people/<int:number>/", for_staff(people.person), name="person"),
    path("plans/", for_staff(plans.table), name="plans"),
    path("paths/", for_staff(plans.review_paths), name="paths"),
    path("topics/<str:topic_id>/plan/", for_staff(plans.plan), name="plan"),
    path("calendar/", for_staff(calendar.month), name="calendar"),
    path("calendar/address/", for_staff(calendar.link), name="calendar_link"),
    path("audit/", for_staff(audit.audit), name="audit"),
    path("audit/export/", for_staff(audit.export), name="audit_export"),
    path("words/", for_staff(words.words), name="words"),
    path("words/import/", for_staff(words.take_in), name="words_import"),
    path("words/export/", for_staff(words.export), name="words_export"),
    path("words/why/", for_staff(words.why), name="words_why"),
    path(f"{KEPT}add/", for_staff(words.add), name="words_add"),
    path(f"{KEPT}<int:number>/", for_staff(words.change), name="words_change"),
    path("questions/", for_staff(questions.questions), name="questions"),
    path("questions/<int:number>/", for_staff(questions.question), name="question"),
    path("use/", for_staff(use.use), name="use"),
    path("use/institutions/", for_staff(use.institutions), name="institutions"),
    path("use/institutions/<str:customer>/", for_staff(use.institution), name="institution"),
    path(
        "use/institutions/<str:customer>/report/",
        for_staff(use.report),
        name="institution_report",
    ),
    path("settings/", for_staff(settings.settings), name="settings"),
    path("settings/<slug:matter>/", for_staff(site.matter), name="site"),
]
