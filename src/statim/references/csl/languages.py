"""The language of a work, in the words in which NLM prints it after the reference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statim.references.csl.tree import Json

# ISO 639-1 and the three-letter codes of MEDLINE (NLM's language table).
NAMES = {
    "af afr": "Afrikaans", "ar ara": "Arabic", "bg bul": "Bulgarian", "bs bos": "Bosnian",
    "ca cat": "Catalan", "cs cze": "Czech", "cy wel": "Welsh", "da dan": "Danish",
    "de ger deu": "German", "el gre": "Greek, Modern", "es spa": "Spanish", "et est": "Estonian",
    "fa per": "Persian", "fi fin": "Finnish", "fr fre fra": "French", "he heb": "Hebrew",
    "hr hrv": "Croatian", "hu hun": "Hungarian", "is ice": "Icelandic", "it ita": "Italian",
    "ja jpn": "Japanese", "ko kor": "Korean", "lt lit": "Lithuanian", "lv lav": "Latvian",
    "nl dut nld": "Dutch", "no nb nn nor nob": "Norwegian", "pl pol": "Polish",
    "pt por": "Portuguese", "ro rum": "Romanian", "ru rus": "Russian", "sk slo": "Slovak",
    "sl slv": "Slovenian", "sr srp": "Serbian", "sv swe": "Swedish", "th tha": "Thai",
    "tr tur": "Turkish", "uk ukr": "Ukrainian", "vi vie": "Vietnamese", "zh chi zho": "Chinese",
}  # fmt: skip
ENGLISH = {"en", "eng", "english"}
_BY_CODE = {code: name for codes, name in NAMES.items() for code in codes.split()}
_BY_NAME = {name.casefold(): name for name in NAMES.values()}


def language_name(code: str) -> str:
    """The English name of a language other than English; "" for English and the unknown.

    Takes "nb-NO", "nor" or "Norwegian".
    """
    code = code.strip().casefold().replace("_", "-")
    first = code.split("-")[0]
    return "" if first in ENGLISH else _BY_CODE.get(first) or _BY_NAME.get(code, "")


def with_language_name(item: Mapping[str, Any], style: str) -> Json:
    """The item with its language as the words to print, for the style that prints them.

    Citing Medicine, chapter 1: the language is named where it is not English. The other
    styles keep the code, by which the processor knows not to capitalise foreign titles.
    """
    if style != "vancouver" or "language" not in item:
        return dict(item)
    ready = {key: value for key, value in item.items() if key != "language"}
    if name := language_name(str(item["language"] or "")):
        ready["language"] = name
    return ready
