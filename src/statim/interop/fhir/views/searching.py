"""Searching: topics by code, title, address and day; references and assessments of a topic."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict

from statim.editions.citing import topics_citing
from statim.editions.coded import topics_coded
from statim.editions.listing import Place, Wanted, cursor_of, page_of_topics, place_at
from statim.editions.listing_row import Row
from statim.interop.door.gate import admit, kept
from statim.interop.door.reading import shown_of, standing_at, standing_of
from statim.interop.fhir.views.answers import Refused, answer, fhir, let_in, standing
from statim.interop.fhir.views.resources import parts_of
from statim.interop.fhir.write import Json, bundle, composition
from statim.publisher.queries import house

USUAL, MOST = 20, 100
_COMPARED = re.compile(r"(eq|ge|gt|le|lt)?(\d{4}-\d{2}-\d{2})(T.+)?")


@fhir
def compositions(request: HttpRequest) -> HttpResponse:
    """Topics online, in the order of publication, without their sections; a page at a time."""
    asked = request.GET
    count = _count(asked)
    rows = page_of_topics(_wanted(asked), limit=count + 1, after=_place(asked))
    own = f"Composition?{asked.urlencode()}"
    after = _next(asked, rows[count - 1]) if len(rows) > count else ""
    listed = [one for row in rows[:count] if (one := _short(row))]
    return answer(bundle("searchset", listed, house(), own=own, after=after))


def _short(row: Row) -> Json | None:
    """None where the topic was withdrawn in this very moment."""
    found = standing_of(row.topic)
    return composition(shown_of(found), house(), whole=False) if found else None


def _count(asked: QueryDict) -> int:
    said = asked.get("_count", str(USUAL))
    if not re.fullmatch(r"[0-9]{1,6}", said) or int(said) < 1:
        raise Refused(400, "value", "_count is a number from 1 on.")
    return min(int(said), MOST)


def _next(asked: QueryDict, last: Row) -> str:
    said = [(k, v) for k, vs in asked.lists() for v in vs if k != "_cursor"]
    return f"Composition?{urlencode([*said, ('_cursor', cursor_of(last))])}"


def _place(asked: QueryDict) -> Place | None:
    if not (said := asked.get("_cursor")):
        return None
    try:
        return place_at(said)
    except (ValueError, OverflowError) as bad:
        raise Refused(400, "value", "_cursor is none of this server's.") from bad


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _wanted(asked: QueryDict) -> Wanted:
    since, until = _days(asked.getlist("_lastUpdated"))
    title = asked.get("title", asked.get("title:contains", "")).replace("\x00", "")
    return Wanted(since=since, until=until, topics=_topics(asked), title=title[:200])


def _topics(asked: QueryDict) -> set[str] | None:
    """The ids that the search names, by id, address or code; None where it names none."""
    named: list[set[str]] = []
    for said in asked.getlist("_id"):
        named.append({one.replace("\x00", "") for one in said.split(",")[:MOST]})
    for said in (*asked.getlist("url"), *asked.getlist("identifier")):
        slug = said.rpartition("|")[2].rstrip("/").rpartition("/")[2]
        found = standing_at(slug.replace("\x00", ""))
        named.append({found.topic} if found else set())
    for said in asked.getlist("code"):
        pairs = [one.partition("|")[::2] for one in said.split(",")[:MOST]]
        named.append({one.topic for one in topics_coded(pairs)})
    return set.intersection(*named) if named else None


def _days(said: list[str]) -> tuple[datetime | None, datetime | None]:
    """(from, before) of the dates that are compared with the day of publication."""
    since: datetime | None = None
    until: datetime | None = None
    for one in said:
        found = _COMPARED.fullmatch(one)
        try:
            day = date.fromisoformat(found[2]) if found else None
            begins = _moment(day, found[3] or "") if found and day else None
            ends = begins + timedelta(days=1) if begins and found and not found[3] else begins
        except (ValueError, OverflowError):
            begins = None
        if found is None or begins is None or ends is None:
            raise Refused(400, "value", "_lastUpdated is a date, such as ge2026-01-31.")
        compared = found[1] or "eq"
        if compared in ("ge", "eq", "gt"):
            since = ends if compared == "gt" else begins
        if compared in ("le", "eq", "lt"):
            until = begins if compared == "lt" else ends
    return since, until


def _moment(day: date, rest: str) -> datetime:
    if rest:
        return _aware(datetime.fromisoformat(f"{day.isoformat()}{rest.replace(' ', '+')}"))
    return datetime.combine(day, time.min, tzinfo=UTC)


@fhir
def parts(request: HttpRequest, kind: str) -> HttpResponse:
    """Citations or assessments of one topic (`composition`), or Citations of a work
    (`identifier`: a DOI or PubMed id) in all topics that may be read."""
    topic = request.GET.get("composition", "").removeprefix("Composition/")
    work = request.GET.get("identifier", "")
    if topic:
        found = standing(topic.replace("\x00", ""))
        admission = let_in(request, found)
        listed = parts_of(kind, shown_of(found), house())
        response = answer(bundle("searchset", listed, house(), own=_own(request, kind)))
        return kept(response, admission)
    if work and kind == "Citation":
        listed = _citing(request, work)
        return answer(bundle("searchset", listed, house(), own=_own(request, kind)))
    raise Refused(400, "required", "Name the topic (composition), or of a Citation the work "
                  "(identifier).")  # fmt: skip


def _own(request: HttpRequest, kind: str) -> str:
    return f"{kind}?{request.GET.urlencode()}"


def _citing(request: HttpRequest, said: str) -> list[Json]:
    value = said.rpartition("|")[2].strip().casefold().replace("\x00", "")
    works = [f"{kind}:{value}" for kind in ("doi", "pmid")]
    listed: list[Json] = []
    for topic in topics_citing(works)[:USUAL]:
        found = standing_of(topic)
        if found and not found.withdrawn and admit(request, found).allowed:
            listed += [
                one
                for one in parts_of("Citation", shown_of(found), house())
                if value in {i["value"].casefold() for i in _identifiers(one)}
            ]
    return listed


def _identifiers(citation: Json) -> list[dict[str, str]]:
    return list(citation["citedArtifact"].get("identifier", ()))
