"""Reading the library, and what is known against its works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q

from statim.references.errors import NoSuchWork
from statim.references.identity import Identity
from statim.references.models import Alias, Formatted, Work
from statim.references.models import Notice as NoticeRow
from statim.references.notices import Notice, names_of, names_of_item, names_of_key, standing

Json = dict[str, Any]

MANY = 2000  # names: from here on, reading a whole column is cheaper than asking for each
AT_ONCE = 150  # SQLite takes some thousand values in one statement


def works() -> Iterator[Json]:
    """Every work as a CSL item, by key."""
    for row in Work.objects.order_by("key").iterator(chunk_size=1000):
        yield item_of(row)


def row_of(key: str, *, lock: bool = False) -> Work:
    """A work's row, by its key or by one that was merged into it. Raises NoSuchWork."""
    rows = Work.objects.select_for_update() if lock else Work.objects
    row = rows.filter(key=key).first()
    if row is None and (led := Alias.objects.filter(key=key).values_list("work_id").first()):
        row = rows.filter(pk=led[0]).first()
    if row is None:
        raise NoSuchWork(key)
    return row


def work(key: str) -> Json:
    """One work as a CSL item, by its key or a former one. Raises NoSuchWork."""
    return item_of(row_of(key))


def works_with_keys(keys: Collection[str]) -> dict[str, Json]:
    """The works of these keys, by the key that was asked for; a former key gives the kept work
    (whose `id` then differs); unknown ones are left out."""
    if not keys:
        return {}
    found = {row.key: item_of(row) for row in Work.objects.filter(key__in=list(keys))}
    if former := set(keys) - found.keys():
        rows = Alias.objects.filter(key__in=list(former)).select_related("work")
        found |= {row.key: item_of(row.work) for row in rows}
    return found


def all_keys() -> set[str]:
    """The key of every work."""
    return set(Work.objects.values_list("key", flat=True))


def item_of(row: Work) -> Json:
    """A row as a CSL item: the library's key is its id."""
    return {"id": row.key, **{k: v for k, v in row.csl.items() if k != "id"}}


def rows_like(identities: Iterable[Identity], *, lock: bool = False) -> list[Work]:
    """Every row that shares an identifier or its likeness with one of these: one query a batch.

    `lock` holds them until the transaction ends, so that nobody merges or edits them meanwhile.
    """
    found: dict[int, Work] = {}
    rows = Work.objects.select_for_update().order_by("pk") if lock else Work.objects.all()
    sought = list(identities)
    for start in range(0, len(sought), AT_ONCE):
        if condition := _any_of(sought[start : start + AT_ONCE]):
            found |= {row.pk: row for row in rows.filter(condition)}
    return list(found.values())


def aliases_like(identities: Sequence[Identity], rows: Iterable[Work] = ()) -> list[Alias]:
    """Every merged work that shares an identifier or its likeness with one of these, with the
    work that it leads to: that of `rows` where it is among them."""
    known = {row.pk: row for row in rows}
    found: dict[int, Alias] = {}
    for start in range(0, len(identities), AT_ONCE):
        if condition := _any_of(list(identities[start : start + AT_ONCE])):
            aliases = Alias.objects.filter(condition).select_related("work")
            found |= {alias.pk: alias for alias in aliases}
    for alias in found.values():
        alias.work = known.setdefault(alias.work_id, alias.work)
    return list(found.values())


def _any_of(identities: list[Identity]) -> Q:
    condition = Q()
    for name in ("doi", "pmid", "isbn", "url", "alike"):
        if values := {value for i in identities if (value := getattr(i, name))}:
            condition |= Q(**{f"{name}__in": sorted(values)})
    return condition


def keys_of_stems(stems: Collection[str]) -> set[str]:
    """Every key in use that starts with one of these stems."""
    taken: set[str] = set()
    listed = sorted(stems)
    for start in range(0, len(listed), AT_ONCE):
        for model in (Work, Alias):  # a former key leads on, so it is never given again
            rows = model._default_manager.filter(stem__in=listed[start : start + AT_ONCE])
            taken |= set(rows.values_list("key", flat=True))
    return taken


def printed(contents: Collection[str], recipe: str) -> dict[str, str]:
    """What was already printed of these hashes by this recipe."""
    found: dict[str, str] = {}
    listed = sorted(contents)
    for start in range(0, len(listed), AT_ONCE):
        rows = Formatted.objects.filter(recipe=recipe, content__in=listed[start : start + AT_ONCE])
        found |= dict(rows.values_list("content", "html"))
    return found


