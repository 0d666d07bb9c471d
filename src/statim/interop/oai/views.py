"""`/oai`: the record of topics for harvesters. Titles and dates only, so nothing is metered."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from lxml import etree

from statim.editions.listing import Wanted, cursor_of, earliest, page_of_topics, place_at
from statim.editions.listing_row import Row
from statim.editions.queries import shelves
from statim.interop.door.reading import shown_of, standing_of
from statim.interop.oai import write
from statim.interop.oai.request import Asked, Refused, dated, read
from statim.interop.oai.write import Record
from statim.publisher.queries import house

PAGE = 100


@csrf_exempt  # reads only; the protocol lets harvesters post
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """The answer; every refusal is one that the protocol knows."""
    sent = request.POST if request.method == "POST" else request.GET
    said: dict[str, str] = {}
    try:
        asked = read((name, value) for name, values in sent.lists() for value in values)
        body = _answered(asked)
        said = {"verb": asked.verb, **asked.arguments}
    except Refused as why:
        body = write.error(why.code, str(why))
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    response = HttpResponse(
        write.answer(now, house(), said, [body]), content_type="text/xml; charset=utf-8"
    )
    response.headers["Cache-Control"] = "no-cache"
    return response


def _answered(asked: Asked) -> etree._Element:
    if asked.verb == "Identify":
        first = earliest() or datetime(1970, 1, 1, tzinfo=UTC)
        return write.identify(house(), first.strftime("%Y-%m-%dT%H:%M:%SZ"))
    if asked.verb == "ListMetadataFormats":
        if "identifier" in asked.arguments:
            _row(asked.arguments["identifier"])
        return write.formats()
    if asked.verb == "ListSets":
        if "resumptionToken" in asked.arguments:
            raise Refused("badResumptionToken", "There is one page of sets.")
        return write.sets([(address, path) for address, path, _ in shelves() if address])
    if asked.verb == "GetRecord":
        return write.records("GetRecord", [_record(_row(asked.arguments["identifier"]))], house())
    return _listed(asked)


def _row(identifier: str) -> Row:
    topic = identifier.rpartition(":")[2].replace("\x00", "")
    rows = page_of_topics(Wanted(topics=[topic], withdrawn=True), limit=1)
    if not rows or write.identifier(rows[0].topic, house()) != identifier:
        raise Refused("idDoesNotExist", "There is no such record.")
    return rows[0]


def _record(row: Row) -> Record:
    if row.withdrawn:
        return Record(row)
    standing = standing_of(row.topic)
    return Record(row, shown_of(standing) if standing else None)


def _listed(asked: Asked) -> etree._Element:
    """A page of records in the order of publication, and the way to the next."""
    arguments: dict[str, str] = asked.arguments
    after = None
    if token := arguments.get("resumptionToken"):
        pairs: list[tuple[str, str]] = parse_qsl(token)
        arguments = dict(pairs)
        try:
            after = place_at(arguments.pop("after", ""))
            asked = dated(Asked(asked.verb, arguments))
        except (ValueError, OverflowError, Refused) as bad:
            raise Refused("badResumptionToken", "It is none of this server's.") from bad
    wanted = Wanted(
        since=asked.since,
        until=asked.until,
        shelf=arguments.get("set", "").replace(":", "/").replace("\x00", ""),
        withdrawn=True,
    )
    rows = page_of_topics(wanted, limit=PAGE + 1, after=after)
    if not rows:
        raise Refused("noRecordsMatch", "No topic fits.")
    token = "" if after else None
    if len(rows) > PAGE:
        kept = [(name, arguments[name]) for name in ("from", "until", "set") if name in arguments]
        token = urlencode([*kept, ("after", cursor_of(rows[PAGE - 1]))])
    full = asked.verb == "ListRecords"
    records = [_record(row) if full else Record(row) for row in rows[:PAGE]]
    return write.records(asked.verb, records, house(), token)
