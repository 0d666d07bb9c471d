"""`statim search codes`: lists from which the desk suggests clinical codes; codes looked up."""

from __future__ import annotations

import json
from pathlib import Path

import click

from statim.cli.ready import Refusal, with_database


@click.group()
def codes() -> None:
    """Clinical codes: lists to suggest them from, and the topics that carry one.

    Example: statim search codes load disease_ontology.json.gz
    """


@codes.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--snomed", is_flag=True,
              help="Take in SNOMED CT too: you say that you hold its licence.")  # fmt: skip
@with_database
def load(file: Path, snomed: bool) -> None:
    """Load a Disease Ontology list, from which the desk then suggests codes for topics.

    FILE is JSON, may be gzip-compressed. Twice is once. No topic is changed.

    Example: statim search codes load disease_ontology.json.gz
    """
    from statim.audit.actor import OPERATOR
    from statim.search.errors import Refused
    from statim.search.suggested_codes import load_codes

    try:
        count = load_codes(file, by=OPERATOR, snomed=snomed)
    except Refused as refused:
        raise Refusal(str(refused)) from refused
    click.echo(f"{count:,} names with a code taken in", err=True)


@codes.command()
@click.argument("system")
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="For scripts: one JSON value on stdout.")
@with_database
def topics(system: str, code: str, as_json: bool) -> None:
    """The topics online that carry a code. SYSTEM is a name, FHIR URI or OID.

    Example: statim search codes topics ICD-10 J45.9
    """
    from statim.editions.code_systems import fault_of, system_named
    from statim.editions.coded import topics_coded

    if system_named(system) is None:
        raise Refusal(f"{system!r} is no code system that is known here.")
    if fault := fault_of(system, code):
        raise Refusal(fault)
    found = topics_coded([(system, code)])
    if as_json:
        click.echo(json.dumps([{"slug": one.slug, "title": one.title} for one in found]))
        return
    for one in found:
        click.echo(f"{one.slug}\t{one.title}")
