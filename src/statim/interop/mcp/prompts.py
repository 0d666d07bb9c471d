"""The one prompt: a topic handed to a model with the manner in which to quote it. Pure."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]
NAME = "quote_topic"
PROMPTS = (
    {
        "name": NAME,
        "title": "Quote a topic",
        "description": "Puts a published topic before the model, to be quoted with its citations.",
        "arguments": [
            {
                "name": "topic",
                "description": "The topic's id or the last word of its address.",
                "required": True,
            }
        ],
    },
)
MANNER = (
    "Answer only from the statements below. Quote each one word for word with its citations and "
    "its url, and name the edition. Pass on every warning. Where they do not answer, say so."
)


def messages(topic: Json) -> Json:
    """The prompt with the topic as tools give it."""
    marks = topic["marks"]
    resource = {
        "uri": marks["edition_url"],
        "mimeType": "application/json",
        "text": json.dumps(topic, ensure_ascii=False),
    }
    return {
        "description": f"{marks['title']}, edition {marks['edition']}",
        "messages": [
            {"role": "user", "content": {"type": "text", "text": MANNER}},
            {"role": "user", "content": {"type": "resource", "resource": resource}},
        ],
    }
