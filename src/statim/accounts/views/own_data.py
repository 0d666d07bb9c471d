"""Taking one's own data along, and deleting the account."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from statim.accounts import own_account, own_data
from statim.accounts.actions import note_act
from statim.accounts.forms import DeleteForm
from statim.accounts.queries import holder_of, is_staff
from statim.accounts.views.pages import for_those_signed_in, holder


@for_those_signed_in
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """One ZIP of everything that is held of the person."""
    user = holder(request)
    response = HttpResponse(own_data.archive(user.pk), content_type="application/zip")
    name = f"statim-own-data-{timezone.now():%Y-%m-%d}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@for_those_signed_in
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Ask, then delete everything at once and sign out."""
    user = holder(request)
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        person = user.pk
        logout(request)
        with transaction.atomic():
            own_data.erase(person)
            note_act("delete own account", person, by=holder_of(person))
        own_account.forget_the_journal()
        return render(request, "accounts/deleted.html")
    return render(request, "accounts/delete.html", {"form": form, "staff": is_staff(user)})
