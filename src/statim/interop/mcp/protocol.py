"""JSON-RPC as the Model Context Protocol sends it over HTTP: read, checked, answered. Pure.

Two manners stand side by side: 2026-07-28, where each request says everything itself and its
headers must agree with its body; and the handshake of 2025-11-25 and before. Neither keeps a
session here.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

MODERN = ("2026-07-28",)
HANDSHAKE = ("2025-11-25", "2025-06-18", "2025-03-26")
META = "io.modelcontextprotocol/"
PARSE, INVALID, NO_METHOD, PARAMS, INTERNAL = -32700, -32600, -32601, -32602, -32603
MISMATCH, UNSUPPORTED = -32020, -32022
STATUS = {PARSE: 400, INVALID: 400, NO_METHOD: 404, PARAMS: 400, MISMATCH: 400, UNSUPPORTED: 400}
NAMED = {"tools/call": "name", "prompts/get": "name", "resources/read": "uri"}
_BASE64 = re.compile(r"=\?base64\?(.*)\?=")
VERSION_HEADER = "mcp-protocol-version"


class Fault(Exception):
    """A request that gets an error: JSON-RPC's code, what to say, and data for the client."""

    def __init__(self, code: int, why: str, data: Json | None = None) -> None:
        super().__init__(why)
        self.code, self.data = code, data


@dataclass(frozen=True, slots=True)
class Call:
    """A request. `id` is None for a notification; `modern`: in the manner of 2026-07-28."""

    method: str
    params: Json = field(default_factory=dict)
    id: str | int | None = None
    modern: bool = False


def read(body: bytes, headers: Mapping[str, str]) -> Call:
    """The call that a POST makes; `headers` have lower-case names. Raises Fault."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as bad:
        raise Fault(PARSE, "The body is not JSON.") from bad
    if not isinstance(sent, dict) or sent.get("jsonrpc") != "2.0":
        raise Fault(INVALID, "The body must be one JSON-RPC 2.0 request or notification.")
    method, params = sent.get("method"), sent.get("params", {})
    number = sent.get("id")
    if not isinstance(method, str) or not isinstance(params, dict):
        raise Fault(INVALID, "The body must be one JSON-RPC 2.0 request or notification.")
    if "id" in sent and (isinstance(number, bool) or not isinstance(number, str | int)):
        raise Fault(INVALID, "The id must be a string or a whole number.")
    modern = _is_modern(headers, params)
    if modern and number is not None:
        _check_envelope(method, params, headers)
    return Call(method, params, number, modern)


def id_of(body: bytes) -> str | int | None:
    """The id of a request that was refused, so that the refusal can name it."""
    try:
        number = json.loads(body).get("id")
    except (ValueError, RecursionError, AttributeError):
        return None
    return number if isinstance(number, str | int) and not isinstance(number, bool) else None


def _is_modern(headers: Mapping[str, str], params: Json) -> bool:
    said = headers.get(VERSION_HEADER)
    meta = params.get("_meta")
    if isinstance(meta, dict) and f"{META}protocolVersion" in meta:
        return True
    return said is not None and said not in HANDSHAKE and said != "2024-11-05"


def _check_envelope(method: str, params: Json, headers: Mapping[str, str]) -> None:
    """What each request of 2026-07-28 must say, and that its headers say the same."""
    meta = params.get("_meta")
    if not isinstance(meta, dict):
        raise Fault(PARAMS, f"params._meta must hold {META}protocolVersion and clientCapabilities.")
    for key in ("protocolVersion", "clientCapabilities"):
        if f"{META}{key}" not in meta:
            raise Fault(PARAMS, f"params._meta lacks {META}{key}.")
    version = meta[f"{META}protocolVersion"]
    if headers.get(VERSION_HEADER) != version:
        raise Fault(MISMATCH, "The header MCP-Protocol-Version differs from the body's version.")
    if headers.get("mcp-method") != method:
        raise Fault(MISMATCH, "The header Mcp-Method differs from the body's method.")
    key = NAMED.get(method, "")
    if params.get(key) is not None and _plain(headers.get("mcp-name")) != params[key]:
        raise Fault(MISMATCH, f"The header Mcp-Name differs from the body's {key}.")
    if version not in MODERN:
        data = {"supported": [*MODERN, *HANDSHAKE], "requested": version}
        raise Fault(UNSUPPORTED, "This version of the protocol is not spoken here.", data)


def _plain(said: str | None) -> str | None:
    """A header's value, which may be in Base64 where it is not ASCII."""
    found = _BASE64.fullmatch(said or "")
    if not found:
        return said
    try:
        return base64.b64decode(found[1], validate=True).decode()
    except ValueError:
        return None


def negotiated(params: Json) -> str:
    """The version for a client that begins with a handshake."""
    wanted = params.get("protocolVersion")
    return str(wanted) if wanted in HANDSHAKE else HANDSHAKE[0]


def result(call: Call, value: Json, server: Json) -> Json:
    """The answer to a call, in the manner in which it came."""
    if call.modern:
        value = {**value, "resultType": "complete", "_meta": {f"{META}serverInfo": server}}
    return {"jsonrpc": "2.0", "id": call.id, "result": value}


def refusal(number: str | int | None, fault: Fault) -> Json:
    """The error that a fault is told by."""
    error: Json = {"code": fault.code, "message": str(fault)}
    if fault.data is not None:
        error["data"] = fault.data
    return {"jsonrpc": "2.0", "id": number, "error": error}
