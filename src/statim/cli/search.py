"""`statim search`: the same search as the site's, and making its index anew."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from statim.cli.codes import codes
from statim.cli.progress import progress
from statim.cli.ready import Refusal, with_database
from statim.cli.synonyms import synonyms

if TYPE_CHECKING:
    from statim.search.queries import Hit


class Search(click.Group):
    """A query, or one of the words under `search`; a query that is such a word comes after --."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options may stand before and after a query."""
        if args and args[0] in self.commands:
            return super().parse_args(ctx, ["--", "", *args])
        ctx.allow_interspersed_args = True
        return super().parse_args(ctx, args)


@click.group(cls=Search, invoke_without_command=True, no_args_is_help=True)
@click.argument("query")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="For scripts: one JSON value on stdout.")
@click.pass_context
def search(ctx: click.Context, query: str, limit: int, as_json: bool) -> None:
    """Find topics by their names and by what they say.

    Example: statim search "ketamine depression" --limit 5
    """
    if ctx.invoked_subcommand is None:
        _answer(query, limit, as_json)


@with_database
def _answer(query: str, limit: int, as_json: bool) -> None:
    from statim.search import follower
    from statim.search.queries import find, holds_a_word

    if not holds_a_word(query):
        raise Refusal(f"{query!r} holds no word to search for.")
    follower.catch_up(wait=False)
    found = find(query, limit=limit)
    if as_json:
        results = [_result(hit) for hit in found.hits]
        click.echo(json.dumps({"query": query, "total": found.total, "results": results}))
        return
    for hit in found.hits:
        also = f" (also: {hit.also})" if hit.also else ""
        click.echo(f"{hit.topic.title}{also}\t{address(hit.topic.slug)}")
    for meaning in found.meanings:
        place = address(meaning.topic.slug) if meaning.topic else "(no page of that name)"
        click.echo(f"{meaning.short} may mean {meaning.words}\t{place}", err=True)
    for note in found.notes:
        click.echo(note, err=True)
    for near in found.near:
        click.echo(f"Did you mean {near.topic.title}?\t{address(near.topic.slug)}", err=True)
    click.echo(f"{len(found.hits)} of {found.total} topics", err=True)


def _result(hit: Hit) -> dict[str, Any]:
    topic = hit.topic
    return {
        "slug": topic.slug,
        "title": topic.title,
        "specialty": topic.specialty,
        "address": address(topic.slug),
        "edition": topic.number,
        "hash": topic.hash,
        "statements": [
            {"id": line.id, "text": "".join(run.text for run in line.runs)} for line in hit.lines
        ],
    }


def address(slug: str) -> str:
    """Where a topic stands on this site."""
    return f"/topics/{slug}/"


@search.command()
@with_database
def rebuild() -> None:
    """Make the search index anew from the record; the old one answers until it is done.

    Example: statim search rebuild
    """
    from statim.editions.following import mark
    from statim.search import follower

    with progress("Indexing for search", total=mark().sequence) as advance:
        follower.rebuild(advance=advance)


@search.command()
@with_database
def vectors() -> None:
    """Make what is missing of the vectors for searching by meaning (see STATIM_SEMANTIC).

    A running site makes them by itself; this does it in view, and waits until it is done.

    Example: statim search vectors
    """
    from statim.search.sense import near
    from statim.search.sense.errors import Unavailable

    if not near.is_on():
        raise Refusal("Searching by meaning is off; STATIM_SEMANTIC=yes switches it on.")
    try:
        sense = near.sense()
        with progress("Making vectors", total=sense.behind()) as advance:
            sense.catch_up(advance=advance)
    except Unavailable as why:
        raise Refusal(f"{str(why)[:1].upper()}{str(why)[1:]}.") from why


search.add_command(synonyms)
search.add_command(codes)
