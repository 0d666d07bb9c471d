"""The screens for whoever books. `by` and `frame`, the desk's page as a template's name, come from
the door (config), which also says who may: this room knows neither accounts nor the desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from statim.audit.actor import Actor
from statim.design.speech import say
from statim.sponsors import actions, queries
from statim.sponsors.creative import LARGEST
from statim.sponsors.errors import NoSuchBooking, Refused
from statim.sponsors.forms import BookingForm, TakingOffForm
from statim.sponsors.slots import SLOTS
from statim.sponsors.views.public import today


@require_http_methods(["GET", "HEAD", "POST"])
def bookings(request: HttpRequest, *, by: Actor, frame: str) -> HttpResponse:
    """Every booking with its totals; POST (`go` on or off) switches all advertising."""
    if request.method == "POST":
        on = request.POST.get("go") == "on"
        if actions.switch(on=on, by=by):
            told = (
                say("Advertisements are shown again.")
                if on
                else say("No advertisement is shown now.")
            )
            messages.success(request, told)
        return redirect("booking:bookings")
    context = {
        "header_title": say("Advertising"), "lines": queries.ledger(), "today": today(),
        "on": queries.is_on(), "frame": frame,
    }  # fmt: skip
    return render(request, "sponsors/bookings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, *, by: Actor, frame: str) -> HttpResponse:
    """Book a slot."""
    posted = request.method == "POST"
    form = BookingForm(request.POST, request.FILES) if posted else BookingForm()
    if posted and form.is_valid():
        said = dict(form.cleaned_data)
        file = said.pop("picture")
        try:
            picture = file.read(LARGEST + 1) if file else None
            wanted = actions.Wanted(**said, picture=picture)
            row = actions.book(wanted, today=today(), by=by)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, say("Booked, number %(pk)s. It stands in the public ledger.", pk=row.pk)
            )
            return redirect("booking:one", row.pk)
    context = {"header_title": say("Book a slot"), "form": form, "frame": frame}
    status = 422 if form.errors else 200
    return render(request, "sponsors/new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, number: int, *, by: Actor, frame: str) -> HttpResponse:
    """One booking as readers see it; POST takes it off."""
    try:
        row = queries.booking(number)
    except NoSuchBooking as missing:
        raise Http404(str(missing)) from missing
    form = TakingOffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_off(number, reason=form.cleaned_data["reason"], today=today(), by=by)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, say("Taken off. What was shown stays in the ledger."))
            return redirect("booking:bookings")
    line = next(each for each in queries.ledger() if each.number == number)
    context = {
        "header_title": f"Booking {number}", "shown": row, "line": line, "form": form,
        "slot": SLOTS.get(row.slot), "over": row.ended or row.last < today(), "frame": frame,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "sponsors/one.html", context, status=status)
