"""What the tools are called, what they take and what they give. Pure data and its check.

All of them read; the same question gets the same answer until something is published.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
HINTS = {
    "readOnlyHint": True, "destructiveHint": False, "idempotentHint": True, "openWorldHint": False,
}  # fmt: skip
DIALECT = "https://json-schema.org/draft/2020-12/schema"
MOST = 50


def _text(about: str) -> Json:
    return {"type": "string", "description": about, "minLength": 1, "maxLength": 500}


def _number(about: str, most: int) -> Json:
    return {"type": "integer", "description": about, "minimum": 1, "maximum": most}


TOPIC = _text("The topic's id or the last word of its address, such as ketamine-in-depression.")
EDITION = _number("The number of an edition; the current one where it is left out.", 1_000_000)


def _schema(required: list[str], **properties: Json) -> Json:
    return {
        "$schema": DIALECT,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _gives(**properties: Json) -> Json:
    return {
        "$schema": DIALECT,
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }


_LIST: Json = {"type": "array", "items": {"type": "object"}}
_OBJECT: Json = {"type": "object"}


def _tool(name: str, title: str, about: str, takes: Json, gives: Json) -> Json:
    return {
        "name": name,
        "title": title,
        "description": about,
        "inputSchema": takes,
        "outputSchema": gives,
        "annotations": {"title": title, **HINTS},
    }


TOOLS = (
    _tool(
        "search_topics", "Search topics",
        "Find published clinical topics by words, or by a clinical code (give system and code). "
        "Gives titles, addresses and review dates, best first; read one with get_topic.",
        _schema([], query=_text("Words to search for."),
                system=_text("A code system: name, FHIR URI or OID, such as SNOMED CT."),
                code=_text("A code of that system."),
                limit=_number("How many topics at most; 10 where it is left out.", MOST)),
        _gives(topics=_LIST),
    ),
    _tool(
        "get_topic", "Get a topic",
        "One topic whole: every statement with its id, citations, certainty, who verified it, and "
        "marks where the review is overdue or a cited work was retracted. Cite the edition_url.",
        _schema(["topic"], topic=TOPIC, edition=EDITION),
        _gives(marks=_OBJECT, sections=_LIST, references=_LIST),
    ),
    _tool(
        "get_statement", "Get a statement",
        "One statement of a topic with its citations, certainty, verification and marks.",
        _schema(["topic", "statement"], topic=TOPIC, statement=_text("The statement's id."),
                edition=EDITION),
        _gives(marks=_OBJECT, statement=_OBJECT),
    ),
    _tool(
        "get_references", "Get references",
        "The references of a topic in citation order, as CSL-JSON, each with what stands against "
        "its work (retraction, expression of concern, correction).",
        _schema(["topic"], topic=TOPIC, edition=EDITION),
        _gives(marks=_OBJECT, references=_LIST),
    ),
    _tool(
        "list_changes", "List changes",
        "Topics published or withdrawn since a day (YYYY-MM-DD), oldest first.",
        _schema(["since"], since=_text("A day, YYYY-MM-DD."),
                limit=_number("How many at most; 20 where it is left out.", MOST)),
        _gives(changes=_LIST),
    ),
)  # fmt: skip
_BY_NAME = {tool["name"]: tool for tool in TOOLS}


def takes(name: str) -> Json | None:
    """The input schema of a tool, or None where there is no such tool."""
    tool = _BY_NAME.get(name)
    return dict(tool["inputSchema"]) if tool else None


def fault_of(schema: Json, given: object) -> str:
    """What is wrong with a tool's arguments, as a sentence; "" where nothing is."""
    if not isinstance(given, dict):
        return "The arguments must be an object."
    properties: Json = schema["properties"]
    for name in schema["required"]:
        if name not in given:
            return f"The argument {name} is missing."
    for name, value in given.items():
        if name not in properties:
            return f"There is no argument {name}; there are {', '.join(properties)}."
        if fault := _value_fault(properties[name], value):
            return f"The argument {name} {fault}."
    return ""


def _value_fault(schema: Json, value: object) -> str:
    if schema["type"] == "string":
        fits = isinstance(value, str) and 1 <= len(value) <= schema["maxLength"]
        return "" if fits else f"must be text of 1 to {schema['maxLength']} characters"
    whole = isinstance(value, int) and not isinstance(value, bool)
    fits = whole and schema["minimum"] <= int(str(value)) <= schema["maximum"]
    return "" if fits else f"must be a whole number from 1 to {schema['maximum']}"
