"""Who publishes, how pages are reviewed, what pays for them, what is kept; and the manual."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from statim.design.speech import say
from statim.publisher.interests import register_of_interests
from statim.reader import manual
from statim.reader.metering import allowance
from statim.search.queries import sources
from statim.search.starting_set.ontology import PHENOTYPES
from statim.sponsors.queries import is_on, ledger

View = Callable[[HttpRequest], HttpResponse]


def _page(name: str) -> View:
    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        context: dict[str, object] = {"allowance": allowance()}
        context["session_cookie"] = settings.SESSION_COOKIE_NAME
        context["csrf_cookie"] = settings.CSRF_COOKIE_NAME
        context["offline_days"] = settings.STATIM_OFFLINE_DAYS
        return render(request, f"reader/about/{name}.html", context)

    view.__doc__ = f"The page about/{name}."
    return view


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who publishes, and from which lists the words come that search knows."""
    lists = sources()
    phenotypes = any(PHENOTYPES in one for one in lists)
    context = {"word_lists": lists, "uses_hpo": phenotypes}
    return render(request, "reader/about/about.html", context)


@require_safe
def advertising(request: HttpRequest) -> HttpResponse:
    """What pays for this site: the ledger of every advertisement, or that there is none."""
    return render(request, "reader/about/advertising.html", {"lines": ledger(), "on": is_on()})


@require_safe
def editorial(request: HttpRequest) -> HttpResponse:
    """How pages are reviewed, and what those who answer for them declared."""
    return render(request, "reader/about/editorial.html", {"people": register_of_interests()})


privacy = _page("privacy")
accessibility = _page("accessibility")


@require_safe
def manual_contents(request: HttpRequest) -> HttpResponse:
    """Every page of the manual."""
    return render(request, "reader/about/manual.html", {"pages": manual.pages()})


@require_safe
def manual_page(request: HttpRequest, name: str) -> HttpResponse:
    """One page of the manual."""
    try:
        html = manual.page_html(name)
    except KeyError as missing:
        raise Http404(say("The manual has no page %(name)s.", name=name)) from missing
    pages = manual.pages()
    page = next(p for p in pages if p.name == name)
    context = {"page": page, "html": html, "pages": pages}
    return render(request, "reader/about/manual_page.html", context)
