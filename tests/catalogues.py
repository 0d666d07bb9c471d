"""The sentences of the interface, gathered from code and templates, and the catalogues that hold
them in other languages: one a room, `locale/<language>/LC_MESSAGES/django.po`, with the compiled
`.mo` beside it, so that no machine needs gettext's own programs.

`make messages` brings both up to date; what is not translated yet stands there empty, and the
tests fail until it is. Nothing here guesses a translation.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import normalize, read_po
from django.template import Template, engines
from django.template.base import Node, TokenType
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src" / "statim"
LANGUAGES = ("de",)
ONE = {"say", "later", "lazily", "gettext", "gettext_lazy"}
MANY = {"say_count", "later_count", "ngettext", "ngettext_lazy"}
IN_TAG = re.compile(r'_\("((?:[^"\\]|\\.)*)"\)')
HEADER = (
    "Project-Id-Version: Statim\\n",
    "POT-Creation-Date: 2026-11-24 00:00+0000\\n",
    "PO-Revision-Date: 2026-11-24 00:00+0000\\n",
    "Language: {language}\\n",
    "Plural-Forms: nplurals=2; plural=(n != 1);\\n",
    "MIME-Version: 1.0\\n",
    "Content-Type: text/plain; charset=utf-8\\n",
    "Content-Transfer-Encoding: 8bit\\n",
)


@dataclass(frozen=True)
class Said:
    """A sentence in English, its form for many where it counts, and the file it stands in."""

    one: str
    many: str
    where: str


def rooms() -> list[str]:
    """The rooms that say anything."""
    return [path.name for path in sorted(SOURCES.iterdir()) if path.is_dir() and said_in(path.name)]


@cache
def said_in(room: str) -> tuple[Said, ...]:
    """Every sentence of a room, each once, by file and place."""
    found: dict[str, Said] = {}
    for path in sorted((SOURCES / room).rglob("*")):
        if "migrations" in path.parts or "node_modules" in path.parts:
            continue
        if path.suffix == ".py":
            each = in_python(path.read_text("utf-8"), _name(path))
        elif "templates" in path.parts and path.suffix in {".html", ".txt"}:
            each = in_template(path.read_text("utf-8"), _name(path))
        else:
            continue
        for one in each:
            if one.one not in found or (one.many and not found[one.one].many):
                found[one.one] = one
    return tuple(found.values())


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def in_python(source: str, where: str) -> Iterator[Said]:
    """What is said in a module: the first words of each call of the voice."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        words = [a.value for a in node.args if isinstance(a, ast.Constant)]
        texts = [word for word in words if isinstance(word, str)]
        if name in ONE and texts:
            yield Said(texts[0], "", where)
        elif name in MANY and len(texts) > 1:
            yield Said(texts[0], texts[1], where)


def in_template(source: str, where: str) -> Iterator[Said]:
    """What is said in a template: translate, blocktranslate, and `_("…")` within other tags."""
    template = Template(source, engine=engines["django"].engine)
    for node in template.nodelist.get_nodes_by_type(Node):
        if isinstance(node, TranslateNode):
            text = getattr(node.filter_expression.var, "literal", None)
            text = text if isinstance(text, str) else node.filter_expression.var
            if isinstance(text, str):
                yield Said(str(text), "", where)
        elif isinstance(node, BlockTranslateNode):
            many = node.render_token_list(node.plural)[0] if node.plural else ""
            yield Said(node.render_token_list(node.singular)[0], many, where)
    yield from (Said(text, "", where) for text in _in_tags(source))


def _in_tags(source: str) -> Iterator[str]:
    from django.template.base import Lexer

    for token in Lexer(source).tokenize():
        if token.token_type in (TokenType.VAR, TokenType.BLOCK):
            yield from IN_TAG.findall(token.contents)


def folder(room: str, language: str) -> Path:
    """Where a room's catalogue is."""
    return SOURCES / room / "locale" / language / "LC_MESSAGES"


def catalogue(room: str, language: str) -> Catalog:
    """A room's catalogue as it stands; empty where there is none yet."""
    path = folder(room, language) / "django.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def known(language: str) -> dict[str, str | tuple[str, ...]]:
    """Every translation that any room has: one sentence is said in one way everywhere."""
    found: dict[str, str | tuple[str, ...]] = {}
    for path in sorted(SOURCES.glob(f"*/locale/{language}/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                one = message.id if isinstance(message.id, str) else message.id[0]
                if one and message.string and all(_forms(message.string)):
                    found.setdefault(f"{one}\0{isinstance(message.id, str)}", message.string)
    return found


def _forms(string: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def written(room: str, language: str, memory: dict[str, str | tuple[str, ...]]) -> str:
    """The text of a room's catalogue: every sentence in it, those translated that are known."""
    header = "".join(f'"{line.format(language=language)}"\n' for line in HEADER)
    parts = [f'msgid ""\nmsgstr ""\n{header}']
    for said in said_in(room):
        string = memory.get(f"{said.one}\0{not said.many}", ("", "") if said.many else "")
        flag = "#, python-format\n" if "%(" in said.one else ""
        lines = [f"#: {said.where}\n{flag}msgid {normalize(said.one)}\n"]
        if said.many:
            lines.append(f"msgid_plural {normalize(said.many)}\n")
            lines += [f"msgstr[{n}] {normalize(form)}\n" for n, form in enumerate(_forms(string))]
        else:
            lines.append(f"msgstr {normalize(str(string))}\n")
        parts.append("".join(lines))
    return "\n".join(parts)


def compiled(room: str, language: str) -> bytes:
    """The `.mo` that belongs to a room's catalogue."""
    out = BytesIO()
    write_mo(out, catalogue(room, language))
    return out.getvalue()


def renew() -> int:
    """Bring every catalogue up to date; how many sentences have no translation."""
    missing = 0
    for language in LANGUAGES:
        memory = known(language)
        for room in rooms():
            place = folder(room, language)
            place.mkdir(parents=True, exist_ok=True)
            (place / "django.po").write_text(written(room, language, memory), "utf-8")
            (place / "django.mo").write_bytes(compiled(room, language))
            for message in catalogue(room, language):
                missing += bool(message.id) and not all(_forms(message.string))
    return missing


if __name__ == "__main__":
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    lacking = renew()
    sys.stdout.write(f"{lacking} sentences have no translation yet\n")
    sys.exit(bool(lacking))
