"""What AI tools are told: valid on the wire by the protocol's own types, in both manners.

The types are those of `mcp` 2 (MIT), which are generated from the protocol's published schema.
The public conformance runner is run by bench/mcp_conformance.py, which needs node.
"""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from django.test import Client
from mcp_types import _v2025_11_25 as old_types
from mcp_types import _v2026_07_28 as new_types

from statim.interop.mcp.tools import TOOLS
from tests.interop.coded import ASTHMA, publish_coded, retract

VERSION = "2026-07-28"
META = {
    "io.modelcontextprotocol/protocolVersion": VERSION,
    "io.modelcontextprotocol/clientCapabilities": {},
}


def ask(client: Client, method: str, *, header: dict[str, str] | None = None, **params: Any) -> Any:
    """A request in the manner of 2026-07-28."""
    headers = {"MCP-Protocol-Version": VERSION, "Mcp-Method": method}
    if name := params.get("name") or params.get("uri"):
        headers["Mcp-Name"] = name
    body = {"jsonrpc": "2.0", "id": 7, "method": method, "params": {"_meta": META, **params}}
    return client.post(
        "/mcp", body, content_type="application/json", headers={**headers, **(header or {})}
    )


def tool(client: Client, name: str, **given: Any) -> dict[str, Any]:
    """What a tool gives, checked by the protocol's types and by the tool's own schema."""
    answer = ask(client, "tools/call", name=name, arguments=given)
    assert answer.status_code == 200
    result = answer.json()["result"]
    new_types.CallToolResult.model_validate(result)
    if not result["isError"]:
        schema = next(one["outputSchema"] for one in TOOLS if one["name"] == name)
        jsonschema.validate(result["structuredContent"], schema)
    return dict(result)


@pytest.mark.django_db
def test_lists_are_valid_in_both_manners_and_say_how_long_they_hold(client: Client) -> None:
    publish_coded()
    for method, kind in (
        ("tools/list", "ListToolsResult"),
        ("resources/list", "ListResourcesResult"),
        ("resources/templates/list", "ListResourceTemplatesResult"),
        ("prompts/list", "ListPromptsResult"),
        ("server/discover", "DiscoverResult"),
    ):
        result = ask(client, method).json()["result"]
        getattr(new_types, kind).model_validate(result)
        assert result["resultType"] == "complete"
        assert (result["cacheScope"], result["ttlMs"] > 0) == ("public", True)
    for one in TOOLS:
        jsonschema.Draft202012Validator.check_schema(one["inputSchema"])
        assert one["annotations"]["readOnlyHint"]


@pytest.mark.django_db
def test_a_handshake_of_the_older_manner_is_answered_and_keeps_no_session(client: Client) -> None:
    def old(method: str, **params: Any) -> Any:
        body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        return client.post("/mcp", body, content_type="application/json")

    begun = old("initialize", protocolVersion="2025-06-18", capabilities={},
                clientInfo={"name": "a", "version": "1"})  # fmt: skip
    old_types.InitializeResult.model_validate(begun.json()["result"])
    assert begun.json()["result"]["protocolVersion"] == "2025-06-18"
    assert "mcp-session-id" not in begun.headers
    assert old("initialize", protocolVersion="1999-01-01").json()["result"]["protocolVersion"] == (
        "2025-11-25"
    )
    assert old("ping").json()["result"] == {}
    old_types.ListToolsResult.model_validate(old("tools/list").json()["result"])
    told = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    assert client.post("/mcp", told, content_type="application/json").status_code == 202
    assert client.get("/mcp").status_code == 405


