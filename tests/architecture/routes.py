"""Every address of the site, and what it answers to whom: one table, walked by test_routes.py.
(What stands under /account/ and /ask/ is in personal.py.)

A pattern that stands in no line fails the build. Each line gives addresses to try (own, others',
draft, withdrawn: as the room has them) and, for each, the status for every role.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver

ROLES = ("visitor", "reader", "author", "reviewer", "pharmacist", "editor", "admin")
STAFF = ("author", "reviewer", "pharmacist", "editor", "admin")
SIGNED_IN = ("reader", *STAFF)

Statuses = Mapping[str, int]
Address = str | Callable[[Mapping[str, str]], str]


@dataclass(frozen=True, slots=True)
class Try:
    """One request: its address, and the status that each role must get."""

    address: Address
    expected: Statuses
    method: str = "GET"
    body: Address = ""  # of a form


def everybody(status: int = 200) -> Statuses:
    """The same for all."""
    return dict.fromkeys(ROLES, status)


def staff(status: int = 200, **others: int) -> Statuses:
    """The desk's rule: a visitor signs in first, a reader is refused; `others` differ by role."""
    return {"visitor": 302, "reader": 403, **dict.fromkeys(STAFF, status), **others}


def editors(status: int = 200) -> Statuses:
    """What editors and administrators do at the desk; others of the staff are refused."""
    return staff(403, editor=status, admin=status)


def admins(status: int = 200) -> Statuses:
    """For administrators; the rest of the staff is refused."""
    return staff(403, admin=status)


def signed_in(status: int = 200) -> Statuses:
    """A visitor is led to the sign-in form."""
    return {"visitor": 302, **dict.fromkeys(SIGNED_IN, status)}


def gets(expected: Statuses, *addresses: Address) -> list[Try]:
    """The same answer at each of the addresses."""
    return [Try(address, expected) for address in addresses]


LIVE, GONE = "mode-of-action", "ketamine-and-ect"

