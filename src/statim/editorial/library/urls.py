"""Addresses under /desk/library/, each for staff; who may do what is the acts' own to say."""

from __future__ import annotations

from django.urls import URLPattern, path

from statim.editorial.desk.entrance import for_staff
from statim.editorial.library.views import adding, lists, merging, one

urlpatterns: list[URLPattern] = [
    path("library/", for_staff(lists.works), name="library"),
    path("library/find", for_staff(lists.find), name="library_find"),
    path("library/add", for_staff(adding.add), name="library_add"),
    path("library/by-hand/", for_staff(adding.by_hand), name="library_by_hand"),
    path("library/file/", for_staff(adding.take_file), name="library_file"),
    path("library/export/", for_staff(adding.export), name="library_export"),
    path("library/duplicates/", for_staff(lists.pairs), name="library_duplicates"),
    path("library/merge/", for_staff(merging.merge), name="library_merge"),
    path("library/apart/", for_staff(merging.apart), name="library_apart"),
    path("library/waiting/", for_staff(lists.waiting), name="library_waiting"),
    path("library/noticed/", for_staff(lists.noticed), name="library_noticed"),
    path("library/works/<slug:key>/", for_staff(one.work), name="library_work"),
    path("library/works/<slug:key>/edit/", for_staff(one.edit), name="library_edit"),
    path("library/works/<slug:key>/take/", for_staff(one.take), name="library_take"),
]
