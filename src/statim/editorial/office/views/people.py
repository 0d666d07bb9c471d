"""The site's accounts, for administrators: listed, opened, changed, closed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from statim.accounts import roster
from statim.accounts.errors import NoSuchPerson
from statim.accounts.models import Role
from statim.accounts.queries import factors_of, sessions_of
from statim.audit.actor import Actor
from statim.audit.queries import Wanted
from statim.design.speech import say
from statim.editorial.desk.people import actor
from statim.editorial.office import acts, asked
from statim.editorial.office.forms import NewPerson
from statim.editorial.office.logged import lines
from statim.editorial.office.refusals import REFUSALS
from statim.editorial.permissions import MANAGE_PEOPLE, check_may
from statim.editorial.queries import interests as register
from statim.editorial.queries.auditing import audit_page

EACH = 50


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Every account, found by words, role, and whether it is closed."""
    check_may(actor(request), MANAGE_PEOPLE)
    role, state = request.GET.get("role", ""), request.GET.get("state", "")
    words = asked.words(request.GET, "q")
    known = {*Role.values, "staff"}
    rows, count = roster.people(
        words=words, role=role if role in known else "",
        closed={"open": False, "closed": True}.get(state),
        start=asked.start_of(request.GET, EACH), limit=EACH,
    )  # fmt: skip
    context = {
        "header_title": say("People"), "rows": rows, "count": count, "words": words, "role": role,
        "state": state, "roles": Role.choices, "numbers": roster.how_many(),
        "page": asked.paged(count, request.GET, EACH), "query": asked.rest_of(request.GET),
    }  # fmt: skip
    return render(request, "editorial/office/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Open an account. A password is shown on the page that answers, and never again."""
    by = actor(request)
    check_may(by, MANAGE_PEOPLE)
    form = NewPerson(request.POST if request.method == "POST" else None)
    context = {"header_title": say("Open an account"), "form": form}
    if request.method != "POST":
        return render(request, "editorial/office/new_person.html", context)
    if form.is_valid():
        try:
            user, password = acts.open_account(**form.cleaned_data, by=by)
        except REFUSALS as refused:
            form.add_error("email", str(refused))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            if password:
                context |= {"header_title": say("An account was opened"), "user_made": user,
                            "password": password}  # fmt: skip
                return render(request, "editorial/office/password.html", context)
            messages.success(
                request,
                say("A letter to %(email)s asks them to choose a password.", email=user.email),
            )
            return redirect("office:person", user.pk)
    return render(request, "editorial/office/new_person.html", context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, number: int) -> HttpResponse:
    """One account; POST `go` changes its role, closes, reopens, or signs it out everywhere."""
    by = actor(request)
    check_may(by, MANAGE_PEOPLE)
    try:
        roster.person(number)
    except NoSuchPerson as missing:
        raise Http404(str(missing)) from missing
    if request.method != "POST":
        return _page(request, number, by)
    try:
        said = _act(request, number, by)
    except REFUSALS as refused:
        return _page(request, number, by, refusal=str(refused))
    messages.success(request, said)
    return redirect("office:person", number) if number != by.account else redirect("/desk/")


def _act(request: HttpRequest, number: int, by: Actor) -> str:
    go = request.POST.get("go", "")
    if go == "role":
        user = acts.give_role(number, request.POST.get("role", ""), by=by)
        return say(
            "%(user)s is %(lower)s from now on, and signs in anew.",
            user=user,
            lower=user.get_role_display().lower(),
        )
    if go == "close":
        return say(
            "%(close_account)s cannot sign in any more.",
            close_account=acts.close_account(number, by=by),
        )
    if go == "reopen":
        return say(
            "%(reopen_account)s can sign in again.",
            reopen_account=acts.reopen_account(number, by=by),
        )
    if go == "sessions":
        ended = acts.end_sessions(number, by=by)
        return f"{ended} session{'' if ended == 1 else 's'} ended."
    raise Http404(say("There is no such act."))


def _page(request: HttpRequest, number: int, by: Actor, *, refusal: str = "") -> HttpResponse:
    found = roster.person(number)
    wanted = Wanted(object_kind="account", object_id=str(number))
    declared = register.last_declared(number)
    context = {
        "header_title": found.name, "person": found, "roles": Role.choices,
        "factors": factors_of(number), "sessions": sessions_of(number, this=None),
        "declared": declared, "said": register.said_by(declared) if declared else "",
        "lines": lines(audit_page(wanted, by=by, limit=20)[0]), "refusal": refusal,
        "role_asked": request.POST.get("role", found.role), "self": number == by.account,
    }  # fmt: skip
    status = 409 if refusal else 200
    return render(request, "editorial/office/person.html", context, status=status)
