"""Groups that share notes: founding, inviting, joining, keeping, leaving."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from statim.annotations.actions import groups as acts
from statim.annotations.errors import NoSuchGroup, NotAllowed, Refused
from statim.annotations.forms import GroupForm, InvitationForm, MemberForm
from statim.annotations.queries import (
    Belonging,
    belonging,
    groups_of,
    invitation,
    invitations_of,
    listed,
    members_of,
    signature_of,
    told_of,
)
from statim.annotations.telling import send, site_has_mail
from statim.annotations.views.answering import for_reader
from statim.design.speech import say
from statim.publisher.queries import house

BASE = "/account/notes/groups/"


@require_http_methods(["GET", "HEAD", "POST"])
@for_reader
def all_groups(request: HttpRequest, reader: int) -> HttpResponse:
    """The reader's groups; founding one."""
    context: dict[str, object] = {"groups": groups_of(reader)}
    if request.method == "POST":
        form = GroupForm(request.POST)
        if form.is_valid():
            group = acts.found_group(by=reader, title=form.cleaned_data["title"])
            return HttpResponseRedirect(f"{BASE}{group.name}/")
        context |= {"refusal": say("A group needs a name of at most 120 characters.")}
    return render(request, "annotations/groups.html", context)


@require_safe
@for_reader
def group(request: HttpRequest, reader: int, name: str) -> HttpResponse:
    """One group: members, what its keepers have to look at, its notes."""
    return _page(request, reader, belonging(reader, name))


def _page(
    request: HttpRequest, reader: int, mine: Belonging, status: int = 200, **more: object
) -> HttpResponse:
    notes, count = listed(reader, group=mine.group.name)
    context = {
        "group": mine.group,
        "is_keeper": mine.is_keeper,
        "reader": reader,
        "members": members_of(mine.group),
        "told": told_of(mine.group) if mine.is_keeper else [],
        "invitations": invitations_of(mine.group) if mine.is_keeper else [],
        "notes": notes,
        "count": count,
        "has_mail": site_has_mail(),
        **more,
    }
    return render(request, "annotations/group.html", context, status=status)


def _refused(
    request: HttpRequest, reader: int, mine: Belonging, refusal: Exception
) -> HttpResponse:
    status = 403 if isinstance(refusal, NotAllowed) else 422
    return _page(request, reader, mine, status, refusal=str(refusal))


@require_POST
@for_reader
def rename(request: HttpRequest, reader: int, name: str) -> HttpResponse:
    """Another title."""
    mine = belonging(reader, name)
    try:
        acts.rename_group(by=reader, group=mine.group.pk, title=request.POST.get("title", ""))
    except Refused as refusal:
        return _refused(request, reader, mine, refusal)
    return HttpResponseRedirect(f"{BASE}{name}/")


@require_POST
@for_reader
def invite(request: HttpRequest, reader: int, name: str) -> HttpResponse:
    """A new invitation: shown once, and mailed where an address was given and mail leaves."""
    mine = belonging(reader, name)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        wrong = Refused(say("Write an address such as name@example.org, or 1 to 200 places."))
        return _refused(request, reader, mine, wrong)
    email = form.cleaned_data["email"]
    places = 1 if email else form.cleaned_data["places"] or 1
    try:
        code = acts.invite(by=reader, group=mine.group.pk, places=places, email=email)
    except Refused as refusal:
        return _refused(request, reader, mine, refusal)
    link = f"{house().url}{BASE}join/?code={code}"
    mailed = bool(email) and _mail(reader, mine.group.title, email, link)
    return _page(request, reader, mine, code=code, link=link, email=email, mailed=mailed)


def _mail(reader: int, title: str, email: str, link: str) -> bool:
    def letter() -> tuple[str, str]:
        invited = say(
            "%(name)s invites you to share notes with %(title)s on %(site)s.",
            name=signature_of(reader), title=title, site=house().site_name,
        )  # fmt: skip
        holds = say("The invitation holds for 14 days and for one person:")
        return say("Invitation to %(title)s", title=title), f"{invited}\n\n{holds}\n{link}\n"

    return send(letter, [email])


@require_POST
@for_reader
def take_back(request: HttpRequest, reader: int, name: str, number: int) -> HttpResponse:
    """An invitation opens nothing any more."""
    mine = belonging(reader, name)
    acts.take_back_invitation(by=reader, group=mine.group.pk, invitation_id=number)
    return HttpResponseRedirect(f"{BASE}{name}/")


@require_http_methods(["GET", "HEAD", "POST"])
@for_reader
def join(request: HttpRequest, reader: int) -> HttpResponse:
    """What an invitation opens; and entering. A link shows first, and never enters by itself."""
    said = request.POST if request.method == "POST" else request.GET
    code = said.get("code", "")[:200]
    if request.method == "POST":
        group = acts.join(by=reader, code=code)
        return HttpResponseRedirect(f"{BASE}{group.name}/")
    opened = invitation(code)
    context = {"group": opened.group, "code": code, "members": members_of(opened.group)}
    return render(request, "annotations/join.html", context)


@require_POST
@for_reader
def set_role(request: HttpRequest, reader: int, name: str) -> HttpResponse:
    """Make somebody a keeper, or a member again."""
    mine = belonging(reader, name)
    form = MemberForm(request.POST)
    if not form.is_valid():
        return _refused(request, reader, mine, Refused(say("The form is damaged.")))
    member, role = form.cleaned_data["member"], form.cleaned_data["role"]
    try:
        acts.set_role(by=reader, group=mine.group.pk, member=member, role=role)
    except Refused as refusal:
        return _refused(request, reader, mine, refusal)
    return HttpResponseRedirect(f"{BASE}{name}/")


@require_POST
@for_reader
def remove(request: HttpRequest, reader: int, name: str) -> HttpResponse:
    """End somebody's membership."""
    mine = belonging(reader, name)
    form = MemberForm(request.POST)
    if not form.is_valid():
        raise NoSuchGroup
    try:
        acts.remove_member(by=reader, group=mine.group.pk, member=form.cleaned_data["member"])
    except Refused as refusal:
        return _refused(request, reader, mine, refusal)
    return HttpResponseRedirect(f"{BASE}{name}/")


@require_POST
@for_reader
def leave(request: HttpRequest, reader: int, name: str) -> HttpResponse:
    """Go; shared notes as the reader says."""
    mine = belonging(reader, name)
    try:
        acts.leave_group(
            by=reader, group=mine.group.pk, notes=request.POST.get("notes", acts.AS_CHOSEN)
        )
    except Refused as refusal:
        return _refused(request, reader, mine, refusal)
    return HttpResponseRedirect(BASE)
