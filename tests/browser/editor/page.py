"""A page with the editor in a form, and stand-ins for what the desk answers: served in tests only.

Run as a program with a port: serves on loopback, without a database.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from http.server import ThreadingHTTPServer
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.browser.editor.settings"
    import django

    django.setup()

from django import forms
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.utils.html import format_html
from django.views.decorators.csrf import ensure_csrf_cookie

from statim.topics.editor.views import paste
from statim.topics.editor.widget import OutlineField, TopicEditor
from statim.topics.manuscript import Manuscript
from statim.topics.reading import read_manuscript
from tests.browser.editor.matter import FOUND, NEW, PICTURE, TOPIC, TOPICS

HTML = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Editor</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/design/tokens.css">
<link rel="stylesheet" href="/static/design/base.css">
<link rel="stylesheet" href="/static/design/components.css">{styles}{scripts}</head>
<body><main><h1>Edit a topic</h1><form method="post">
<input type="hidden" name="csrfmiddlewaretoken" value="{token}"><p role="alert">{errors}</p>
<label for="id_text">Text</label>{field}<button class="button">Save</button></form></main></body>
</html>"""
KEPT: dict[str, Any] = {}


class TextForm(forms.Form):
    """What a form page of the desk has at least."""

    text = OutlineField(label="Text")


def _form(data: Any, manuscript: Manuscript, **told: Any) -> TextForm:
    form = TextForm(data, initial={"text": manuscript})
    form.fields["text"].widget = TopicEditor(
        topic="t0p1c", addresses={"topics": "/topics", "figure-at": "/picture/"}, **told
    )
    return form


@ensure_csrf_cookie
def page(request: HttpRequest) -> HttpResponse:
    """The form; a POST answers what the field says of its value."""
    manuscript = read_manuscript(TOPIC.encode(), "topic.md")
    told: dict[str, Any] = {}
    if "told" in request.GET:
        told = json.loads(request.GET["told"])
    form = _form(request.POST or None, manuscript, **told)
    if request.method == "POST" and form.is_valid():
        sections, references = form.cleaned_data["text"]
        said = [[s.text for s in section.statements] for section in sections]
        return JsonResponse({"sections": said, "references": len(references)})
    errors = "".join(form.errors.get("text", []))
    styles, scripts = form.media["css"], form.media["js"]
    html = format_html(
        HTML, styles=styles, scripts=scripts, token=get_token(request), errors=errors,
        field=form["text"],
    )  # fmt: skip
    return HttpResponse(html)


def find(request: HttpRequest) -> JsonResponse:
    """Works whose name, title or identifier holds what was typed."""
    query = request.GET["q"].lower()
    return JsonResponse([w for w in FOUND if query in json.dumps(w).lower()], safe=False)


def add(request: HttpRequest) -> JsonResponse:
    """One known DOI; all else is refused."""
    if NEW["item"]["DOI"] in request.POST["text"]:
        works = [NEW | {"doubts": ["the year was not given"]}]
        return JsonResponse({"works": works, "refused": []})
    refused = ["This is no DOI, and no record that can be read."]
    return JsonResponse({"works": [], "refused": refused}, status=422)


def topics(request: HttpRequest) -> JsonResponse:
    """Topics whose title holds what was typed."""
    query = request.GET["q"].lower()
    return JsonResponse({"results": [t for t in TOPICS if query in t["title"].lower()]})


def figures(request: HttpRequest) -> JsonResponse:
    """Takes a picture as it is."""
    data = request.FILES["picture"].read()
    KEPT["picture"] = data
    media = hashlib.sha256(data).hexdigest()
    return JsonResponse({"media": media, "type": "image/png", "width": 1, "height": 1})


def picture(request: HttpRequest, name: str) -> HttpResponse:
    """The picture that was taken."""
    return HttpResponse(KEPT.get("picture", PICTURE), content_type="image/png")


def icon(request: HttpRequest) -> HttpResponse:
    """No icon, which browsers ask for all the same."""
    return HttpResponse(b"", content_type="image/x-icon")


urlpatterns = [
    path("", page),
    path("favicon.ico", icon),
    path("desk/library/find", find),
    path("desk/library/add", add),
    path("desk/topics/paste/", paste),
    path("desk/topics/figures/", figures),
    path("picture/<name>", picture),
    path("topics", topics),
]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer, WSGIServer):
    daemon_threads = True


def main() -> None:
    """Serve until told to stop."""
    from django.core.wsgi import get_wsgi_application

    app = StaticFilesHandler(get_wsgi_application())
    with make_server("127.0.0.1", int(sys.argv[1]), app, _Server, _Quiet) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
