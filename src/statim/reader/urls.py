"""Addresses of the reading side."""

from __future__ import annotations

from django.urls import URLPattern, path

from statim.reader.views import (
    about,
    audience,
    browse,
    checking,
    copies,
    corrections,
    editions,
    home,
    language,
    media,
    offline,
    search,
    site,
    topic,
    urgent,
)

app_name = "reader"
urlpatterns: list[URLPattern] = [
    path("topics/<slug:slug>/", topic.topic, name="topic"),
    path("", home.home, name="home"),
    path("topics/<slug:slug>.json", topic.topic_json, name="topic-json"),
    path("topics/<slug:slug>.pdf", copies.topic_pdf, name="topic-pdf"),
    path("topics/<slug:slug>/editions/<int:number>.pdf", copies.edition_pdf, name="edition-pdf"),
    path("booklet/", copies.booklet, name="booklet"),
    path("booklet.pdf", copies.booklet_pdf, name="booklet-pdf"),
    path("check/", checking.ask, name="check"),
    path("check/<str:code>", checking.check, name="checked"),
    path("topics/<slug:slug>/editions/", editions.history, name="history"),
    path("topics/<slug:slug>/editions/<int:number>/", topic.edition, name="edition"),
    path("topics/<slug:slug>/editions/<int:number>/changes/", editions.changes, name="changes-in"),
    path("topics/<slug:slug>/now/", urgent.open_now, name="urgent"),
    path("media/<str:name>", media.picture, name="picture"),
    path("browse/", browse.browse, name="browse"),
    path("browse/<path:path>/", browse.browse, name="shelf"),
    path("search/", search.search, name="search"),
    path("search/suggest", search.suggestions, name="suggest"),
    path("changes/", home.changes, name="changes"),
    path("site/logo/<str:media>.png", site.logo, name="logo"),
    path("site/colours.css", site.colours, name="colours"),
    path("service-worker.js", offline.worker, name="worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("offline/", offline.page, name="offline"),
    path("offline/standing", offline.standing, name="offline-standing"),
    path("audience/", audience.confirm, name="audience"),
    path("language/<str:code>/", language.choose, name="language"),
    path("about/", about.about, name="about"),
    path("about/editorial/", about.editorial, name="editorial"),
    path("about/quality/", about.quality, name="quality"),
    path("about/corrections/", corrections.corrections, name="corrections"),
    path("about/advertising/", about.advertising, name="advertising"),
    path("about/privacy/", about.privacy, name="privacy"),
    path("about/accessibility/", about.accessibility, name="accessibility"),
    path("about/manual/", about.manual_contents, name="manual"),
    path("about/manual/<slug:name>/", about.manual_page, name="manual-page"),
]
