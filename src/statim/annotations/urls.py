"""Addresses under /account/notes/."""

from __future__ import annotations

from django.urls import path, re_path

from statim.annotations.views import files, groups, notes

app_name = "annotations"
urlpatterns = [
    path("", notes.mine, name="mine"),
    path("new/", notes.new, name="new"),
    re_path(r"^export\.(?P<kind>json|csv|md)$", files.export, name="export"),
    path("import/", files.import_, name="import"),
    path("device/", notes.device, name="device"),
    path("groups/", groups.all_groups, name="groups"),
    path("groups/join/", groups.join, name="join"),
    path("groups/<str:name>/", groups.group, name="group"),
    path("groups/<str:name>/rename/", groups.rename, name="rename"),
    path("groups/<str:name>/invite/", groups.invite, name="invite"),
    path(
        "groups/<str:name>/invitations/<int:number>/end/", groups.take_back, name="end-invitation"
    ),
    path("groups/<str:name>/role/", groups.set_role, name="role"),
    path("groups/<str:name>/remove/", groups.remove, name="remove"),
    path("groups/<str:name>/leave/", groups.leave, name="leave"),
    path("<str:name>/", notes.edit, name="note"),
    path("<str:name>/pin/", notes.pin, name="pin"),
    path("<str:name>/confirm/", notes.confirm, name="confirm"),
    path("<str:name>/seen/", notes.seen, name="seen"),
    path("<str:name>/unshare/", notes.unshare, name="unshare"),
    path("<str:name>/delete/", notes.delete, name="delete"),
]
