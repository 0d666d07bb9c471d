"""What the desk does to works: every use is kept, editions keep their bytes, each act is logged."""

from __future__ import annotations

from typing import Any

import pytest

from statim.audit.models import Entry
from statim.editions import queries as editions
from statim.editions.models import Edition
from statim.editorial import sentinel
from statim.editorial.actions import publish, save_draft
from statim.editorial.errors import NotAllowed
from statim.editorial.library import actions
from statim.editorial.library.consequences import drafts_behind, reprints, to_publish
from statim.editorial.library.drafts import keys_of
from statim.editorial.library.uses import in_drafts, on_pages, unused_keys
from statim.editorial.resting import resting
from statim.references.actions import mark_of
from statim.references.errors import AlreadyOne, ChangedMeanwhile
from statim.references.models import Work
from statim.references.notices import Notice
from statim.references.queries import row_of, work
from statim.topics.errors import StaleDraft
from statim.topics.models import Topic, Version
from statim.topics.queries import manuscript_of, topic
from tests.editorial.library.shelves import LOO, Shelves, shelves
from tests.editorial.people import person, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(db: None) -> Shelves:
    return shelves()


def edit(shelf: Shelves, **changes: Any) -> dict[str, Any]:
    before = work(shelf.trial)
    after = {**before, **changes}
    return actions.edit_work(shelf.trial, after, seen=mark_of(before), by=shelf.editor)


def frozen() -> list[tuple[int, str, str]]:
    return list(Edition.objects.order_by("sequence").values_list("sequence", "hash", "canonical"))


# -- where used ----------------------------------------------------------------------------------


def test_uses_name_the_statements(shelf: Shelves) -> None:
    (page,) = on_pages(row_of(shelf.trial))
    assert (page.slug, page.edition, page.number) == ("on-the-page", 1, 1)
    assert [said.text for said in page.statements] == ["It worked over four weeks"]
    assert "KADS" in page.printed
    (draft,) = in_drafts(row_of(shelf.again))
    assert (draft.slug, [said.text for said in draft.statements]) == ("a-draft", ["It was safe"])
    assert on_pages(row_of(shelf.again)) == []


def test_a_key_that_only_begins_alike_is_no_use(shelf: Shelves) -> None:
    assert [use.slug for use in in_drafts(row_of(shelf.trial))] == ["on-the-page"]


def test_a_page_is_found_by_whatever_name_the_record_had_then(shelf: Shelves) -> None:
    edit(shelf, DOI="10.1192/bjp.2023.80", PMID="5")
    assert [use.slug for use in on_pages(row_of(shelf.trial))] == ["on-the-page"]


def test_what_neither_a_page_nor_a_draft_lists_is_cited_by_nobody(shelf: Shelves) -> None:
    assert unused_keys() == {shelf.unused, "smith2020"}  # smith: once in a draft, no more


def test_a_merged_work_counts_as_used_where_its_former_key_is(shelf: Shelves) -> None:
    actions.merge_works(shelf.unused, shelf.again, by=shelf.editor)
    assert shelf.unused not in unused_keys()


# -- merging -------------------------------------------------------------------------------------


def test_a_merge_rewrites_drafts_and_leaves_editions_alone(shelf: Shelves) -> None:
    before = frozen()
    actions.merge_works(shelf.trial, shelf.again, by=shelf.editor)
    draft = topic(shelf.draft.pk)
    assert keys_of(draft) == {shelf.trial}
    assert [c.reference for s in statements(draft) for c in s.cites] == [shelf.trial]
    assert frozen() == before
    assert {use.slug for use in in_drafts(row_of(shelf.trial))} == {"a-draft", "on-the-page"}


def test_a_rewritten_draft_is_a_version_like_any_other(shelf: Shelves) -> None:
    revision = topic(shelf.draft.pk).revision
    actions.merge_works(shelf.trial, shelf.again, by=shelf.editor)
    last = Version.objects.filter(topic=shelf.draft).first()
    assert last
    assert (last.number, last.by_account) == (revision + 1, shelf.editor.account)
    with pytest.raises(StaleDraft):  # who was writing meanwhile is told, and loses nothing
        save_draft(shelf.draft.pk, manuscript_of(shelf.draft), revision=revision, by=shelf.author)


def test_a_draft_that_cites_both_keeps_both_citations_with_their_locators(shelf: Shelves) -> None:
    from dataclasses import replace

    from statim.editions.document import Citation
    from tests.editorial.people import save, says, section

    said = replace(
        says("Both say so"), html='Both say so<cite data-cites="0 1"></cite>',
        cites=(Citation(reference="a", locator="p. 2"), Citation(reference="b", locator="p. 7")),
    )  # fmt: skip
    references = tuple({**Work.objects.get(key=k).csl, "id": name}
                       for k, name in ((shelf.trial, "a"), (shelf.again, "b")))  # fmt: skip
    save(topic(shelf.draft.pk), shelf.author, section(said), references=references)
    actions.merge_works(shelf.trial, shelf.again, by=shelf.editor)
    draft = manuscript_of(topic(shelf.draft.pk))
    assert [item["id"] for item in draft.references] == [shelf.trial]
    (statement,) = statements(topic(shelf.draft.pk))
    assert [(c.reference, c.locator) for c in statement.cites] == [
        (shelf.trial, "p. 2"), (shelf.trial, "p. 7"),
    ]  # fmt: skip
    published = publish(shelf.draft.pk, by=shelf.editor)
    assert editions.latest(published.slug).document.references[0]["id"] == shelf.trial


