"""What every screen of the library stands in: who acts, the trail above, refusals as answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from statim.accounts.models import User
from statim.accounts.queries import actor_of
from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editorial.errors import NotAllowed
from statim.editorial.permissions import EDIT_WORKS, MANAGE_LIBRARY, MERGE_WORKS, may
from statim.references.errors import NoSuchWork

View = Callable[..., HttpResponseBase]


def actor(request: HttpRequest) -> Actor:
    """Who is at the desk. Raises PermissionDenied for nobody."""
    if not isinstance(request.user, User):
        raise PermissionDenied(say("Sign in first."))
    return actor_of(request.user)


def answering(view: View) -> View:
    """Decorator: what is refused by role is 403, a work that is not there 404."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except NoSuchWork as error:
            raise Http404(str(error)) from error

    return answered


def screen(
    request: HttpRequest, template: str, title: str, *, status: int = 200, **said: Any
) -> HttpResponse:
    """A screen of the library, under the trail that leads to it."""
    who = actor(request)
    trail = [{"url": reverse("wagtailadmin_home"), "label": say("Desk")},
             {"url": reverse("library"), "label": say("Library")}]  # fmt: skip
    if title != "Library":
        trail.append({"url": "", "label": title})
    context = {
        "header_title": title, "breadcrumbs_items": trail, "header_icon": "list-ul",
        "may_add": may(who, MANAGE_LIBRARY), "may_edit": may(who, EDIT_WORKS),
        "may_merge": may(who, MERGE_WORKS),
    }  # fmt: skip
    return render(request, f"editorial/library/{template}.html", context | said, status=status)
