"""Opening a topic: the path that counts. One indexed read, then bytes that are at hand."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from statim.accounts.signed_in import reader_id
from statim.design.speech import say, variant
from statim.editions import queries
from statim.editions.corrections import serious_after, shown_since
from statim.editions.errors import NoSuchEdition
from statim.publisher.queries import stamp
from statim.reader import advertising, assembly, metering, personal, pieces, urgency
from statim.reader.corrections import notices
from statim.reader.views import refusals
from statim.reader.views.audience import for_the_audience
from statim.usage.clicks import OPENED
from statim.usage.noting import note

METER_COOKIE = "statim-meter"
VARY = "Accept-Encoding, Cookie"
AS_PUBLISHED = 1  # the turn of a page around which nothing changed since publication


@require_safe
@for_the_audience
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The topic as it stands now, or as of a day (`?as_of=YYYY-MM-DD`)."""
    standing = queries.current(slug)
    if standing is None:
        return moved_or_missing(slug)
    if standing.withdrawn and "as_of" not in request.GET:
        return refusals.withdrawn(request, slug)
    reader = reader_id(request)
    signed_in = reader is not None
    opening = opening_of(request, standing, signed_in)
    if not opening.allowed:
        return refusals.metered(request, slug)
    if request.META.get("QUERY_STRING") and "as_of" in request.GET:
        page = _as_of(request, slug, opening.left, signed_in)
        note(request, OPENED, topic=standing.topic, place="as of", reader=reader)
        return _answer(request, page, opening, signed_in)
    return current_page(request, standing, opening, reader)


def current_page(
    request: HttpRequest, standing: queries.Current, opening: metering.Opening, reader: int | None
) -> HttpResponse:
    """The topic as it stands now, for a reader whom the meter lets through; `reader` is the
    account that is signed in, if any."""
    note(request, OPENED, topic=standing.topic, reader=reader)
    overdue = _overdue(standing.review_due)
    corrected = shown_since(standing.corrected, date.today())
    sponsored = advertising.has_space("topic", topic=standing.topic, emergency=standing.emergency)
    if reader is not None:
        page_ = personal.page(
            request, reader, standing, overdue=overdue, corrected=corrected, sponsored=sponsored
        )
        return dressed(request, page_, "", opening, signed_in=True)
    page = assembly.topic_page(
        standing.slug,
        standing.hash,
        standing.turn,
        overdue,
        opening.left,
        corrected,
        _etag(standing, overdue, opening.left, corrected, sponsored),
        sponsored=sponsored,
    )
    return _answer(request, page, opening, signed_in=False)


@require_safe
@for_the_audience
def edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One edition of a topic, by its number, for good."""
    try:
        published = queries.edition_of(slug, number)
    except NoSuchEdition as missing:
        raise Http404(str(missing)) from missing
    standing = queries.current(slug)
    if standing is None:
        return moved_or_missing(slug, f"editions/{number}/")
    reader = reader_id(request)
    signed_in = reader is not None
    opening = opening_of(request, standing, signed_in)
    if not opening.allowed:
        return refusals.metered(request, slug)
    note(request, OPENED, topic=standing.topic, place=f"edition {number}", reader=reader)
    notice = pieces.edition_banner(
        slug=slug,
        number=number,
        published=published.published.date().isoformat(),
        current=None if standing.withdrawn else standing.number,
    )
    notice += notices(serious_after(published.topic, number))
    etag = f'"{published.hash}.e{standing.number}.{opening.left}{stamp()}{variant()}"'
    page = assembly.edition_page(
        published, notice=notice, left=opening.left, signed_in=signed_in, etag=etag
    )
    return _answer(request, page, opening, signed_in)


@require_safe
@for_the_audience
def topic_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The current edition's canonical JSON, its hash as ETag."""
    standing = queries.current(slug)
    if standing is None:
        return moved_or_missing(slug, suffix=".json")
    if standing.withdrawn:
        return refusals.withdrawn(request, slug)
    signed_in = is_signed_in(request)
    opening = opening_of(request, standing, signed_in)
    if not opening.allowed:
        return refusals.metered(request, slug)
    body = queries.latest(slug).json_bytes()
    response = HttpResponse(body, content_type="application/json")
    return dressed(request, response, f'"{standing.hash}"', opening, signed_in)


def moved_or_missing(slug: str, rest: str = "", suffix: str = "/") -> HttpResponse:
    """301 to where the topic stands now, or 404."""
    if target := queries.moved_to(slug):
        return HttpResponsePermanentRedirect(f"/topics/{target}{suffix}{rest}")
    raise Http404(say("There is no topic %(slug)s.", slug=slug))


