"""Where works are used: in drafts, and on the pages that readers see now. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from statim.audit import queries as log
from statim.editions import queries as editions
from statim.editions.citing import cited_works, topics_citing
from statim.editions.document import Statement, statements_of
from statim.editions.queries import Published
from statim.editions.standing import work_key
from statim.editorial.library.drafts import drafts_with, keys_in_drafts, statements_citing
from statim.references.identity import identity_of, same_work
from statim.references.models import Alias, Work

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Use:
    """A topic that uses a work: on its page (`number` the reference's, `printed` its HTML,
    `item` its record there) or in its draft (number 0). `statements` cite it."""

    topic: str
    slug: str
    title: str
    statements: tuple[Statement, ...]
    edition: int = 0
    number: int = 0
    printed: str = ""
    item: Json | None = None


def keys_of_work(row: Work) -> list[str]:
    """The work's key, and those that were merged into it."""
    return [row.key, *row.aliases.order_by("key").values_list("key", flat=True)]


def in_drafts(row: Work) -> list[Use]:
    """The drafts that list the work, by title."""
    keys = keys_of_work(row)
    return [
        Use(str(topic.pk), topic.slug, topic.title, tuple(statements_citing(topic, keys)))
        for topic in drafts_with(keys)
    ]


def on_pages(row: Work) -> list[Use]:
    """The pages that can be read now and list the work, by title."""
    records = [row.csl, *row.aliases.values_list("csl", flat=True)]
    keys = keys_of_work(row)
    topics = topics_citing(set(_names_in_record(row, keys, records)))
    found = [use for page in editions.online_among(topics) for use in _uses(page, keys, records)]
    return sorted(found, key=lambda use: (use.title.casefold(), use.slug))


def _names_in_record(row: Work, keys: list[str], records: Iterable[Json]) -> Iterator[str]:
    """Every name under which an edition may have listed the work (`standing.work_key`)."""
    held: list[Work | Alias] = [row, *Alias.objects.filter(work=row)]
    for each in held:
        yield from (f"{kind}:{value}" for kind, value in _identifiers(each))
    yield from (work_key(record) for record in records)
    yield from (f"id:{key}" for key in keys)
    if row.edited:
        yield from _former_names(keys)


def _former_names(keys: list[str]) -> Iterator[str]:
    """What the record said before it was edited, from the log: a page may have listed it so."""
    for entry in log.acts("edit work"):
        if entry.object_id in keys:
            for field, value in entry.detail["before"].items():
                if field in {"DOI", "PMID", "ISBN", "URL"}:
                    yield work_key({field: value})


def _identifiers(held: Work | Alias) -> list[tuple[str, str]]:
    named = (("doi", held.doi), ("pmid", held.pmid), ("isbn", held.isbn), ("url", held.url))
    return [(kind, value) for kind, value in named if value]


def _uses(page: Published, keys: list[str], records: list[Json]) -> Iterator[Use]:
    document = page.document
    printed = editions.bibliography_of(page)
    for number, item in enumerate(document.references, start=1):
        if item["id"] in keys or any(same_work(record, item) for record in records):
            yield Use(
                topic=page.topic,
                slug=page.slug,
                title=page.title,
                statements=tuple(
                    said
                    for said in statements_of(document)
                    if any(cite.reference == item["id"] for cite in said.cites)
                ),
                edition=page.number,
                number=number,
                printed=printed[number - 1],
                item=item,
            )


def unused_keys() -> set[str]:
    """The works that neither a draft nor a current edition lists."""
    led = dict(Alias.objects.values_list("key", "work__key"))
    used = {led.get(key, key) for key in keys_in_drafts()}
    cited = {_normal(name) for name in cited_works()}
    rows = list(Work.objects.values_list("key", "key", "doi", "pmid", "isbn", "url"))
    rows += Alias.objects.values_list("work__key", "key", "doi", "pmid", "isbn", "url")
    kinds = ("id", "doi", "pmid", "isbn", "url")
    for key, *named in rows:
        if any(f"{k}:{v}" in cited for k, v in zip(kinds, named, strict=True) if v):
            used.add(key)
    return {row[0] for row in rows} - used


def _normal(name: str) -> str:
    """A work's name in the record, its ISBN or address in the library's way of writing."""
    kind, _, value = name.partition(":")
    known = identity_of({"type": "book", kind.upper(): value}) if kind in {"isbn", "url"} else None
    return f"{kind}:{getattr(known, kind) or value}" if known else name