NOTICE = (
    "kind", "doi", "pmid", "day", "notice_doi", "notice_pmid", "reasons", "place", "source",
)  # fmt: skip


def _notice(values: Sequence[Any]) -> Notice:
    said = dict(zip(NOTICE, values, strict=True))
    return Notice(**{**said, "reasons": tuple(r for r in said["reasons"].split(";") if r)})


def notice_rows(source: str) -> dict[int, tuple[Any, ...]]:
    """Everything that a source says, as rows of `NOTICE` by their key: 60,000 within a second."""
    rows = NoticeRow.objects.filter(source=source).values_list("pk", *NOTICE)
    return {row[0]: row[1:] for row in rows.iterator(chunk_size=10_000)}


def notices_about(items: Sequence[Mapping[str, Any]]) -> list[list[Notice]]:
    """For each CSL item, the notices that stand about its work, the gravest first.

    A work is found by its DOI and its PubMed id, also by one that only the library knows.
    Empty means "not listed", no more.
    """
    return _standing_about([names_of_item(item) for item in items])


def notices_about_keys(keys: Sequence[str]) -> list[list[Notice]]:
    """The same for works as the record keys them ("doi:…", "pmid:…", "url:…")."""
    return _standing_about([names_of_key(key) for key in keys])


def names_of_keys(keys: Sequence[str]) -> list[frozenset[str]]:
    """Every name of each work that the record keys so, those that the library adds included."""
    return _with_other_names([names_of_key(key) for key in keys])


def noticed_works() -> dict[str, list[Notice]]:
    """The library's works about which a notice stands, by key."""
    rows = list(Work.objects.exclude(doi="", pmid="").values_list("key", "doi", "pmid"))
    found = _standing_about([names_of(doi, pmid) for _, doi, pmid in rows])
    return {row[0]: notices for row, notices in zip(rows, found, strict=True) if notices}


def _standing_about(works: Sequence[frozenset[str]]) -> list[list[Notice]]:
    works = _with_other_names(works)
    sought = frozenset[str]().union(*works)
    if len(sought) > MANY:
        sought &= _noticed_names()
    said: dict[str, dict[int, Notice]] = defaultdict(dict)
    for row in _rows_about(NoticeRow, sought, ("pk", *NOTICE)):
        notice = _notice(row[1:])
        for name in notice.names:
            said[name][row[0]] = notice
    return [
        standing({pk: n for name in names & said.keys() for pk, n in said[name].items()}.values())
        if names & said.keys()
        else []
        for names in works
    ]


def _noticed_names() -> set[str]:
    """Every name of a work about which anything is said."""
    rows = NoticeRow.objects.values_list("doi", "pmid").iterator(chunk_size=10_000)
    return {name for doi, pmid in rows for name in (f"doi:{doi}", f"pmid:{pmid}")}


def _with_other_names(works: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Each with the identifiers that the library's record of the work adds, and with those of
    the works that were merged into it."""
    lacking = frozenset(name for names in works if len(names) == 1 for name in names)
    others: dict[str, set[str]] = defaultdict(set)
    both_known = Work.objects.exclude(doi="").exclude(pmid="").order_by()
    rows = (
        both_known.values_list("doi", "pmid").iterator(chunk_size=10_000)
        if len(lacking) > MANY
        else _rows_about(Work, lacking, ("doi", "pmid"))
    )
    for doi, pmid in rows:
        both = names_of(doi, pmid)
        for name in both:
            others[name] |= both
    for merged in _merged_names():
        for name in merged:
            others[name] |= merged
    return [names.union(*(others[name] for name in names if name in others)) for names in works]


def _merged_names() -> list[set[str]]:
    """All the names of each work into which another was merged; these are few."""
    found: dict[int, set[str]] = {}
    rows = Alias.objects.exclude(doi="", pmid="")
    for pk, *given in rows.values_list("work_id", "doi", "pmid", "work__doi", "work__pmid"):
        names = names_of(given[0], given[1]) | names_of(given[2], given[3])
        found.setdefault(pk, set()).update(names)
    return list(found.values())


def _rows_about(
    model: type[Work] | type[NoticeRow], names: Collection[str], fields: Sequence[str]
) -> Iterator[Sequence[Any]]:
    """The rows with one of these names, in batches that the database takes."""
    for kind in ("doi", "pmid"):
        values = sorted(name.partition(":")[2] for name in names if name.startswith(f"{kind}:"))
        for start in range(0, len(values), 500):
            batch = values[start : start + 500]
            rows = model._default_manager.filter(**{f"{kind}__in": batch}).exclude(
                **{kind: ""}
            )  # as the index says
            yield from rows.order_by().values_list(*fields)