def is_signed_in(request: HttpRequest) -> bool:
    """Whether the request comes from a signed-in reader; no query for anyone else."""
    return reader_id(request) is not None


def opening_of(
    request: HttpRequest, standing: queries.Current, signed_in: bool, counted: str | None = None
) -> metering.Opening:
    """What the meter says of this reader opening this topic. `counted` is the count after other
    topics of the same request; None: what the reader's device sent."""
    if signed_in or metering.is_free(emergency=standing.emergency):
        return metering.UNMETERED
    opening = metering.open_topic(
        counted or request.COOKIES.get(METER_COOKIE),
        standing.topic,
        today=date.today().toordinal(),
        rule=metering.allowance(),
    )
    if opening.allowed or not metering.may_be_urgent():
        return opening
    if urgency.granted(request.COOKIES.get(urgency.COOKIE), standing.topic):
        return metering.Opening(allowed=True, left=0)
    return opening


def _overdue(review_due: str) -> str:
    return review_due if review_due and review_due < date.today().isoformat() else ""


def _etag(
    standing: queries.Current, overdue: str, left: int | None, corrected: str, sponsored: bool
) -> str:
    """The edition's hash where the page is as it was published and as a new visitor sees it;
    with a suffix wherever something around it differs, and in another language than English."""
    rule = metering.allowance()
    usual = left is None or (rule is not None and left == rule.pages - 1)
    chosen = stamp()
    plain = not (overdue or corrected or sponsored or chosen)
    if usual and standing.turn == AS_PUBLISHED and plain:
        return f'"{standing.hash}{variant()}"'
    around = f"{'o' if overdue else ''}{f'c{corrected}.' if corrected else ''}"
    around += "a" if sponsored else ""
    around += f"p{chosen}." if chosen else ""
    return f'"{standing.hash}.{standing.turn}.{around}{"" if usual else left}{variant()}"'


def _as_of(
    request: HttpRequest, slug: str, left: int | None, signed_in: bool
) -> assembly.Assembled:
    asked = request.GET["as_of"]
    try:
        day = date.fromisoformat(asked)
        published = queries.as_of(slug, day)
    except ValueError as bad:
        raise Http404(
            say("as_of=%(asked)s is no day; write as_of=YYYY-MM-DD.", asked=repr(asked))
        ) from bad
    except NoSuchEdition as missing:
        raise Http404(str(missing)) from missing
    standing = queries.current(slug)
    notice = pieces.as_of_banner(
        slug=slug,
        day=day.isoformat(),
        number=published.number,
        published=published.published.date().isoformat(),
        current=standing.number if standing and not standing.withdrawn else None,
    )
    notice += notices(serious_after(published.topic, published.number))
    etag = (
        f'"{published.hash}.{day}.{standing.number if standing else 0}.{left}{stamp()}{variant()}"'
    )
    return assembly.edition_page(
        published, notice=notice, left=left, signed_in=signed_in, etag=etag
    )


def _answer(
    request: HttpRequest,
    page: assembly.Assembled,
    opening: metering.Opening,
    signed_in: bool,
) -> HttpResponse:
    if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        response = HttpResponse(page.compressed)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(page.plain())
    return dressed(request, response, page.etag, opening, signed_in)


def dressed(
    request: HttpRequest,
    response: HttpResponse,
    etag: str,
    opening: metering.Opening,
    signed_in: bool,
) -> HttpResponse:
    """The response with its caching headers and cookie, or a 304 with the same."""
    if not signed_in and etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        response = HttpResponse(status=304)
    headers = response.headers
    headers["Vary"] = VARY
    if signed_in:
        headers["Cache-Control"] = "private, no-store"
    else:
        headers["ETag"] = etag
        # Metered: a shared cache must never keep it; the reader's own asks each time.
        headers["Cache-Control"] = "private, no-cache" if opening.left is not None else "no-cache"
    keep_count(response, opening)
    return response


def keep_count(response: HttpResponse, opening: metering.Opening) -> None:
    """Keep the meter's new count, if there is one, on the reader's device."""
    if opening.cookie:
        response.set_cookie(
            METER_COOKIE,
            opening.cookie,
            max_age=max(1, settings.STATIM_FREE_DAYS) * 86400,
            secure=settings.SECURE,
            httponly=True,
            samesite="Lax",
        )
