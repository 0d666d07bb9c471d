"""Reading lists of terms: the Human Disease Ontology, the Human Phenotype Ontology. Pure.

The Disease Ontology (disease-ontology.org) is CC0. Two kinds of its codes are left out: SNOMED CT
needs a licence of its own, and ICD groups several diseases under one code. The Phenotype Ontology
may be used unaltered and with its version named, which is why the source carries it.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from statim.search.errors import BadList
from statim.search.starting_set.terms import DOID, HP, MESH, MIM, NCI, Term

DISEASES = "Human Disease Ontology"
PHENOTYPES = "Human Phenotype Ontology"
_XREFS = {"MESH": MESH, "MIM": MIM, "NCI": NCI}
_RELEASE = re.compile(r"(\d{4}-\d{2}(?:-\d{2})?)")
_EXACT = re.compile(r'synonym: "((?:[^"\\]|\\.)+)" EXACT\b(?! (?:obsolete_synonym|plural_form))')


def diseases(file: Path) -> list[Term]:
    """The terms of a Disease Ontology file: a JSON list, gzip-compressed or not, of objects with
    `id`, `label`, `synonyms`, `xrefs`. Raises BadList."""
    try:
        data = file.read_bytes()
        text = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        listed = json.loads(text)
        release = _RELEASE.search(file.name)
        source = f"{DISEASES} {release[1]}" if release else DISEASES
        return [_disease(one, source) for one in listed]
    except OSError as error:
        raise BadList(f"{file} cannot be read: {error.strerror or error}") from error
    except (ValueError, EOFError) as error:
        raise BadList(f"{file} is no JSON list of terms: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        why = f"a term without {error}" if isinstance(error, KeyError) else str(error)
        raise BadList(f"{file} is not a Disease Ontology list of terms: {why}") from error


def _disease(one: dict[str, Any], source: str) -> Term:
    pairs = (str(xref).partition(":") for xref in one.get("xrefs") or ())
    codes = {(_XREFS[system], code.casefold()) for system, _, code in pairs if system in _XREFS}
    return Term(
        id=str(one["id"]),
        label=str(one["label"]),
        synonyms=tuple(str(name) for name in one["synonyms"]),
        codes=frozenset(codes | {(DOID, str(one["id"]).casefold())}),
        source=source,
    )


def phenotypes(file: Path) -> list[Term]:
    """The terms of an HPO file in OBO format, with their exact synonyms. Raises BadList."""
    try:
        head, *stanzas = file.read_text("utf-8").split("\n[Term]\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadList(f"{file} cannot be read: {error}") from error
    version = re.search(r"^data-version: (\S+)", head, re.MULTILINE)
    if not version:
        raise BadList(f"{file} is no OBO file with a data-version")
    return list(_phenotypes(stanzas, f"{PHENOTYPES} {version[1]}"))


def _phenotypes(stanzas: list[str], source: str) -> Iterator[Term]:
    for stanza in stanzas:
        lines = stanza.split("\n\n", 1)[0].splitlines()
        said = dict(line.partition(": ")[::2] for line in lines)
        if "is_obsolete" in said or not {"id", "name"} <= said.keys():
            continue
        synonyms = [found[1] for line in lines if (found := _EXACT.match(line))]
        yield Term(
            id=said["id"],
            label=said["name"],
            synonyms=tuple(name.replace("\\", "") for name in synonyms),
            codes=frozenset({(HP, said["id"].casefold())}),
            source=source,
        )
