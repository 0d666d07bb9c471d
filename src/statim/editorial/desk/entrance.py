"""Who comes in at the desk: staff, by their role. Says nothing about what they may do there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages.middleware import MessageMiddleware
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.decorators import decorator_from_middleware

from statim.accounts.models import Role
from statim.design.speech import say
from statim.editorial.errors import NotAllowed

ACCESS = "wagtailadmin.access_admin"
STAFF = frozenset({Role.AUTHOR, Role.REVIEWER, Role.PHARMACIST, Role.EDITOR, Role.ADMIN})

View = Callable[..., HttpResponseBase]
_with_messages = decorator_from_middleware(MessageMiddleware)


def is_staff(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether somebody may come in at all."""
    return user.is_active and getattr(user, "role", Role.READER) in STAFF


def for_staff(view: View) -> View:
    """Decorator: a visitor signs in first, a reader is refused, nothing is kept by any cache."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not is_staff(request.user):
            raise PermissionDenied(say("The desk is for those who write, review and publish here."))
        response = _with_messages(_told_why(view))(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return guarded


def _told_why(view: View) -> View:
    """A view whose refusal by the permissions is a page of the desk that says why."""

    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotAllowed as refused:
            context = {"header_title": say("Not for your role"), "sentence": str(refused)}
            return render(request, "editorial/desk/refused.html", context, status=403)

    return answered


class DeskAccess(BaseBackend):
    """Answers Wagtail's one question, whether somebody may come in. Every other permission is
    ours (`editorial.permissions`)."""

    def has_perm(
        self,
        user_obj: AbstractBaseUser | AnonymousUser,
        perm: str,
        obj: Model | None = None,
    ) -> bool:
        """Whether this is the way in, asked for by somebody of the staff."""
        return perm == ACCESS and obj is None and is_staff(user_obj)