@pytest.mark.django_db
def test_headers_that_differ_unknown_versions_and_foreign_pages_are_refused(client: Client) -> None:
    def fault(answer: Any) -> tuple[int, int]:
        return answer.status_code, answer.json()["error"]["code"]

    assert fault(ask(client, "tools/list", header={"Mcp-Method": "ping"})) == (400, -32020)
    assert fault(ask(client, "tools/list", header={"MCP-Protocol-Version": "2025-11-25"})) == (
        400, -32020,
    )  # fmt: skip
    wrong = {**META, "io.modelcontextprotocol/protocolVersion": "2099-01-01"}
    answer = ask(client, "tools/list", _meta=wrong, header={"MCP-Protocol-Version": "2099-01-01"})
    assert fault(answer) == (400, -32022)
    assert VERSION in answer.json()["error"]["data"]["supported"]
    assert fault(ask(client, "nothing/such")) == (404, -32601)
    assert fault(ask(client, "initialize")) == (404, -32601)
    assert fault(ask(client, "resources/read", uri="https://x/never")) == (400, -32602)
    for body in ("{", "[]", '{"jsonrpc":"2.0","id":true,"method":"ping"}', "[" * 100_000):
        answer = client.post("/mcp", body, content_type="application/json")
        assert answer.status_code == 400
    foreign = ask(client, "tools/list", header={"Origin": "https://evil.example"})
    assert foreign.status_code == 403


@pytest.mark.django_db
def test_a_statement_comes_with_all_that_it_rests_on_and_every_mark(client: Client) -> None:
    publish_coded()
    retract("10.1192/bjp.2023.79")
    found = tool(client, "search_topics", system="SNOMED CT", code=ASTHMA)["structuredContent"]
    (listed,) = found["topics"]
    assert listed["overdue"] is True
    result = tool(client, "get_topic", topic=listed["slug"])
    marks = result["structuredContent"]["marks"]
    assert (marks["edition"], marks["overdue"], marks["retracted_references"]) == (
        1, True, ["loo2023"],
    )  # fmt: skip
    assert len(marks["hash"]) == 64
    assert any("Retracted" in one for one in marks["warnings"])
    assert result["content"][1]["uri"].endswith("/topics/mode-of-action/editions/1/")
    one = tool(client, "get_statement", topic="t-mode", statement="m-dose")["structuredContent"]
    said = one["statement"]
    assert said["text"] == "Give 0.5 mg/kg & not <5 mg"
    assert (said["certainty"], said["notices"], said["overdue"]) == ("low", ["Retracted"], True)
    assert said["citations"] == [{"reference": "loo2023", "number": 2, "locator": None}]
    works = tool(client, "get_references", topic="t-mode")["structuredContent"]["references"]
    assert works[1]["notices"][0]["kind"] == "Retracted"
    uri = marks["edition_url"]
    read = ask(client, "resources/read", uri=uri).json()["result"]
    new_types.ReadResourceResult.model_validate(read)
    assert read["cacheScope"] == "private"
    prompt = ask(client, "prompts/get", name="quote_topic", arguments={"topic": "t-mode"}).json()
    new_types.GetPromptResult.model_validate(prompt["result"])


@pytest.mark.usefixtures("world")
def test_changes_are_listed_and_what_cannot_be_done_is_told_to_the_model(client: Client) -> None:
    changes = tool(client, "list_changes", since="2025-06-01")["structuredContent"]["changes"]
    assert [one["topic"] for one in changes] == ["t-ect", "t-ketamine", "t-adverse", "t-repeated"]
    assert changes[0]["withdrawn"].startswith("2025-07-01")
    for name, given in (("get_topic", {"topic": "never"}), ("get_topic", {}),
                        ("get_topic", {"topic": "t-ect"}), ("get_topic", {"topic": "t", "x": 1}),
                        ("get_topic", {"topic": "t-ketamine", "edition": 9}),
                        ("get_topic", {"topic": "t-ketamine", "edition": True}),
                        ("get_statement", {"topic": "t-ketamine", "statement": "none"}),
                        ("list_changes", {"since": "soon"}), ("search_topics", {})):  # fmt: skip
        assert tool(client, name, **given)["isError"] is True
    older = tool(client, "get_topic", topic="t-ketamine", edition=1)["structuredContent"]
    assert any("Superseded" in one for one in older["marks"]["warnings"])


@pytest.mark.usefixtures("world")
def test_the_meter_holds_and_shows_the_beginning(client: Client, settings: Any) -> None:
    settings.STATIM_FREE_PAGES = 1
    assert not tool(client, "get_topic", topic="t-mode")["isError"]
    refused = tool(client, "get_topic", topic="t-ketamine")
    assert refused["isError"]
    assert "Sign in" in refused["content"][0]["text"]
    assert "Mood can fall" not in str(refused)
    assert not tool(client, "get_topic", topic="t-mode")["isError"]
