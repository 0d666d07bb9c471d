"""One work: what it is, where it is used, its record to change, and what that would change."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from statim.design.speech import say
from statim.editorial.library import actions
from statim.editorial.library.consequences import drafts_behind, reprints
from statim.editorial.library.records import kinds_for, lines_of, record_of
from statim.editorial.library.uses import in_drafts, on_pages
from statim.editorial.library.views.frame import actor, answering, screen
from statim.editorial.permissions import EDIT_WORKS, check_may
from statim.publisher.queries import house
from statim.references.actions import format_bibliography, mark_of, read_record
from statim.references.csl.render import STYLES
from statim.references.doubts import doubts_of
from statim.references.duplicates import duplicates_of
from statim.references.errors import ChangedMeanwhile, IdentifierTaken, NotAWork
from statim.references.models import Work
from statim.references.notices import WORDS
from statim.references.queries import item_of, notices_about, row_of
from statim.references.words import short_name, title_of

Json = dict[str, Any]
STYLE_NAMES = {"vancouver": "Vancouver (NLM)", "ama": "AMA", "apa": "APA"}


@answering
@require_safe
def work(request: HttpRequest, key: str) -> HttpResponse:
    """A work with all that is known of it. A former key leads to the work that was kept."""
    row = row_of(key)
    if row.key != key:
        return redirect("library_work", row.key)
    item = item_of(row)
    pages = on_pages(row)
    behind = {use.use.topic for use in reprints(row, row.csl)}
    first, more = lines_of(item)
    return screen(
        request, "work", short_name(item), row=row, item=item, printed=_in_styles(item),
        notices=notices_about([item])[0], words=WORDS, doubts=doubts_of(row.csl),
        pairs=duplicates_of(row), drafts=in_drafts(row), pages=pages, behind=behind,
        drafts_behind=drafts_behind(row, row.csl), heading=title_of(item),
        kind=kinds_for(item).get(item["type"], item["type"]),
        lines=[line for line in (*first, *more) if line.value],
        aliases=list(row.aliases.order_by("key").values_list("key", flat=True)),
    )  # fmt: skip


def _in_styles(item: Json) -> list[tuple[str, str]]:
    return [(STYLE_NAMES[style], format_bibliography([item], style)[0]) for style in STYLES]


@answering
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """The record to fill in; sent, it first shows what republishing would change, then is kept."""
    check_may(actor(request), EDIT_WORKS)
    row = row_of(key)
    if request.method != "POST":
        return _form(request, row, item_of(row), seen=mark_of(row.csl))
    record, seen = record_of(request.POST.dict(), row.csl), request.POST.get("seen", "")
    try:
        ready = read_record(record)
        if request.POST.get("previewed") != mark_of(ready):
            return _previewed(request, row, ready, seen)
        kept = actions.edit_work(row.key, record, seen=seen, by=actor(request))
    except (NotAWork, IdentifierTaken, ChangedMeanwhile) as error:
        seen = mark_of(row.csl) if isinstance(error, ChangedMeanwhile) else seen
        return _form(request, row, record, seen=seen, error=error, status=422)
    messages.success(
        request,
        say("%(short_name)s is saved. Editions keep what they print.", short_name=short_name(kept)),
    )
    return redirect("library_work", row.key)


def _previewed(request: HttpRequest, row: Work, ready: Json, seen: str) -> HttpResponse:
    style = house().citation_style
    before, after = format_bibliography([item_of(row), {"id": row.key, **ready}], style)
    return _form(
        request, row, ready, seen=seen, previewed=mark_of(ready), before=before, after=after,
        reprints=reprints(row, ready), drafts_behind=drafts_behind(row, ready),
        doubts=doubts_of(ready),
    )  # fmt: skip


def _form(
    request: HttpRequest, row: Work, record: Json, *, status: int = 200, **said: Any
) -> HttpResponse:
    first, more = lines_of(record)
    partial = (record.get("custom") or {}).get("partial")
    return screen(
        request, "edit", f"Edit {row.key}", status=status, row=row, first=first, more=more,
        item=record, kinds=kinds_for(record), partial=partial, **said,
    )  # fmt: skip


@answering
@require_POST
def take(request: HttpRequest, key: str) -> HttpResponse:
    """Put the record into the drafts that were chosen."""
    chosen = request.POST.getlist("topic")
    changed = actions.take_into_drafts(key, chosen, by=actor(request))
    said = "1 draft" if len(changed) == 1 else f"{len(changed)} drafts"
    messages.success(request, say("%(said)s took the record; publish them to print it.", said=said))
    return redirect("library_work", key)
