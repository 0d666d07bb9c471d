"""LaTeX to plain words with CSL's inline tags, and back. Only what bibliographies use."""

from __future__ import annotations

import re

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from pylatexenc.latexwalker import get_default_latex_context_db as get_default_walker_context_db
from pylatexenc.macrospec import LatexContextDb, std_macro

_TAGS = {
    "textit": "i", "emph": "i", "textbf": "b", "textsuperscript": "sup", "textsubscript": "sub",
}  # fmt: skip
_SCRIPT = re.compile(r"\$\s*(?:\{\})?\s*([\^_])\s*(?:\{([^{}$]*)\}|(\\?\w+|[+-]))\s*\$")
_SCRIPTS = {"^": "textsuperscript", "_": "textsubscript"}


_WORDS = ("textrm", "textsc", "mbox", "text", "enquote")
_SIGNS = {"textasciicircum": "^", "textasciitilde": "~"}


def _reader() -> tuple[LatexNodes2Text, LatexContextDb]:
    context = get_default_latex_context_db()
    specs = [MacroTextSpec(macro, f"<{tag}>%s</{tag}>") for macro, tag in _TAGS.items()]
    specs += [MacroTextSpec(macro, "%s") for macro in _WORDS]
    specs += [MacroTextSpec(macro, sign) for macro, sign in _SIGNS.items()]
    context.add_context_category("statim", macros=specs, prepend=True)
    arguments = get_default_walker_context_db()
    macros = [std_macro(macro, "{") for macro in (*_TAGS, *_WORDS)]
    arguments.add_context_category("statim", macros=macros, prepend=True)
    return LatexNodes2Text(latex_context=context, math_mode="text", keep_comments=True), arguments


_READER, _ARGUMENTS = _reader()


def plain(text: str) -> str:
    """The words that LaTeX would set; \\textit, ^ and _ become i, sup and sub tags."""
    text = " ".join(text.split())
    if not re.search(r"[\\{}$~%]|--|``|''|[?!]`", text):
        return text
    text = re.sub(r"(?<!\\)~", " ", text)
    text = re.sub(r"(?<!\\)%", r"\\%", text)
    text = _SCRIPT.sub(lambda m: f"\\{_SCRIPTS[m[1]]}{{{m[2] or m[3]}}}", text)
    return " ".join(str(_READER.latex_to_text(text, latex_context=_ARGUMENTS)).split(" ")).strip()


_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_MACROS = {"i": "textit", "b": "textbf", "sup": "textsuperscript", "sub": "textsubscript"}
_PAIR = re.compile(r"<(i|b|sup|sub)>(.*?)</\1>", re.DOTALL)


def escaped(text: str) -> str:
    """The text such that `plain` gives it back: signs of LaTeX escaped, tags as commands."""
    out, place = [], 0
    for pair in _PAIR.finditer(text):
        out.append(_signs(text[place : pair.start()]))
        out.append(f"\\{_MACROS[pair[1]]}{{{escaped(pair[2])}}}")
        place = pair.end()
    return "".join([*out, _signs(text[place:])])


def _signs(text: str) -> str:
    signs = "".join(_SPECIAL.get(sign, sign) for sign in text)
    signs = re.sub(r"([-`'])(?=\1)", r"\1{}", signs)
    return re.sub(r"([?!])`", r"\1{}`", signs)
