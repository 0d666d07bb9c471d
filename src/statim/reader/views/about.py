"""Who publishes, how pages are reviewed, what pays for them, what is kept; and the manual."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from statim.design.speech import say
from statim.design.words import day as in_words
from statim.editions import measuring
from statim.publisher.interests import register_of_interests
from statim.reader import manual
from statim.reader.how_long import kept
from statim.reader.metering import allowance
from statim.search.queries import sources
from statim.search.starting_set.ontology import PHENOTYPES
from statim.sponsors.queries import is_on, ledger


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
    context = {"lines": ledger(), "on": is_on(), "funding": settings.STATIM_FUNDING}
    return render(request, "reader/about/advertising.html", context)


@require_safe
def editorial(request: HttpRequest) -> HttpResponse:
    """How pages are reviewed, and what those who answer for them declared."""
    context = {
        "people": register_of_interests(), "known": measuring.numbers(),
        "intervals": settings.STATIM_REVIEW_MONTHS,
    }  # fmt: skip
    return render(request, "reader/about/editorial.html", context)


@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """How good the pages are, in numbers that were made when something was published."""
    known = measuring.numbers()
    rows = [
        ("cited", say("Statements that rest on a named source"),
         known.cited, known.statements, known.share_cited),
        ("verified", say("Statements verified by a named reviewer within the last year"),
         known.verified, known.statements, known.share_verified),
        ("reviewed", say("Pages that were reviewed"), known.reviewed, known.pages, None),
        ("overdue", say("Pages whose review is overdue"), known.overdue, known.pages, None),
        ("never", say("Pages that were never reviewed"), known.never, known.pages, None),
    ]  # fmt: skip
    context = {"known": known, "day": in_words(known.day), "rows": rows}
    return render(request, "reader/about/quality.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, where, and for how long."""
    context = {
        "allowance": allowance(), "session_cookie": settings.SESSION_COOKIE_NAME,
        "csrf_cookie": settings.CSRF_COOKIE_NAME, "kept": kept(),
        "offline_days": settings.STATIM_OFFLINE_DAYS,
    }  # fmt: skip
    return render(request, "reader/about/privacy.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What everybody can do here, and how that is tested."""
    return render(request, "reader/about/accessibility.html")


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
