"""The YAML at the head of a topic file: read safely, checked key by key.

Dates and fractions stay strings, so that nothing is rewritten (1.10 is not 1.1); unknown
keys, wrong types, repeated keys and YAML's aliases are refused with their line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import yaml

from statim.topics.errors import Unreadable

KEYS = (
    "title", "slug", "id", "synonyms", "specialty", "codes", "authors", "reviewers", "edited",
    "reviewed", "review_due", "change", "related", "emergency", "references", "bibliography",
    "statements",
)  # fmt: skip
_FENCE = re.compile(r"\A\ufeff?---[ \t]*\r?\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values by key, the line of each key, and the text below."""

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader with every scalar a string, but for null, whole numbers written
    plainly, and true and false."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            loader: Any = self
            event = loader.peek_event()
            raise yaml.constructor.ConstructorError(
                None, None, "aliases (*name) are not read", event.start_mark
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(
                    None, None, "a key must be a word", key.start_mark
                )
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key.value!r} stands twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|NULL|)\Z"), ["~", "n", "N", ""]
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"(?:0|[1-9][0-9]{0,14})\Z"), list("0123456789")
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), ["t", "f"])


def split(text: str, name: str) -> FrontMatter:
    """The front matter of a Markdown file and the text below it. Raises Unreadable."""
    opening = _FENCE.match(text)
    if not opening:
        return FrontMatter(body=text.removeprefix("\ufeff"))
    closing = _END.search(text, opening.end())
    if not closing:
        raise Unreadable(name, "the front matter is not closed by a line of three hyphens", 1)
    values, lines = _loaded(text[opening.end() : closing.start()], name)
    for key in values:
        if key not in KEYS:
            raise Unreadable(name, f"{key!r} is no key of a topic file; {_hint(key)}", lines[key])
    body = text[closing.end() :]
    line = text.count("\n", 0, closing.end()) + 1
    return FrontMatter(values, lines, body, line)


def _hint(key: str) -> str:
    near = get_close_matches(key.lower().replace("-", "_"), KEYS, 1)
    return f"did you mean {near[0]!r}?" if near else f"the keys are {', '.join(KEYS)}"


def _loaded(source: str, name: str) -> tuple[dict[str, Any], dict[str, int]]:
    try:
        loader = _Loader(source)
        try:
            node = loader.get_single_node()
            if node is None:
                return {}, {}
            if not isinstance(node, yaml.MappingNode):
                raise Unreadable(name, "the front matter holds no keys", 2)
            values = loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 1
        raise Unreadable(name, f"the front matter is no YAML: {error.problem}", line) from error
    except yaml.YAMLError as error:
        raise Unreadable(name, f"the front matter is no YAML: {error}", 1) from error
    except RecursionError as error:
        raise Unreadable(name, "the front matter is nested too deep", 1) from error
    return values, {str(key.value): key.start_mark.line + 2 for key, _ in node.value}
