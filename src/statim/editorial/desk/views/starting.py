"""Beginning a topic: from nothing, or from a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from statim.design.speech import say, say_count
from statim.editions.quality import site_policy
from statim.editions.queries import shelves
from statim.editorial.actions import new_topic
from statim.editorial.desk.forms import NewTopic, TakeOver
from statim.editorial.desk.listing import with_title
from statim.editorial.desk.people import actor
from statim.editorial.desk.refusals import REFUSALS
from statim.editorial.permissions import WRITE, check_may
from statim.topics.actions import import_manuscript
from statim.topics.models import Topic
from statim.topics.reading import read_manuscript


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new topic: its title, where it is filed, its address."""
    by = actor(request)
    check_may(by, WRITE)
    form = NewTopic(request.POST if request.method == "POST" else None)
    alike: list[Topic] = []
    if form.is_valid():
        said = form.cleaned_data
        alike = with_title(said["title"])
        if not alike or said["anyway"]:
            try:
                topic = new_topic(said["title"], said["slug"], said["specialty"], by=by)
            except REFUSALS as refused:
                form.add_error(None, str(refused))
            else:
                return redirect("desk:topic", topic.pk)
    context = {
        "header_title": say("New topic"),
        "form": form,
        "alike": alike,
        "specialties": sorted({path for _, path, _ in shelves() if path}),
    }
    status = 400 if form.errors or alike else 200
    return render(request, "editorial/desk/new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request: HttpRequest) -> HttpResponse:
    """A file into a draft: of the topic that it belongs to, or of a new one."""
    by = actor(request)
    check_may(by, WRITE)
    form = TakeOver(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            manuscript = read_manuscript(file.read(), file.name, policy=site_policy())
            topic = import_manuscript(manuscript, by=by)
        except REFUSALS as refused:
            form.add_error("file", str(refused))
        else:
            doubts = say_count("%(number)s doubt", "%(number)s doubts", len(topic.doubts))
            messages.success(
                request,
                say(
                    "Taken over from %(name)s, with %(doubts)s to settle.",
                    name=file.name,
                    doubts=doubts,
                ),
            )
            return redirect("desk:topic", topic.pk)
    context = {"header_title": say("Take over a file"), "form": form}
    status = 400 if form.errors else 200
    return render(request, "editorial/desk/import.html", context, status=status)