def test_a_merge_is_one_row_of_the_log_and_names_the_drafts(shelf: Shelves) -> None:
    before = Entry.objects.count()
    actions.merge_works(shelf.trial, shelf.again, by=shelf.editor)
    entry = Entry.objects.latest("sequence")
    assert Entry.objects.count() == before + 1
    assert (entry.act, entry.detail["drafts"]) == ("merge works", [shelf.draft.pk])


def test_a_refused_merge_leaves_drafts_as_they_were(shelf: Shelves) -> None:
    before = Topic.objects.get(pk=shelf.draft.pk).draft
    with pytest.raises(AlreadyOne):
        actions.merge_works(shelf.again, shelf.again, by=shelf.editor)
    assert Topic.objects.get(pk=shelf.draft.pk).draft == before


def test_a_notice_about_the_dropped_work_marks_the_pages_that_cite_the_kept_one(
    shelf: Shelves,
) -> None:
    notice = Notice(kind="retraction", pmid="37449354")
    sentinel.take_notices([notice], source="A list", by=shelf.editor)
    assert resting() == []
    standing = editions.current("on-the-page")
    actions.merge_works(shelf.trial, shelf.again, by=shelf.editor)
    (found,) = resting()
    assert (found.slug, found.notices[0].kind) == ("on-the-page", "retraction")
    now = editions.current("on-the-page")
    assert standing
    assert now
    assert now.turn == standing.turn + 1  # readers see it at once


# -- editing -------------------------------------------------------------------------------------


def test_before_saving_it_is_seen_which_pages_would_print_otherwise(shelf: Shelves) -> None:
    row = row_of(shelf.trial)
    (change,) = reprints(row, {**row.csl, "volume": "223"})
    assert (change.use.slug, change.use.number) == ("on-the-page", 1)
    assert "223" not in change.use.printed
    assert "223" in change.after
    assert reprints(row, {**row.csl, "abstract": "never printed"}) == []
    assert reprints(row, row.csl) == []


def test_an_edit_changes_neither_editions_nor_drafts(shelf: Shelves) -> None:
    before, drafts = frozen(), list(Topic.objects.order_by("pk").values_list("draft", flat=True))
    edit(shelf, volume="223")
    assert frozen() == before
    assert list(Topic.objects.order_by("pk").values_list("draft", flat=True)) == drafts


def test_drafts_take_the_record_where_the_editor_chooses_and_pages_when_published(
    shelf: Shelves,
) -> None:
    edit(shelf, volume="223")
    (behind,) = drafts_behind(row_of(shelf.trial), row_of(shelf.trial).csl)
    assert behind.topic == shelf.page.pk
    assert [one.use.slug for one in to_publish()] == ["on-the-page"]
    count = Entry.objects.count()
    assert actions.take_into_drafts(shelf.trial, [shelf.page.pk], by=shelf.editor) == [
        shelf.page.pk
    ]
    assert Entry.objects.count() == count + 1
    assert topic(shelf.page.pk).draft["references"][0]["volume"] == "223"
    assert [one.use.slug for one in to_publish()] == ["on-the-page"]  # not yet published
    publish(shelf.page.pk, by=shelf.editor)
    assert "223" in on_pages(row_of(shelf.trial))[0].printed
    assert to_publish() == []


def test_drafts_that_were_not_chosen_or_do_not_cite_it_stay(shelf: Shelves) -> None:
    edit(shelf, volume="223")
    assert actions.take_into_drafts(shelf.trial, [shelf.draft.pk, "?"], by=shelf.editor) == []
    assert "volume" not in topic(shelf.page.pk).draft["references"][0]


def test_an_edit_over_somebody_elses_is_refused(shelf: Shelves) -> None:
    seen = mark_of(work(shelf.trial))
    edit(shelf, volume="1")
    with pytest.raises(ChangedMeanwhile):
        actions.edit_work(shelf.trial, {**LOO, "volume": "2"}, seen=seen, by=shelf.editor)


def test_an_identifier_that_is_put_in_brings_its_notice_to_the_pages(shelf: Shelves) -> None:
    sentinel.take_notices([Notice(kind="correction", pmid="99")], source="A list", by=shelf.editor)
    edit(shelf, PMID="99")
    assert [one.slug for one in resting()] == ["on-the-page"]


# -- who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["reader", "author", "reviewer", "pharmacist"])
def test_only_editors_change_and_merge_and_readers_do_nothing(shelf: Shelves, role: str) -> None:
    by = person(role, f"{role.title()} Two")
    before = Entry.objects.count()
    with pytest.raises(NotAllowed):
        actions.merge_works(shelf.trial, shelf.again, by=by)
    with pytest.raises(NotAllowed):
        actions.keep_apart(shelf.trial, shelf.again, by=by)
    with pytest.raises(NotAllowed):
        actions.edit_work(shelf.trial, LOO, seen="", by=by)
    with pytest.raises(NotAllowed):
        actions.take_into_drafts(shelf.trial, [shelf.page.pk], by=by)
    if role == "reader":
        with pytest.raises(NotAllowed):
            actions.add_works([LOO], by=by)
    assert Entry.objects.count() == before
