"""`statim search`: the same search as the site's."""

from __future__ import annotations

import json

import click

from statim.cli.ready import Refusal, with_database


@click.command()
@click.argument("query")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="For scripts: one JSON value on stdout.")
@with_database
def search(query: str, limit: int, as_json: bool) -> None:
    """Find topics by the words of their titles and synonyms.

    Example: statim search "ketamine depression" --limit 5
    """
    from statim.search.queries import find, words_of

    if not words_of(query):
        raise Refusal(f"{query!r} holds no word to search for.")
    found = find(query, limit=limit)
    if as_json:
        results = [
            {"slug": h.slug, "title": h.title, "specialty": h.specialty, "address": address(h.slug)}
            for h in found.hits
        ]
        click.echo(json.dumps({"query": query, "total": found.total, "results": results}))
        return
    for hit in found.hits:
        also = f" (also: {hit.also})" if hit.also else ""
        click.echo(f"{hit.title}{also}\t{address(hit.slug)}")
    click.echo(f"{len(found.hits)} of {found.total} topics", err=True)


def address(slug: str) -> str:
    """Where a topic stands on this site."""
    return f"/topics/{slug}/"