TABLE: dict[str, list[Try]] = {
    "": gets(everybody(), "/"),
    "language/<str:code>/": gets(everybody(404), "/language/en/", "/language/xx/"),
    "topics/<slug:slug>/": [
        *gets(everybody(), f"/topics/{LIVE}/"),
        *gets(everybody(410), f"/topics/{GONE}/"),
        *gets(everybody(404), "/topics/never-was/"),
        *gets(everybody(301), "/topics/ketamine-side-effects/"),
    ],
    "topics/<slug:slug>.json": [
        *gets(everybody(), f"/topics/{LIVE}.json"),
        *gets(everybody(410), f"/topics/{GONE}.json"),
    ],
    "topics/<slug:slug>.pdf": [
        *gets(everybody(), f"/topics/{LIVE}.pdf"),
        *gets(everybody(410), f"/topics/{GONE}.pdf"),
        *gets(everybody(404), "/topics/never-was.pdf"),
    ],
    "topics/<slug:slug>/editions/<int:number>.pdf": [
        *gets(everybody(), f"/topics/{LIVE}/editions/1.pdf"),
        *gets(everybody(404), f"/topics/{LIVE}/editions/9.pdf"),
    ],
    "booklet/": gets(everybody(), "/booklet/"),
    "booklet.pdf": [
        *gets(everybody(), f"/booklet.pdf?topic={LIVE}"),
        *gets(everybody(404), "/booklet.pdf", f"/booklet.pdf?topic={GONE}"),
    ],
    "check/": [*gets(everybody(), "/check/"), *gets(everybody(302), "/check/?code=ABC")],
    "check/<str:code>": gets(everybody(404), "/check/ABC", f"/check/{'0' * 12}"),
    "topics/<slug:slug>/editions/": gets(everybody(), f"/topics/{LIVE}/editions/"),
    "topics/<slug:slug>/editions/<int:number>/": [
        *gets(everybody(), f"/topics/{LIVE}/editions/1/"),
        *gets(everybody(404), f"/topics/{LIVE}/editions/9/"),
    ],
    "topics/<slug:slug>/editions/<int:number>/changes/": gets(
        everybody(), "/topics/ketamine-in-depression/editions/2/changes/"
    ),
    "topics/<slug:slug>/now/": [
        Try(f"/topics/{LIVE}/now/", everybody(302)),  # back to the topic
        Try(f"/topics/{LIVE}/now/", everybody(302), "POST"),
    ],
    "browse/": gets(everybody(), "/browse/"),
    "browse/<path:path>/": gets(everybody(), "/browse/psychiatry/mood-disorders/"),
    "search/": gets(everybody(), "/search/?q=ketamine"),
    "search/suggest": gets(everybody(), "/search/suggest?q=ket"),
    "changes/": gets(everybody(), "/changes/"),
    "site/colours.css": gets(everybody(), "/site/colours.css"),
    "site/logo/<str:media>.png": gets(everybody(404), f"/site/logo/{'0' * 64}.png"),
    "service-worker.js": gets(everybody(), "/service-worker.js"),
    "manifest.webmanifest": gets(everybody(), "/manifest.webmanifest"),
    "offline/": gets(everybody(), "/offline/"),
    "offline/standing": [
        *gets(everybody(), "/offline/standing?held=t-ketamine:1"),
        *gets(everybody(400), "/offline/standing", "/offline/standing?held=x"),
    ],
    "audience/": [Try("/audience/", everybody(405)), Try("/audience/", everybody(302), "POST")],
    "about/": gets(everybody(), "/about/"),
    "about/editorial/": gets(everybody(), "/about/editorial/"),
    "about/quality/": gets(everybody(), "/about/quality/"),
    "about/corrections/": gets(everybody(), "/about/corrections/"),
    "about/advertising/": gets(everybody(), "/about/advertising/"),
    "about/privacy/": gets(everybody(), "/about/privacy/"),
    "about/accessibility/": gets(everybody(), "/about/accessibility/"),
    "about/manual/": gets(everybody(), "/about/manual/"),
    "about/manual/<slug:name>/": gets(everybody(), "/about/manual/reading/"),
    "advertising/<slug:name>/": [
        *gets(everybody(204), "/advertising/topic/"),  # nothing is booked
        *gets(everybody(404), "/advertising/article/"),
    ],
    "advertising/pictures/<str:name>": gets(everybody(404), f"/advertising/pictures/{'0' * 64}"),
    "advertising/<int:number>/go/": gets(everybody(404), "/advertising/9/go/"),
    "desk/advertising/": [
        *gets(admins(), "/desk/advertising/"),
        Try("/desk/advertising/", admins(302), "POST"),
    ],
    "desk/advertising/new/": [
        *gets(admins(), "/desk/advertising/new/"),
        Try("/desk/advertising/new/", admins(422), "POST"),  # nothing was filled in
    ],
    "desk/advertising/<int:number>/": [
        *gets(admins(404), "/desk/advertising/9/"),
        Try("/desk/advertising/9/", admins(404), "POST"),
    ],
    "healthz": gets(everybody(), "/healthz"),
    "readyz": gets(everybody(), "/readyz"),
    "metrics": gets(everybody(404), "/metrics"),  # a site without a token: tests/config
    "design/": gets(everybody(), "/design/"),
    "changes/feed/": gets(everybody(), "/changes/feed/"),
    "changes/corrections/feed/": gets(everybody(), "/changes/corrections/feed/"),
    "changes/feed/<path:shelf>/": gets(everybody(), "/changes/feed/psychiatry/"),
    "infobutton": gets(everybody(), "/infobutton", "/infobutton?mainSearchCriteria.v.c=1"),
    "infobutton/profile.xml": gets(everybody(), "/infobutton/profile.xml"),
    "fhir/r5/metadata": gets(everybody(), "/fhir/r5/metadata"),
    "fhir/r5/Composition": gets(everybody(), "/fhir/r5/Composition"),
    "fhir/r5/Composition/<str:id>": [
        *gets(everybody(), "/fhir/r5/Composition/t-mode"),
        *gets(everybody(410), "/fhir/r5/Composition/t-ect"),
        *gets(everybody(404), "/fhir/r5/Composition/never"),
    ],
    "fhir/r5/Composition/<str:id>/_history": gets(
        everybody(), "/fhir/r5/Composition/t-mode/_history"
    ),
    "fhir/r5/Composition/<str:id>/_history/<int:version>": [
        *gets(everybody(), "/fhir/r5/Composition/t-ect/_history/1"),
        *gets(everybody(404), "/fhir/r5/Composition/t-mode/_history/9"),
    ],
    "fhir/r5/Citation": [
        *gets(everybody(), "/fhir/r5/Citation?composition=t-mode"),
        *gets(everybody(400), "/fhir/r5/Citation"),
    ],
    "fhir/r5/Citation/<str:id>": gets(everybody(404), "/fhir/r5/Citation/t-mode.c0"),
    "fhir/r5/ArtifactAssessment": gets(
        everybody(), "/fhir/r5/ArtifactAssessment?composition=t-mode"
    ),
    "fhir/r5/ArtifactAssessment/<str:id>": gets(
        everybody(404), "/fhir/r5/ArtifactAssessment/t-mode.v0"
    ),
    "fhir/r5/<path:rest>": gets(everybody(404), "/fhir/r5/Patient/1"),
    "cds-services": gets(everybody(), "/cds-services"),
    "cds-services/<slug:name>": [
        *gets(everybody(405), "/cds-services/statim-patient-view"),
        Try("/cds-services/statim-patient-view", everybody(400), "POST"),
        Try("/cds-services/other", everybody(404), "POST"),
    ],
    "cds-services/<slug:name>/feedback": [
        Try("/cds-services/statim-patient-view/feedback", everybody(), "POST"),
    ],
    "mcp": [*gets(everybody(405), "/mcp"), Try("/mcp", everybody(400), "POST")],
    "llms.txt": gets(everybody(), "/llms.txt"),
    "topics/<slug:slug>.md": [
        *gets(everybody(), f"/topics/{LIVE}.md"),
        *gets(everybody(410), f"/topics/{GONE}.md"),
    ],
    "topics/<slug:slug>/editions/<int:number>.md": gets(
        everybody(), f"/topics/{GONE}/editions/1.md"
    ),
    "topics/<slug:slug>.jats.xml": [
        *gets(everybody(), f"/topics/{LIVE}.jats.xml"),
        *gets(everybody(410), f"/topics/{GONE}.jats.xml"),
    ],
    "topics/<slug:slug>/editions/<int:number>.jats.xml": [
        *gets(everybody(), f"/topics/{GONE}/editions/1.jats.xml"),
        *gets(everybody(404), f"/topics/{LIVE}/editions/9.jats.xml"),
    ],
    "topics/<slug:slug>/references.<str:ending>": [
        *gets(everybody(), f"/topics/{LIVE}/references.ris"),
        *gets(everybody(410), f"/topics/{GONE}/references.csl.json"),
        *gets(everybody(404), f"/topics/{LIVE}/references.exe"),
    ],
    "topics/<slug:slug>/citation.<str:ending>": [
        *gets(everybody(), f"/topics/{LIVE}/citation.bib"),
        *gets(everybody(404), "/topics/never-was/citation.ris"),
    ],
    "oai": gets(everybody(), "/oai?verb=Identify", "/oai"),
    "opensearch.xml": gets(everybody(), "/opensearch.xml"),
    "sitemap.xml": gets(everybody(), "/sitemap.xml"),
    "sitemap-<int:number>.xml": gets(everybody(404), "/sitemap-9.xml"),
    "robots.txt": gets(everybody(), "/robots.txt"),
    "account/": gets(signed_in(), "/account/"),
    "account/sign-in/": gets(
        {"visitor": 200, **dict.fromkeys(SIGNED_IN, 302)}, "/account/sign-in/"
    ),
    "account/reading/": gets(signed_in(), "/account/reading/"),
    "account/bookmarks/": [
        *gets(signed_in(), "/account/bookmarks/"),
        Try("/account/bookmarks/", signed_in(404), "POST"),  # no topic was named
        Try("/account/bookmarks/", signed_in(302), "POST", "topic=t-ketamine"),
    ],
    "account/reading/forget/": [
        Try("/account/reading/forget/", signed_in(405)),
        Try("/account/reading/forget/", signed_in(302), "POST"),
    ],
    "account/reading/beat/": [
        Try("/account/reading/beat/", everybody(405)),
        Try("/account/reading/beat/", {"visitor": 401, **dict.fromkeys(SIGNED_IN, 409)}, "POST"),
    ],
    "account/reading/seen/": [
        Try("/account/reading/seen/", signed_in(405)),
        Try("/account/reading/seen/", signed_in(409), "POST"),  # their reading is not recorded
    ],
    "account/reading/follow/": [
        Try("/account/reading/follow/", signed_in(405)),
        Try("/account/reading/follow/", signed_in(404), "POST"),  # nothing was named
    ],
    "account/reading/digest/<str:token>/": [
        *gets(everybody(404), "/account/reading/digest/1:forged/"),
        Try("/account/reading/digest/1:forged/", everybody(404), "POST"),
    ],
    "account/cpd/": gets(signed_in(), "/account/cpd/", "/account/cpd/?first=x"),
    "account/cpd/new/": [
        *gets(signed_in(), "/account/cpd/new/?reading=1"),
        Try("/account/cpd/new/", signed_in(422), "POST"),
    ],
    "account/cpd/lock/": [
        Try("/account/cpd/lock/", signed_in(405)),
        Try("/account/cpd/lock/", signed_in(422), "POST"),
    ],
    "account/cpd/export/": [
        *gets(signed_in(), "/account/cpd/export/?format=csv"),
        *gets(signed_in(422), "/account/cpd/export/?format=exe"),
    ],
    "account/cpd/readings/delete/": [
        Try("/account/cpd/readings/delete/", signed_in(405)),
        Try("/account/cpd/readings/delete/", signed_in(302), "POST"),
    ],
    "account/cpd/<slug:name>/": gets(signed_in(404), "/account/cpd/nobodys-entry/"),
    "account/cpd/<slug:name>/evidence/": [
        Try("/account/cpd/nobodys-entry/evidence/", signed_in(405)),
        Try("/account/cpd/nobodys-entry/evidence/", signed_in(422), "POST"),
    ],
    "account/cpd/<slug:name>/evidence/<slug:file>/": gets(
        signed_in(404), "/account/cpd/nobodys-entry/evidence/nobodys-file/"
    ),
    "account/cpd/<slug:name>/evidence/<slug:file>/remove/": [
        Try("/account/cpd/nobodys-entry/evidence/nobodys-file/remove/", signed_in(405)),
        Try("/account/cpd/nobodys-entry/evidence/nobodys-file/remove/", signed_in(404), "POST"),
    ],
    "account/cpd/<slug:name>/delete/": [
        Try("/account/cpd/nobodys-entry/delete/", signed_in(405)),
        Try("/account/cpd/nobodys-entry/delete/", signed_in(404), "POST"),
    ],
    "account/sign-out/": [Try("/account/sign-out/", everybody(405))],
    "media/<str:name>": gets(everybody(404), f"/media/{'0' * 64}.png", "/media/passwd"),
    "desk/": gets(staff(), "/desk/"),
    # with own, others', draft, live and withdrawn objects: tests/editorial/office/test_roles.py
    "desk/work/": gets(staff(), "/desk/work/"),
    "desk/work/<slug:name>/": [
        *gets(staff(), "/desk/work/overdue/", "/desk/work/uncited/", "/desk/work/retracted/"),
        *gets(staff(404), "/desk/work/none/"),
    ],
    "desk/interests/register/": gets(staff(), "/desk/interests/register/"),
    "desk/people/": [*gets(admins(), "/desk/people/"), Try("/desk/people/", staff(405), "POST")],
    "desk/people/new/": [
        *gets(admins(), "/desk/people/new/"),
        Try("/desk/people/new/", admins(422), "POST"),
    ],
    "desk/people/<int:number>/": [
        *gets(admins(404), "/desk/people/999999/"),
        Try("/desk/people/999999/", admins(404), "POST"),
    ],
    "desk/plans/": gets(staff(), "/desk/plans/"),
    "desk/paths/": [
        *gets(staff(), "/desk/paths/"),
        Try("/desk/paths/", editors(422), "POST"),
    ],
    "desk/topics/<str:topic_id>/plan/": [
        *gets(staff(404), "/desk/topics/none/plan/"),
        Try("/desk/topics/none/plan/", editors(404), "POST"),
    ],
    "desk/calendar/": gets(staff(), "/desk/calendar/", "/desk/calendar/?month=rubbish"),
    "desk/calendar/address/": [
        *gets(staff(405), "/desk/calendar/address/"),
        Try("/desk/calendar/address/", staff(404), "POST"),
    ],
    "desk/audit/": gets(editors(), "/desk/audit/", "/desk/audit/?verify=1&since=x&p=0"),
    "desk/audit/export/": [
        *gets(staff(405), "/desk/audit/export/"),
        Try("/desk/audit/export/", admins(422), "POST"),
    ],
    "desk/words/": gets(staff(), "/desk/words/", "/desk/words/?kind=abbreviations"),
    "desk/words/import/": [
        *gets(editors(), "/desk/words/import/"),
        Try("/desk/words/import/", editors(422), "POST"),
    ],
    "desk/words/export/": gets(staff(), "/desk/words/export/"),
    "desk/words/why/": gets(staff(), "/desk/words/why/?q=ketamine"),
    "desk/words/<slug:kind>/add/": [
        *gets(editors(), "/desk/words/synonyms/add/", "/desk/words/abbreviations/add/"),
        *gets(editors(404), "/desk/words/none/add/"),
        Try("/desk/words/synonyms/add/", editors(422), "POST"),
    ],
    "desk/words/<slug:kind>/<int:number>/": [
        *gets(editors(404), "/desk/words/synonyms/999999/", "/desk/words/none/1/"),
        Try("/desk/words/abbreviations/999999/", editors(404), "POST"),
    ],
    "desk/questions/": gets(staff(), "/desk/questions/", "/desk/questions/?state=answered"),
    "desk/questions/<int:number>/": [
        *gets(staff(404), "/desk/questions/999999/"),
        Try("/desk/questions/999999/", staff(404), "POST"),
    ],
    "desk/settings/<slug:matter>/": [
        *gets(admins(), "/desk/settings/identity/", "/desk/settings/logo/"),
        *gets(editors(), "/desk/settings/disclaimers/"),
        *gets(staff(404), "/desk/settings/no-such-matter/"),
        Try("/desk/settings/identity/", admins(), "POST", "site_name=Other"),  # only looked at
        Try("/desk/settings/colours/", admins(422), "POST", "accent=red"),
        Try("/desk/settings/specialties/", editors(), "POST"),
    ],
    "desk/use/": gets(staff(), "/desk/use/", "/desk/use/?days=x"),
    "desk/use/institutions/": [
        *gets(admins(), "/desk/use/institutions/"),
        Try("/desk/use/institutions/", admins(422), "POST"),  # nothing was filled in
    ],
    "desk/use/institutions/<str:customer>/": [
        *gets(admins(404), "/desk/use/institutions/none/"),
        Try("/desk/use/institutions/none/", admins(404), "POST"),
    ],
    "desk/use/institutions/<str:customer>/report/": gets(
        admins(404), "/desk/use/institutions/none/report/"
    ),
    "r51/status": gets(everybody(), "/r51/status"),
    # opened by a key, for nobody's session: tests/usage/test_counter.py
    "r51/members": gets(everybody(400), "/r51/members"),
    "r51/reports": gets(everybody(400), "/r51/reports"),
    "r51/reports/<slug:name>": [
        *gets(everybody(400), "/r51/reports/dr"),
        *gets(everybody(404), "/r51/reports/tr"),
    ],
    "desk/settings/": gets(staff(), "/desk/settings/"),
    "desk/interests/": gets(staff(), "/desk/interests/"),
    "desk/topics/": gets(staff(), "/desk/topics/"),
    "desk/topics/new/": gets(staff(), "/desk/topics/new/"),
    "desk/topics/import/": gets(staff(), "/desk/topics/import/"),
    "desk/topics/paste/": [
        Try("/desk/topics/paste/", staff(405)),
        Try("/desk/topics/paste/", staff(400), "POST"),
    ],
    "desk/topics/figures/": [
        Try("/desk/topics/figures/", staff(405)),
        Try("/desk/topics/figures/", staff(400), "POST"),
    ],
    "desk/topics/figures/<str:name>": gets(staff(404), "/desk/topics/figures/none.png"),
    # what each screen of a topic answers to whom: tests/editorial/desk/test_roles.py
    **{
        f"desk/topics/<str:topic_id>/{screen}": [
            Try(f"/desk/topics/none/{screen}", expected),
            Try(f"/desk/topics/none/{screen}", posted, "POST"),
        ]
        for screens, expected, posted in (
            (("", "comments/", "comparisons/", "submit/", "review/"), staff(404), staff(404)),
            (("preview/", "history/", "compare/"), staff(404), staff(405)),
            (("save/", "hold/", "restore/", "unschedule/"), staff(405), staff(404)),
            (("publish/", "withdraw/", "move/"), editors(404), editors(404)),
        )
        for screen in screens
    },
    **{
        f"desk/topics/<str:topic_id>/comparisons/<str:statement_id>/{screen}": [
            Try(f"/desk/topics/none/comparisons/c1/{screen}", expected),
            Try(f"/desk/topics/none/comparisons/c1/{screen}", staff(404), "POST"),
        ]
        for screen, expected in (("", staff(404)), ("shown/", staff(405)))
    },
    "desk/account/": gets(staff(302), "/desk/account/"),
    "desk/logout/": [
        Try("/desk/logout/", staff(405)),
        Try("/desk/logout/", staff(302), "POST"),
    ],
    "desk/calendar/<str:token>.ics": gets(everybody(404), "/desk/calendar/no-such-secret.ics"),
    "desk/library/": gets(staff(), "/desk/library/", "/desk/library/?q=x&show=unused&page=2"),
    "desk/library/find": gets(staff(), "/desk/library/find", "/desk/library/find?q=loo"),
    "desk/library/add": [
        *gets(staff(), "/desk/library/add"),
        Try("/desk/library/add", staff(422), "POST"),  # nothing was pasted
    ],
    "desk/library/by-hand/": [
        *gets(staff(), "/desk/library/by-hand/"),
        Try("/desk/library/by-hand/", staff(422), "POST"),
    ],
    "desk/library/file/": [
        *gets(staff(405), "/desk/library/file/"),
        Try("/desk/library/file/", staff(422), "POST"),
    ],
    "desk/library/export/": gets(staff(), "/desk/library/export/"),
    "desk/library/duplicates/": gets(staff(), "/desk/library/duplicates/"),
    "desk/library/merge/": [  # there is no such work: an editor learns it, others are refused
        *gets(editors(404), "/desk/library/merge/?keep=a&drop=b"),
        Try("/desk/library/merge/", editors(404), "POST"),
    ],
    "desk/library/apart/": [
        *gets(staff(405), "/desk/library/apart/"),
        Try("/desk/library/apart/", editors(404), "POST"),
    ],
    "desk/library/waiting/": gets(staff(), "/desk/library/waiting/"),
    "desk/library/noticed/": gets(staff(), "/desk/library/noticed/"),
    "desk/library/works/<slug:key>/": gets(staff(404), "/desk/library/works/nobody1999/"),
    "desk/library/works/<slug:key>/edit/": [
        *gets(editors(404), "/desk/library/works/nobody1999/edit/"),
        Try("/desk/library/works/nobody1999/edit/", editors(404), "POST"),
    ],
    "desk/library/works/<slug:key>/take/": [
        *gets(staff(405), "/desk/library/works/nobody1999/take/"),
        Try("/desk/library/works/nobody1999/take/", editors(404), "POST"),
    ],
    "desk/sprite/": gets(everybody(), "/desk/sprite/"),
    "desk/jsi18n/": gets(everybody(), "/desk/jsi18n/"),
}


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern under a resolver, written out from the root."""
    for each in resolver.url_patterns:
        place = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each, place)
        else:
            yield place, each
