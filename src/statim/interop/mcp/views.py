"""`/mcp`: one address, POST only, one answer to each request; no session, no stream."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from statim.editions.listing import Place, Wanted, cursor_of, page_of_topics, place_at
from statim.interop.mcp import prompts, protocol, tools
from statim.interop.mcp.answering import Asking, Unable, called, get_topic
from statim.interop.mcp.protocol import PARAMS, Call, Fault, Json
from statim.publisher.queries import house

VERSION = "1"
PUBLIC = {"ttlMs": 3_600_000, "cacheScope": "public"}
PRIVATE = {"ttlMs": 0, "cacheScope": "private"}
LISTED = 100  # resources of one page
LONGEST = 1_000_000  # bytes of a request
CAN: Json = {"tools": {}, "resources": {}, "prompts": {}}
INSTRUCTIONS = (
    "Published clinical topics for healthcare professionals. Quote statements as they are, with "
    "their citations, and cite the edition_url. Always pass on marks: an overdue review, a "
    "retracted reference, a withdrawn topic. This server gives no advice on a patient."
)


@csrf_exempt  # reads only; a foreign page is refused by its Origin
def mcp(request: HttpRequest) -> HttpResponse:
    """The door."""
    if not _own_origin(request):
        return _answer({"error": "A page of another site may not ask here."}, 403)
    if request.method != "POST":
        response = HttpResponse(status=405)
        response.headers["Allow"] = "POST"
        return response
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST:
        return _answer({"error": "The request is too long."}, 413)
    body = request.body
    headers = {name.casefold(): value for name, value in request.headers.items()}
    modern = False
    try:
        call = protocol.read(body, headers)
        modern = call.modern
        if call.id is None:
            return HttpResponse(status=202)
        return _answered(request, call)
    except Fault as fault:
        modern = modern or "mcp-method" in headers or fault.code in (-32020, -32022)
        known = fault.code in (protocol.PARSE, protocol.INVALID)
        status = protocol.STATUS.get(fault.code, 500) if modern or known else 200
        return _answer(protocol.refusal(protocol.id_of(body), fault), status)


def _own_origin(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin")
    return not origin or urlsplit(origin).netloc == request.get_host()


def _answered(request: HttpRequest, call: Call) -> HttpResponse:
    method = _METHODS.get(call.method)
    if method is None or call.method in (_OLD if call.modern else _NEW):
        raise Fault(protocol.NO_METHOD, f"There is no method {call.method[:100]}.")
    asking = Asking(request)
    server = {"name": house().site_name, "version": VERSION}
    response = _answer(protocol.result(call, method(asking, call), server))
    for keep in asking.keeps:
        keep(response)
    return response


def _answer(value: Json, status: int = 200) -> HttpResponse:
    response = JsonResponse(value, status=status, json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _initialize(asking: Asking, call: Call) -> Json:
    return {
        "protocolVersion": protocol.negotiated(call.params),
        "capabilities": CAN,
        "serverInfo": {"name": house().site_name, "version": VERSION},
        "instructions": INSTRUCTIONS,
    }


def _discover(asking: Asking, call: Call) -> Json:
    versions = [*protocol.MODERN, *protocol.HANDSHAKE]
    return {
        "supportedVersions": versions, "capabilities": CAN, "instructions": INSTRUCTIONS, **PUBLIC,
    }  # fmt: skip


def _ping(asking: Asking, call: Call) -> Json:
    return {}


def _tools(asking: Asking, call: Call) -> Json:
    return {"tools": list(tools.TOOLS), **PUBLIC}


def _call(asking: Asking, call: Call) -> Json:
    name = call.params.get("name")
    schema = tools.takes(name) if isinstance(name, str) else None
    if schema is None:
        raise Fault(PARAMS, "There is no such tool; tools/list names them.")
    given = call.params.get("arguments") or {}
    if fault := tools.fault_of(schema, given):
        return {"content": [{"type": "text", "text": fault}], "isError": True}
    return called(asking, str(name), given)


def _resources(asking: Asking, call: Call) -> Json:
    """Topics in the order of publication, a page at a time."""
    after = _place(call.params.get("cursor"))
    rows = page_of_topics(Wanted(), limit=LISTED + 1, after=after)
    listed = [
        {"uri": f"{house().url}/topics/{row.slug}/editions/{row.number}/", "name": row.slug,
         "title": row.title, "mimeType": "application/json"}
        for row in rows[:LISTED]
    ]  # fmt: skip
    value: Json = {"resources": listed, **PUBLIC}
    if len(rows) > LISTED:
        value["nextCursor"] = cursor_of(rows[LISTED - 1])
    return value


def _place(cursor: object) -> Place | None:
    if cursor is None:
        return None
    try:
        return place_at(str(cursor))
    except ValueError as bad:
        raise Fault(PARAMS, "The cursor is none of this server's.") from bad


def _templates(asking: Asking, call: Call) -> Json:
    template = {
        "uriTemplate": f"{house().url}/topics/{{slug}}/editions/{{edition}}/",
        "name": "edition", "title": "An edition of a topic", "mimeType": "application/json",
    }  # fmt: skip
    return {"resourceTemplates": [template], **PUBLIC}


def _read(asking: Asking, call: Call) -> Json:
    uri = call.params.get("uri")
    if not isinstance(uri, str):
        raise Fault(PARAMS, "The parameter uri is missing.")
    parts = uri.removeprefix(f"{house().url}/topics/").strip("/").split("/")
    given: Json = {"topic": parts[0]}
    if uri == parts[0] or not (len(parts) == 1 or _is_edition(parts)):
        raise Fault(PARAMS, "Resource not found", {"uri": uri})
    if len(parts) == 3:
        given["edition"] = int(parts[2])
    try:
        value = get_topic(asking, given)
    except Unable as why:
        raise Fault(PARAMS, f"Resource not found: {why}", {"uri": uri}) from why
    text = json.dumps(value, ensure_ascii=False)
    contents = [{"uri": uri, "mimeType": "application/json", "text": text}]
    return {"contents": contents, **PRIVATE}


def _is_edition(parts: list[str]) -> bool:
    return len(parts) == 3 and parts[1] == "editions" and parts[2].isdecimal()


def _prompts(asking: Asking, call: Call) -> Json:
    return {"prompts": list(prompts.PROMPTS), **PUBLIC}


def _prompt(asking: Asking, call: Call) -> Json:
    given = call.params.get("arguments")
    topic = given.get("topic") if isinstance(given, dict) else None
    if call.params.get("name") != prompts.NAME or not isinstance(topic, str):
        raise Fault(PARAMS, f"There is one prompt, {prompts.NAME}, with the argument topic.")
    try:
        return prompts.messages(get_topic(asking, {"topic": topic}))
    except Unable as why:
        raise Fault(PARAMS, str(why)) from why


_METHODS: dict[str, Callable[[Asking, Call], Json]] = {
    "initialize": _initialize,
    "ping": _ping,
    "server/discover": _discover,
    "tools/list": _tools,
    "tools/call": _call,
    "prompts/list": _prompts,
    "prompts/get": _prompt,
    "resources/list": _resources,
    "resources/templates/list": _templates,
    "resources/read": _read,
}
_OLD, _NEW = ("initialize", "ping"), ("server/discover",)  # what only one manner has
